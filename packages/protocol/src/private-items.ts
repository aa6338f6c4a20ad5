import type { XStatic } from 'typebox/schema';
import { type Comment, comment } from './comment.ts';
import { itemId, milliseconds, seq, text } from './fields.ts';

/**
 * What one reader has to do with one comment, for her alone (`mine:`): her reaction and report of it, the whole comment while it is her own and not
 * public, and how many answered it, with the seq of the last.
 */
export const mineItem = {
  type: 'object',
  properties: {
    id: itemId,
    v: seq,
    reaction: { anyOf: [text, { type: 'null' }] },
    flag: text,
    own: comment,
    answers: { type: 'object', properties: { count: seq, last: seq }, required: ['count', 'last'] },
  },
  required: ['id', 'v'],
} as const;
export type MineItem = Omit<XStatic<typeof mineItem>, 'own'> & { own?: Comment };

/** A comment as the newsroom's desk has it (`mod:`), always with its words: its topic, what held it, and how often it was reported for what. */
export const modItem = {
  type: 'object',
  properties: { id: itemId, v: seq, topic: text, comment, flags: { type: 'object' }, rule: text, by: text, reason: text },
  required: ['id', 'v', 'topic', 'comment'],
} as const;
export type ModItem = Omit<XStatic<typeof modItem>, 'comment' | 'flags'> & { comment: Comment; flags?: Readonly<Record<string, number>> };

/** An earlier wording of a comment (`past:`), by its number. */
export const wording = { type: 'object', properties: { id: itemId, v: seq, text, time: milliseconds }, required: ['id', 'v', 'text', 'time'] } as const;
export type Wording = XStatic<typeof wording>;

/** Somebody who wrote in a thread (`names:`), to be mentioned. */
export const namedAuthor = { type: 'object', properties: { id: itemId, v: seq, name: text }, required: ['id', 'v', 'name'] } as const;
export type NamedAuthor = XStatic<typeof namedAuthor>;
