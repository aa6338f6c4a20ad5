import { parseTopic } from '@bandoc/protocol';
import { createDayOf } from '../core/index.ts';

const LIVE = 'public, max-age=2, stale-while-revalidate=10';
const TALLY = 'public, max-age=5, stale-while-revalidate=10';
const PAST = 'public, max-age=86400';

/** How long after its end a month still changes: articles are backdated within two days, in ms. */
const SETTLED = 48 * 3_600_000;

/** Says how long caches may keep a topic, at a time in ms (rule HT4). */
export function createCacheRules(tz: string): (topic: string, now: number) => string {
  const dayOf = createDayOf(tz);
  return (topic, now) => {
    const { kind, month } = parseTopic(topic);
    if (kind === 'tally') return TALLY;
    return month !== undefined && month < dayOf(now - SETTLED).slice(0, 7) ? PAST : LIVE;
  };
}
