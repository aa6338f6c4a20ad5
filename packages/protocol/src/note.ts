import type { XStatic } from 'typebox/schema';
import { seq, topicName } from './fields.ts';

/** Both ways, lossy: aggregated counts, never names (rule NT1). */
export const note = {
  type: 'object',
  properties: {
    t: { const: 'note' },
    topic: topicName,
    head: seq,
    total: seq,
    viewers: seq,
    typing: { anyOf: [{ type: 'boolean' }, seq] },
  },
  required: ['t', 'topic'],
} as const;
export type Note = XStatic<typeof note>;
