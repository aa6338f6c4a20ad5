import type { Kind } from './kind.ts';

/** One setting of the server, in all that can be said of it. */
export interface Setting<T> {
  readonly kind: Kind<NonNullable<T>>;
  /** What it is, in one sentence. */
  readonly says: string;
  readonly fallback: T;
  /** Whether the server does not start without it. */
  readonly needed?: true;
  /** Whether it is never shown, and not taken from the command line, which every user of the machine can read. */
  readonly secret?: true;
}

/** What a record of settings is read as. */
export type ValuesOf<S> = { readonly [N in keyof S]: S[N] extends Setting<infer T> ? T : never };

/** A setting's name, from its key: `textBytes` is `text-bytes`. */
export function nameOf(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
