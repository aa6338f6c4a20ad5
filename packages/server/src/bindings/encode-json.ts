import type { Item, ServerFrame, Snap } from '@bandoc/protocol';

/** One JSON text in two parts: what differs from one reader to the next, and bytes in UTF-8 that may be everybody's. */
export interface JsonParts {
  readonly own: string;
  readonly held: Buffer;
}

const encoded = new WeakMap<readonly Item[], Buffer>();

/**
 * A snap as JSON. What a topic's state makes of it, which is nearly all, is encoded once as long as its items are the same array: of a topic to
 * which nobody writes all readers are given the same.
 */
export function encodeSnap(snap: Snap): JsonParts {
  const { t, id, now, follow, next } = snap;
  return { own: `${JSON.stringify({ t, id, now, follow, next }).slice(0, -1)},`, held: encoded.get(snap.items) ?? encodeState(snap) };
}

function encodeState(snap: Snap): Buffer {
  const state = { ...snap, t: undefined, id: undefined, now: undefined, follow: undefined, next: undefined };
  const held = Buffer.from(JSON.stringify(state).slice(1));
  encoded.set(snap.items, held);
  return held;
}

/** Frames as a JSON array, in UTF-8. */
export function encodeFrames(frames: readonly ServerFrame[]): Buffer {
  const [first] = frames;
  if (first?.t !== 'snap' || frames.length > 1) return Buffer.from(JSON.stringify(frames));
  const { own, held } = encodeSnap(first);
  return Buffer.concat([Buffer.from(`[${own}`), held, Buffer.from(']')]);
}
