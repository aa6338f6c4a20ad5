import type { XStatic } from 'typebox/schema';
import { itemId, milliseconds, seq, text } from './fields.ts';

/** Who wrote a comment, as everybody may see it. Badges come from the server alone: `author`, `staff`, `moderator`, or the paper's own. */
export const author = {
  type: 'object',
  properties: { id: text, name: text, avatar: text, badges: { type: 'array', items: text } },
  required: ['id', 'name'],
} as const;
export type Author = XStatic<typeof author>;

/** The second register of a comment: absolute counters with a version of their own (rule MD3). `reactions` by kind. */
export const counts = {
  type: 'object',
  properties: { v: seq, replies: seq, reactions: { type: 'object' } },
  required: ['v', 'replies'],
} as const;
export type Counts = Omit<XStatic<typeof counts>, 'reactions'> & { reactions?: Readonly<Record<string, number>> };

/** Where a comment stands: shown to all, waiting for a moderator, hidden by one, or deleted. */
export const commentState = { enum: ['shown', 'pending', 'hidden', 'gone'] } as const;
export type CommentState = (typeof commentState.enum)[number];

/**
 * One comment, whole (rule MD3). `v` is the seq of the last change of the words, `c` the seq at which it first became public (0 while it is not),
 * `text` is plain NFC text (absent when hidden or gone), times are ms by the server's clock: `edited` of the last edit, `editUntil` to when its
 * author may edit it. `quote` is what it answers, in its words; `mentions` whom it names; `reason` and `rule` say why it is not shown.
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
    edited: milliseconds,
    editUntil: milliseconds,
    pinned: { type: 'boolean' },
    picked: { type: 'boolean' },
    mentions: { type: 'array', items: author },
    quote: { type: 'object', properties: { id: itemId, text }, required: ['text'] },
    reason: text,
    rule: text,
  },
  required: ['id', 'v', 'c', 'parent', 'author', 'time', 'state', 'counts'],
} as const;
export type Comment = Omit<XStatic<typeof comment>, 'counts'> & { counts: Counts };

/** A comment of which only the counters changed; a reader that does not hold the id ignores it (rule MD3). */
export const commentCounts = { type: 'object', properties: { id: itemId, counts, v: false }, required: ['id', 'counts'] } as const;
export interface CommentCounts {
  id: string;
  counts: Counts;
}

/** Which comments wait for a moderator before others see them. */
export const hold = { enum: ['none', 'guests', 'links', 'all'] } as const;
export type Hold = (typeof hold.enum)[number];

/** What a thread says of itself, as one item named `_thread`: whether and until when it takes comments, and what readers may do in it. */
export const threadFacts = {
  type: 'object',
  properties: {
    id: { const: '_thread' },
    v: seq,
    locked: { type: 'boolean' },
    closesAt: milliseconds,
    reactions: { type: 'array', items: text },
    policy: {
      type: 'object',
      properties: { guests: { enum: ['yes', 'no'] }, email: { enum: ['no', 'optional', 'required'] }, hold },
    },
  },
  required: ['id', 'v'],
} as const;
export type ThreadFacts = XStatic<typeof threadFacts>;

/** An item of `thread:`. */
export const threadItem = { anyOf: [comment, commentCounts, threadFacts] } as const;
export type ThreadItem = Comment | CommentCounts | ThreadFacts;
