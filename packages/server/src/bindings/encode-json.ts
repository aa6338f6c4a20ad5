import type { Item, ServerFrame, Snap } from '@bandoc/protocol';

const encoded = new WeakMap<readonly Item[], Buffer>();
const ITEMS = ',"items":';

/**
 * A snap as JSON, in UTF-8. Its items, which are nearly all of it, are encoded once as long as they are the same array: of a topic to which
 * nobody writes all readers are given the same.
 */
export function encodeSnap({ items, ...rest }: Snap): Buffer {
  let bytes = encoded.get(items);
  if (!bytes) encoded.set(items, (bytes = Buffer.from(JSON.stringify(items))));
  const before = JSON.stringify(rest).slice(0, -1) + ITEMS;
  const length = Buffer.byteLength(before);
  const whole = Buffer.allocUnsafe(length + bytes.length + 1);
  whole.write(before);
  whole.set(bytes, length);
  whole[length + bytes.length] = 0x7d;
  return whole;
}

/** Frames as a JSON array, in UTF-8. */
export function encodeFrames(frames: readonly ServerFrame[]): Buffer {
  const [first] = frames;
  if (first?.t !== 'snap' || frames.length > 1) return Buffer.from(JSON.stringify(frames));
  return Buffer.concat([Buffer.from('['), encodeSnap(first), Buffer.from(']')]);
}
