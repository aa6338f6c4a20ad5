import type { XStatic } from 'typebox/schema';
import { cursor, itemId, requestId, sortOrder, topicName } from './fields.ts';

/** C→S, read and/or follow a topic (rules SB1–SB9). `limit` counts roots, with `parent` replies; `q` is what a name begins with (`names:`). */
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
    q: { type: 'string', maxLength: 40 },
  },
  required: ['t', 'id', 'topic'],
} as const;
export type Sub = XStatic<typeof sub>;

/** C→S, ends a subscription; there is no answer, and late events are ignored (rule SB8). */
export const unsub = { type: 'object', properties: { t: { const: 'unsub' }, topic: topicName }, required: ['t', 'topic'] } as const;
export type Unsub = XStatic<typeof unsub>;
