import {
  check,
  type Err,
  type Ev,
  type Item,
  type Note,
  type Ok,
  type Schema,
  type ServerFrame,
  type Snap,
  serverFrames,
  type Welcome,
} from '@bandoc/protocol';
import { Breach, demandThat } from './demand.ts';

/** Frames are looked at as they come: what breaks its schema breaks every case that meets it. */
export function readFrames(value: unknown): ServerFrame[] {
  const frames = Array.isArray(value) ? value : [value];
  for (const frame of frames) {
    const kinds: { readonly [t: string]: Schema } = serverFrames;
    const t = String((frame as { t?: unknown } | null)?.t);
    // A kind that this version does not have may be a later one's (MD6).
    const fault = Object.hasOwn(kinds, t) ? check(kinds[t] as Schema, frame) : '';
    if (fault) throw new Breach(`a frame "${t}" is as schema.json asks: ${fault}`, frame);
  }
  return frames as ServerFrame[];
}

export const asSnap = (frame: unknown): Snap => asKind<Snap>(frame, 'snap');
export const asOk = (frame: unknown): Ok => asKind<Ok>(frame, 'ok');
export const asErr = (frame: unknown): Err => asKind<Err>(frame, 'err');
export const asEv = (frame: unknown): Ev => asKind<Ev>(frame, 'ev');
export const asNote = (frame: unknown): Note => asKind<Note>(frame, 'note');
export const asWelcome = (frame: unknown): Welcome => asKind<Welcome>(frame, 'welcome');

function asKind<Frame>(frame: unknown, kind: string): Frame {
  demandThat((frame as { t?: unknown } | undefined)?.t === kind, frame, `the answer is "${kind}"`);
  return frame as Frame;
}

/** What a comment looks like to the kit: fields that are not there are undefined. */
export type Row = Item & {
  readonly id: string;
  readonly v: number;
  readonly c?: number;
  readonly parent?: string | null;
  readonly text?: string;
  readonly state?: string;
  readonly edited?: number;
  readonly time?: number;
  readonly author?: { readonly id: string; readonly name: string; readonly badges?: string[]; readonly avatar?: string };
  readonly counts?: { readonly v: number; readonly replies: number; readonly reactions?: Readonly<Record<string, number>> };
};

/** A snapshot's or event's comments, what a thread says of itself left out. */
export function rowsOf({ items }: { readonly items: readonly unknown[] }): Row[] {
  return (items as Row[]).filter(({ id }) => id !== '_thread');
}

/** Of a cursor, where it stands in its epoch. */
export function seqOf(cursor: string | undefined): number {
  return Number(cursor?.slice(cursor.lastIndexOf(':') + 1));
}

export function epochOf(cursor: string | undefined): string {
  return cursor?.slice(0, cursor.lastIndexOf(':')) ?? '';
}
