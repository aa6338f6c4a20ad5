import type { XStatic } from 'typebox/schema';
import { frameItems, seq, text, topicName } from './fields.ts';
import type { Item } from './items.ts';

/** S→C, everything that changed in (from, to]; empty with from = to it is the beacon (rules EV1–EV5). */
export const ev = {
  type: 'object',
  properties: { t: { const: 'ev' }, topic: topicName, epoch: text, from: seq, to: seq, items: frameItems, total: seq },
  required: ['t', 'topic', 'epoch', 'from', 'to', 'items'],
} as const;
export type Ev = Omit<XStatic<typeof ev>, 'items'> & { items: Item[] };
