import { type Err, err, items, matches, parseTopic, type Schema, type Snap } from '@bandoc/protocol';
import { type LeftOut, readSnap } from './frame-reading.ts';

/** Reads the answer to a GET: undefined for what is no snap of the topic and no err of this version. */
export function readAnswer(value: unknown, topic: string, leftOut?: LeftOut): Snap | Err | undefined {
  return matches(err, value) ? (value as Err) : readSnap(value, topic, itemOf(topic), leftOut);
}

/** The schema of a topic's items; one of an unknown kind has none. */
export function itemOf(topic: unknown): Schema {
  const { kind } = parseTopic(typeof topic === 'string' ? topic : '');
  return Object.hasOwn(items, kind) ? items[kind as keyof typeof items] : false;
}
