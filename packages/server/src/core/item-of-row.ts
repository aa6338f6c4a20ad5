import type { Comment, CommentCounts, Counted, Item } from '@bandoc/protocol';
import { countBytes } from './limits.ts';
import type { CommentRow, CountRow } from './storage.ts';

/** A comment as everybody may see it; one that is not shown has no words. */
export function commentOfRow(row: CommentRow): Comment {
  const { id, v, c, parent, author, text, time, state } = row;
  return { id, v, c, parent, author, ...(state === 'shown' ? { text } : {}), time, state, counts: { v: row.cv, replies: row.replies } };
}

/** What changed of a comment after `since`: all of it, or its counters alone (rules MD3, EV2). */
export function changeOfRow(row: CommentRow, since: number): Comment | CommentCounts {
  return row.v > since ? commentOfRow(row) : { id: row.id, counts: { v: row.cv, replies: row.replies } };
}

export function countedOfRow({ id, v, count }: CountRow): Counted {
  return { id, v, count };
}

/** Bytes that items take on the wire. */
export function bytesOf(items: readonly Item[]): number {
  return countBytes(JSON.stringify(items));
}
