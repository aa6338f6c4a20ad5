import type { Comment, Op, Position } from '@bandoc/protocol';
import type { Failure } from './client.ts';

/** What a page writes to a thread. */
export type PageOp = Exclude<Op, 'mod' | 'hit'>;

/** What is written: a comment, or an act on the one that is its `target`. */
export interface Words {
  readonly op: PageOp;
  readonly target?: string;
  /** What a comment answers. */
  readonly parent: string | null;
  /** The words of a comment, of an edit, or of a report. */
  readonly text: string;
  /** Ids of whom a comment or an edit means by the names in it. */
  readonly mentions?: readonly string[];
  /** Of a reaction, null takes it back; of a report, why. */
  readonly kind?: string | null;
  /** The reaction that this one takes the place of. */
  readonly was?: string | null;
  /** The version that is edited. */
  readonly if?: number;
  /** The name it is to be signed with. */
  readonly name: string;
}

/** A write on its way, as the store keeps it under `outbox:<key>`; plain data. */
export interface Kept extends Words {
  /** The idempotency key, the same at every try, and the id of a comment (rule PT1). */
  readonly key: string;
  readonly topic: string;
  /** ms by the server's clock. */
  readonly made: number;
  /** The user id it was written under; null: this device's guest, who has none yet; '': somebody may be signed in, and it is not known who. */
  readonly user: string | null;
  /** The final refusal, if there was one. */
  readonly failure?: Failure;
}

/** A write on its way, as this page sees it. */
export interface Outgoing {
  kept: Kept;
  step: 'waiting' | 'sending' | 'refused' | 'done';
  /** Whether it may have reached the server. */
  tried?: boolean;
  /** The server's answer, once done: it stands in for the comment until the topic holds it. */
  item?: Comment;
  /** A position at which the server had it, once it was told. */
  at?: Position;
  /** The epochs that were current when it was stored; of any other its topic was put back since. */
  epochs?: ReadonlySet<string>;
  /** Of an act whose answer names no place, the reactions to its comment then, until they must have been counted. */
  counted?: string | undefined;
  /** Whether the store has it, once it has answered. */
  stored: Promise<boolean>;
}

/** The store's key of one entry. */
export function outboxKey(key: string): string {
  return `outbox:${key}`;
}

/** Whether what was handed to a store is there. */
export function isStored(setting: Promise<void>): Promise<boolean> {
  return setting.then(
    () => true,
    () => false,
  );
}
