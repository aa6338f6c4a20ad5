import type { ServerFrame } from '@bandoc/protocol';

/** Encodes messages; one that goes to many connections is handed over as the same array one after the other, and is encoded for the first alone. */
export function encodeOnce<T>(encode: (json: string) => T): (frames: readonly ServerFrame[]) => T {
  let last: { readonly frames: readonly ServerFrame[]; readonly encoded: T } | undefined;
  return (frames) => {
    if (last?.frames !== frames) last = { frames, encoded: encode(JSON.stringify(frames)) };
    return last.encoded;
  };
}
