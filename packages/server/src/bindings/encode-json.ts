import type { Item, ServerFrame, Snap } from '@bandoc/protocol';

/** One JSON text in two parts: what differs from one reader to the next, and bytes in UTF-8 that may be everybody's. */
export interface JsonParts {
  readonly own: string;
  readonly held: Buffer;
}

const encoded = new WeakMap<readonly Item[], Buffer>();

/**
 * A snap as JSON. Its items, which are nearly all of it, are encoded once as long as they are the same array: of a topic to which nobody writes
 * all readers are given the same.
 */
export function encodeSnap({ items, ...rest }: Snap): JsonParts {
  let held = encoded.get(items);
  if (!held) encoded.set(items, (held = Buffer.from(`"items":${JSON.stringify(items)}}`)));
  return { own: `${JSON.stringify(rest).slice(0, -1)},`, held };
}

/** Frames as a JSON array, in UTF-8. */
export function encodeFrames(frames: readonly ServerFrame[]): Buffer {
  const [first] = frames;
  if (first?.t !== 'snap' || frames.length > 1) return Buffer.from(JSON.stringify(frames));
  const { own, held } = encodeSnap(first);
  return Buffer.concat([Buffer.from(`[${own}`), held, Buffer.from(']')]);
}
