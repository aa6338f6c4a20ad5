import type { XStatic } from 'typebox/schema';
import { cursor, itemId, milliseconds, requestId, seq, sortOrder, text, topicName } from './fields.ts';
import { item } from './items.ts';

/** C→S, read and/or follow a topic (rules SB1–SB9). `limit` counts roots, with `parent` replies. */
export const sub = {
  type: 'object',
  properties: {
    t: { const: 'sub' },
    id: requestId,
    topic: topicName,
    since: cursor,
    follow: { enum: ['items', 'head', 'off'] },
    limit: { type: 'integer', minimum: 1, maximum: 50 },
    sort: sortOrder,
    parent: itemId,
    around: itemId,
    ids: { type: 'array', items: itemId, maxItems: 200 },
    page: { type: 'string', maxLength: 256 },
  },
  required: ['t', 'id', 'topic'],
} as const;
export type Sub = XStatic<typeof sub>;

/** C→S, ends a subscription; there is no answer, and late events are ignored (rule SB8). */
export const unsub = { type: 'object', properties: { t: { const: 'unsub' }, topic: topicName }, required: ['t', 'topic'] } as const;
export type Unsub = XStatic<typeof unsub>;

const items = { type: 'array', items: item, maxItems: 400 } as const;

/** S→C, the answer to a sub: `full` replaces, `delta` completes what was held, `page` is merged (rules SN1–SN6). */
export const snap = {
  type: 'object',
  properties: {
    t: { const: 'snap' },
    id: requestId,
    topic: topicName,
    at: cursor,
    mode: { enum: ['full', 'delta', 'page'] },
    items,
    order: { type: 'array', items: itemId },
    more: text,
    back: text,
    total: seq,
    sort: sortOrder,
    follow: { enum: ['items', 'head', 'poll', 'off'] },
    next: milliseconds,
    now: milliseconds,
  },
  required: ['t', 'topic', 'at', 'mode', 'items', 'follow'],
} as const;
export type Snap = XStatic<typeof snap>;

/** S→C, everything that changed in (from, to]; empty with from = to it is the beacon (rules EV1–EV5). */
export const ev = {
  type: 'object',
  properties: { t: { const: 'ev' }, topic: topicName, epoch: text, from: seq, to: seq, items, total: seq },
  required: ['t', 'topic', 'epoch', 'from', 'to', 'items'],
} as const;
export type Ev = XStatic<typeof ev>;
