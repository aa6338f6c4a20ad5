/** A place in one topic's history: which store it is of, and how far it reads. */
export interface Position {
  readonly epoch: string;
  readonly seq: number;
}

/** Writes a position as the wire's cursor. */
export function formatCursor(epoch: string, seq: number): string {
  return `${epoch}:${seq}`;
}

/** Reads a cursor that has passed its schema; the seq of a malformed one is NaN. */
export function parseCursor(cursor: string): Position {
  const colon = cursor.lastIndexOf(':');
  return { epoch: cursor.slice(0, colon), seq: Number(cursor.slice(colon + 1)) };
}
