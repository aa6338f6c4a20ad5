import { type Err, err } from './err.ts';
import { type Ev, ev } from './ev.ts';
import { type Hello, hello, type Welcome, welcome } from './hello.ts';
import { type Note, note } from './note.ts';
import { type Ok, ok, type Put, put } from './put.ts';
import { check, type Schema } from './schema.ts';
import { type Snap, snap } from './snap.ts';
import { type Sub, sub, type Unsub, unsub } from './sub.ts';

/** What a client may send, by `t`. */
export const clientFrames = { hello, sub, unsub, put, note } as const;
export type ClientFrame = Hello | Sub | Unsub | Put | Note;

/** What a server may send, by `t`. */
export const serverFrames = { welcome, snap, ev, ok, err, note } as const;
export type ServerFrame = Welcome | Snap | Ev | Ok | Err | Note;

/** A client's frame that was read, or one line on why it could not be; `unknown` tells a kind of frame that this version does not have. */
export type Reading = { frame: ClientFrame } | { fault: string; unknown?: true };

/** Reads what a client sent (rules FR1–FR3). */
export function readClientFrame(value: unknown): Reading {
  const kinds: { readonly [t: string]: Schema } = clientFrames;
  const t = (value as { t?: unknown } | null)?.t;
  if (typeof t !== 'string') return { fault: 't: string expected' };
  const schema = Object.hasOwn(kinds, t) ? kinds[t] : undefined;
  if (schema === undefined) return { fault: `t: unknown kind "${t.slice(0, 40)}"`, unknown: true };
  const fault = check(schema, value);
  return fault ? { fault: fault.slice(0, 200) } : { frame: value as ClientFrame };
}
