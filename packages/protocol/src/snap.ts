import type { XStatic } from 'typebox/schema';
import { cursor, frameItems, itemId, milliseconds, requestId, seq, sortOrder, text, topicName } from './fields.ts';
import type { Item } from './items.ts';

/** S→C, the answer to a sub: `full` replaces, `delta` completes what was held, `page` is merged (rules SN1–SN6). */
export const snap = {
  type: 'object',
  properties: {
    t: { const: 'snap' },
    id: requestId,
    topic: topicName,
    at: cursor,
    mode: { enum: ['full', 'delta', 'page'] },
    items: frameItems,
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
export type Snap = Omit<XStatic<typeof snap>, 'items'> & { items: Item[] };
