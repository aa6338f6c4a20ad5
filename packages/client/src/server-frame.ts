import { type Err, err, items, matches, parseTopic, type Schema, type ServerFrame, type Snap, serverFrames } from '@bandoc/protocol';
import { readSnap, withoutBadItems } from './frame-reading.ts';

/** Reads one frame of a connection, without the items that cannot be read; undefined for what is no frame of this version (rules FR3, ER1). */
export function readFrame(value: unknown): ServerFrame | undefined {
  const { t, topic } = (value ?? {}) as { readonly t?: unknown; readonly topic?: unknown };
  if (typeof t !== 'string' || !Object.hasOwn(serverFrames, t)) return undefined;
  const whole = withoutBadItems(value, itemOf(topic));
  return matches(serverFrames[t as keyof typeof serverFrames], whole) ? (whole as ServerFrame) : undefined;
}

/** Reads the answer to a GET: undefined for what is no snap of the topic and no err of this version. */
export function readAnswer(value: unknown, topic: string): Snap | Err | undefined {
  return matches(err, value) ? (value as Err) : readSnap(value, topic, itemOf(topic));
}

function itemOf(topic: unknown): Schema {
  const { kind } = parseTopic(`${topic}`);
  return Object.hasOwn(items, kind) ? items[kind as keyof typeof items] : false;
}
