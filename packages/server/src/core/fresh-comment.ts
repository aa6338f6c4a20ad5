import type { CommentRow } from './rows.ts';

/** What a comment has before anybody answered or changed it. */
const UNTOUCHED = { edited: 0, replies: 0, reactions: {}, marks: {}, rank: 0, lastKey: '', lastHash: '' } as const;

/** A comment as it is first kept. */
export function freshComment(given: Omit<CommentRow, keyof typeof UNTOUCHED> & Partial<CommentRow>): CommentRow {
  return { ...UNTOUCHED, ...given };
}
