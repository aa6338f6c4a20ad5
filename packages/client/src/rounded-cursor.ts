import { formatCursor, parseCursor } from '@bandoc/protocol';

/** A cursor rounded down, so that all who ask what changed since ask the same few questions of a cache; what overlaps is harmless. */
export function roundCursor(cursor: string): string {
  const { epoch, seq } = parseCursor(cursor);
  return formatCursor(epoch, seq - (seq % 32));
}
