import type { XStatic } from 'typebox/schema';
import { type Comment, comment } from './comment.ts';
import { cursor, itemId, key, milliseconds, requestId, seq, text, topicName } from './fields.ts';

/** C→S, the only write; a retry is the same key, on any binding (rules PT1–PT8). `data` is checked by its op's schema. */
export const put = {
  type: 'object',
  properties: {
    t: { const: 'put' },
    id: requestId,
    topic: topicName,
    key,
    op: { type: 'string', maxLength: 40 },
    target: itemId,
    if: seq,
    data: { type: 'object' },
    proof: { type: 'string', maxLength: 1024 },
  },
  required: ['t', 'id', 'topic', 'key', 'op', 'data'],
} as const;
export type Put = Omit<XStatic<typeof put>, 'data'> & { data: Record<string, unknown> };

/** Whom a comment means by the names in it. */
const meant = { type: 'array', items: { type: 'string', maxLength: 128 }, maxItems: 10 } as const;

/**
 * `put.data` of op `add`. `quote` is what it answers, in its words; `mentions` has the ids of whom its names mean; `email` where the paper wants a guest's. `name`, `time` and `state` need a
 * token with the right `import` (rule PT8).
 */
export const addData = {
  type: 'object',
  properties: {
    parent: { anyOf: [itemId, { type: 'null' }] },
    text,
    quote: { type: 'object', properties: { id: itemId, text }, required: ['text'] },
    mentions: meant,
    email: { type: 'string', maxLength: 254 },
    name: text,
    time: milliseconds,
    state: { enum: ['shown', 'hidden', 'gone'] },
  },
  required: ['parent', 'text'],
} as const;
export type AddData = XStatic<typeof addData>;

/** `put.data` of op `edit`, with `target` and `if`: the comment's `v` that was edited. */
export const editData = { type: 'object', properties: { text, mentions: meant }, required: ['text'] } as const;
export type EditData = XStatic<typeof editData>;

/** `put.data` of ops `del` (with `target`) and `hit` (with `target` `share.<network>`): nothing. */
export const noData = { type: 'object' } as const;

/** `put.data` of op `react`, with `target` in a thread, without in `count:`; null withdraws. */
export const reactData = {
  type: 'object',
  properties: { kind: { anyOf: [{ type: 'string', pattern: '^[a-z]{1,16}$' }, { type: 'null' }] } },
  required: ['kind'],
} as const;
export type ReactData = XStatic<typeof reactData>;

/** `put.data` of op `flag`, with `target`: what is reported, and in her own words what else. */
export const flagData = {
  type: 'object',
  properties: { reason: { enum: ['spam', 'abuse', 'false', 'private', 'off-topic', 'other'] }, text: { type: 'string', maxLength: 500 } },
  required: ['reason'],
} as const;
export type FlagData = XStatic<typeof flagData>;

/** `put.data` of op `mod`, on `mod:<site>` with the comment as `target`, and `if` its `v`; `lock`, `unlock` and `close` have the thread's name as target. */
export const modData = {
  type: 'object',
  properties: {
    act: { enum: ['approve', 'reject', 'hide', 'restore', 'pin', 'unpin', 'pick', 'unpick', 'lock', 'unlock', 'close'] },
    reason: { type: 'string', maxLength: 500 },
    at: { anyOf: [milliseconds, { type: 'null' }] },
  },
  required: ['act'],
} as const;
export type ModData = XStatic<typeof modData>;

/** What may be put, by op. */
export const putData = { add: addData, edit: editData, del: noData, react: reactData, flag: flagData, hit: noData, mod: modData } as const;
export type Op = keyof typeof putData;

/** S→C, the write is durable; it never moves the reader's cursor (rules PT3, PT4). */
export const ok = {
  type: 'object',
  properties: { t: { const: 'ok' }, id: requestId, key, item: comment, at: cursor, dup: { type: 'boolean' } },
  required: ['t', 'id', 'key'],
} as const;
export type Ok = Omit<XStatic<typeof ok>, 'item'> & { item?: Comment };
