import type { Item, ServerFrame, Snap } from '@bandoc/protocol';

/** One JSON text in two parts: what differs from one reader to the next, and bytes in UTF-8 that may be everybody's. */
interface JsonParts {
  readonly own: string;
  readonly held: Buffer;
}

const encoded = new WeakMap<readonly Item[], Buffer>();
const whole = new WeakMap<readonly Item[], { readonly own: string; readonly json: Buffer }>();

/** A snap as JSON in UTF-8: the same bytes as before, as long as nothing of it differs. */
export function encodeSnap(snap: Snap): Buffer {
  const { own, held } = partsOf(snap);
  const before = whole.get(snap.items);
  if (before?.own === own) return before.json;
  const json = Buffer.concat([Buffer.from(own), held]);
  whole.set(snap.items, { own, json });
  return json;
}

/**
 * A snap in parts. What a topic's state makes of it, which is nearly all, is encoded once as long as its items are the same array: of a topic to
 * which nobody writes all readers are given the same.
 */
function partsOf(snap: Snap): JsonParts {
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
  const { own, held } = partsOf(first);
  return Buffer.concat([Buffer.from(`[${own}`), held, Buffer.from(']')]);
}
