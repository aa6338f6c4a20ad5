import type { Comment, Position } from '@bandoc/protocol';
import type { Failure } from './client.ts';

/** A comment on its way, as the store keeps it under `outbox:<key>`; plain data. */
export interface Kept {
  /** The idempotency key, the same at every try, and the comment's id (rule PT1). */
  readonly key: string;
  readonly topic: string;
  readonly parent: string | null;
  readonly text: string;
  /** The name it is to be signed with. */
  readonly name: string;
  /** ms by the server's clock. */
  readonly made: number;
  /** The user id it was written under; null: this device's guest, who has none yet; '': somebody may be signed in, and it is not known who. */
  readonly user: string | null;
  /** It was tried under another identity before, which the server took for lost. */
  readonly rebound?: boolean;
  /** The final refusal, if there was one. */
  readonly failure?: Failure;
}

/** A comment on its way, as this page sees it. */
export interface Outgoing {
  kept: Kept;
  step: 'waiting' | 'sending' | 'refused' | 'done';
  /** The server's answer, once done: it stands in for the comment until the topic holds it. */
  item?: Comment | undefined;
  /** The cursor of its commit, once it was told, and the place that the item is as of. */
  at?: Position | undefined;
  asOf?: Position | undefined;
  /** The epochs that were current when it was stored; of any other its topic was put back since. */
  epochs?: ReadonlySet<string>;
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
