import type { Comment, CommentCounts, Counted, Item } from '@bandoc/protocol';
import { countBytes } from './limits.ts';
import type { CommentRow, CountRow } from './rows.ts';
import type { Settings } from './settings.ts';

/** A comment as everybody may see it; one that is not shown has no words. */
export function commentOfRow(row: CommentRow, settings: Settings): Comment {
  const { id, v, c, parent, author, time, state } = row;
  return {
    id,
    v,
    c,
    parent,
    author,
    ...(state === 'shown' ? wordsOf(row, settings) : {}),
    time,
    // That one waits for review once more is its author's and the desk's affair.
    state: state === 'pending' ? 'hidden' : state,
    counts: countsOf(row),
  };
}

/** A comment as its author and the newsroom see it, shown or not. */
export function wholeCommentOfRow(row: CommentRow, settings: Settings): Comment {
  if (row.state === 'gone') return commentOfRow(row, settings);
  const { reason, rule } = row.marks;
  return {
    ...commentOfRow(row, settings),
    ...wordsOf(row, settings),
    state: row.state,
    ...(reason === undefined ? {} : { reason }),
    ...(rule === undefined ? {} : { rule }),
  };
}

/** What changed of a comment after `since`: all of it, or its counters alone (rules MD3, EV2). */
export function changeOfRow(row: CommentRow, since: number, settings: Settings): Comment | CommentCounts {
  return row.v > since ? commentOfRow(row, settings) : { id: row.id, counts: countsOf(row) };
}

export function countedOfRow({ id, v, count }: CountRow): Counted {
  return { id, v, count };
}

/** Bytes that items take on the wire. */
export function bytesOf(items: readonly Item[]): number {
  return countBytes(JSON.stringify(items));
}

function countsOf({ cv, replies, reactions }: CommentRow): Comment['counts'] {
  return { v: cv, replies, ...(Object.keys(reactions).length ? { reactions } : {}) };
}

/** What goes with its words. What was imported has no author here who could edit it. */
function wordsOf({ text, edited, time, author, actor, marks }: CommentRow, { editWindow }: Settings): Partial<Comment> {
  const { reason: _, rule: __, ...seen } = marks;
  return { text, ...(edited ? { edited } : {}), ...(editWindow && author.id === actor ? { editUntil: time + editWindow } : {}), ...seen };
}
