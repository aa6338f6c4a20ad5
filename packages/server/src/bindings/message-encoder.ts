import type { ServerFrame } from '@bandoc/protocol';
import { encodeFrames } from './encode-json.ts';

/**
 * Encodes messages, with what a transport puts before and after them; one that goes to many connections is handed over as the same array one
 * after the other, and is encoded for the first alone.
 */
export function createMessageEncoder<T>(wrap: (json: Buffer) => T): (frames: readonly ServerFrame[]) => T {
  let last: { readonly frames: readonly ServerFrame[]; readonly message: T } | undefined;
  return (frames) => {
    if (last?.frames !== frames) last = { frames, message: wrap(encodeFrames(frames)) };
    return last.message;
  };
}
