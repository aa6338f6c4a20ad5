import type { Identity } from './identity.ts';
import type { Rates, Settings } from './settings.ts';
import type { Storage } from './storage.ts';

/** The time that goes on the wire and into rows, in ms since 1970; it may be a moved clock. */
export interface Clock {
  now(): number;
}

/** Runs something once, `ms` from now; what it returns takes it back. */
export interface Timers {
  after(ms: number, run: () => void): () => void;
}

/** Ids nobody can guess: at least 16 characters of `[A-Za-z0-9_-]`. */
export interface Ids {
  random(): string;
}

/** Signed tokens. Their expiry is real time and this port's own affair. */
export interface Tokens {
  /** Who a token speaks for; throws a Refusal `auth` for one that is not ours, or no longer good. */
  verify(auth: string): Promise<Identity>;
  /** A long-lived token for a guest. */
  issue(identity: Identity): Promise<string>;
}

/** Counts what happens, by kind and key, by its own clock: how often is an affair of real time. */
export interface Limiter {
  /** Takes one; answers the ms to wait before it may be tried again, 0 = go: at once where it counts in this process. */
  take(kind: keyof Rates, key: string): number | Promise<number>;
}

/** Something the newsroom may want to know; never a reader's words, name or token. */
export interface LogEvent {
  readonly kind: 'failure' | 'refused-origin' | 'bad-frame' | 'connected' | 'disconnected';
  readonly detail?: string;
  /** The connection or request it is of, and the word by which its page asked to be found (`hello.trace`). */
  readonly request?: string;
  readonly trace?: string;
  /** Whose limits it counts for. */
  readonly address?: string;
  readonly error?: unknown;
}

/** All that the core is handed. */
export interface CorePorts {
  readonly settings: Settings;
  readonly storage: Storage;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly ids: Ids;
  readonly tokens: Tokens;
  readonly limiter: Limiter;
  /** A digest of a text, the same for ever: it is stored. */
  hash(text: string): Promise<string>;
  log(event: LogEvent): void;
  /** Hears to how many followers an event went. */
  told?(followers: number): void;
}
