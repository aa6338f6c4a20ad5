import type { XStatic } from 'typebox/schema';
import { itemId, milliseconds, seq, text } from './fields.ts';

/** Who wrote a comment, as everybody may see it. */
export const author = {
  type: 'object',
  properties: { id: text, name: text, badges: { type: 'array', items: text } },
  required: ['id', 'name'],
} as const;
export type Author = XStatic<typeof author>;

/** The second register of a comment: absolute counters with a version of their own (rule MD3). */
export const counts = {
  type: 'object',
  properties: { v: seq, replies: seq },
  required: ['v', 'replies'],
} as const;
export type Counts = XStatic<typeof counts>;

/** Where a comment stands: shown to all, waiting for a moderator, hidden by one, or deleted. */
export const commentState = { enum: ['shown', 'pending', 'hidden', 'gone'] } as const;
export type CommentState = (typeof commentState.enum)[number];

/**
 * One comment, whole (rule MD3). `v` is the seq of the last change of the words, `c` the seq at which it first became public,
 * `text` is plain NFC text (absent when hidden or gone), `time` milliseconds by the server's clock.
 */
export const comment = {
  type: 'object',
  properties: {
    id: itemId,
    v: seq,
    c: seq,
    parent: { anyOf: [itemId, { type: 'null' }] },
    author,
    text,
    time: milliseconds,
    state: commentState,
    counts,
  },
  required: ['id', 'v', 'c', 'parent', 'author', 'time', 'state', 'counts'],
} as const;
export type Comment = XStatic<typeof comment>;

/** A comment of which only the counters changed; a reader that does not hold the id ignores it (rule MD3). */
export const commentCounts = { type: 'object', properties: { id: itemId, counts, v: false }, required: ['id', 'counts'] } as const;
export interface CommentCounts {
  id: string;
  counts: Counts;
}

/** A counted thing: a thread's comments in `tally:`, a day's articles in `days:`. */
export const counted = { type: 'object', properties: { id: itemId, v: seq, count: seq }, required: ['id', 'v', 'count'] } as const;
export type Counted = XStatic<typeof counted>;

/** Anything that a snapshot or an event carries. */
export const item = { anyOf: [comment, counted, commentCounts] } as const;
export type Item = Comment | Counted | CommentCounts;
