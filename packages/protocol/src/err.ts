import type { XStatic } from 'typebox/schema';
import { milliseconds, requestId, topicName } from './fields.ts';

/** Every code a server of this version sends; a client takes an unknown one for final if it has no `retry` (rule ER1). */
export const ERROR_CODES = [
  'bad-frame',
  'unsupported',
  'version',
  'auth',
  'denied',
  'not-found',
  'closed',
  'invalid',
  'key-reuse',
  'conflict',
  'rate',
  'challenge',
  'reset',
  'slow',
  'busy',
  'internal',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** S→C: with `id` that request failed, with `topic` alone the subscription ended, with neither the connection ends (rules ER1–ER3). */
export const err = {
  type: 'object',
  properties: {
    t: { const: 'err' },
    id: requestId,
    topic: topicName,
    code: { type: 'string', maxLength: 40 },
    retry: milliseconds,
    msg: { type: 'string', maxLength: 200 },
    data: { type: 'object' },
  },
  required: ['t', 'code'],
} as const;
export type Err = Omit<XStatic<typeof err>, 'data'> & { data?: Record<string, unknown> };
