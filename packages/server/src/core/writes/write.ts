import type { Ok, Put } from '@bandoc/protocol';
import type { Identity } from '../identity.ts';
import type { Clock, Limiter } from '../ports.ts';
import type { Settings } from '../settings.ts';
import type { Storage } from '../storage.ts';

/** What a write needs besides its frame. */
export interface WriteContext {
  readonly identity: Identity;
  /** The network address it came from. */
  readonly address: string;
  readonly settings: Settings;
  readonly storage: Storage;
  readonly clock: Clock;
  readonly limiter: Limiter;
  hash(text: string): Promise<string>;
}

/** What became of a write: its answer, and the topics that it changed; a repetition changes none. */
export interface Outcome {
  readonly ok: Ok;
  readonly topics: readonly string[];
}

/** Does what one op asks for, durably, or says why not by a Refusal. */
export type Write = (put: Put, context: WriteContext) => Promise<Outcome>;
