import type { XStatic } from 'typebox/schema';
import { cursor, itemId, key, milliseconds, requestId, seq, text, topicName } from './fields.ts';
import { comment } from './items.ts';

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

/** `put.data` of op `add`. `name`, `time` and `state` need a token with the right `import` (rule PT8). */
export const addData = {
  type: 'object',
  properties: {
    parent: { anyOf: [itemId, { type: 'null' }] },
    text,
    name: text,
    time: milliseconds,
    state: { enum: ['shown', 'hidden', 'gone'] },
  },
  required: ['parent', 'text'],
} as const;
export type AddData = XStatic<typeof addData>;

/** S→C, the write is durable; it never moves the reader's cursor (rules PT3, PT4). */
export const ok = {
  type: 'object',
  properties: { t: { const: 'ok' }, id: requestId, key, item: comment, at: cursor, dup: { type: 'boolean' } },
  required: ['t', 'id', 'key'],
} as const;
export type Ok = XStatic<typeof ok>;
