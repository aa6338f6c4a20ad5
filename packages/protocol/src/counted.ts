import type { XStatic } from 'typebox/schema';
import { itemId, seq } from './fields.ts';

/** A counted thing: a thread's comments in `tally:`, a day's articles in `days:`, shares or reactions of a page in `count:`. */
export const counted = { type: 'object', properties: { id: itemId, v: seq, count: seq }, required: ['id', 'v', 'count'] } as const;
export type Counted = XStatic<typeof counted>;
