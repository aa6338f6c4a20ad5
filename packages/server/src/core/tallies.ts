import { parseTopic, tallyTopic } from '@bandoc/protocol';
import type { Projection } from './projector.ts';
import { putCounts } from './put-counts.ts';

/** Threads in one transaction (the design's rule R11: at most 100 items of a topic). */
const TOGETHER = 100;

/** Brings threads' totals into the tallies of their scopes (rules DV1, DV2). */
export const tallies: Projection = {
  detail: 'counting comments',
  isDue: async (reader) => (await reader.stale(1)).length > 0,
  step: async (transaction, settings) => {
    const wanted = new Map<string, Map<string, number>>();
    for (const { topic, head, total } of await transaction.stale(TOGETHER)) {
      const { name } = parseTopic(topic);
      const article = await transaction.article(name);
      for (const scope of article?.scopes ?? (settings.threads === 'open' ? [settings.openScope] : [])) {
        const tally = tallyTopic(scope);
        wanted.set(tally, (wanted.get(tally) ?? new Map<string, number>()).set(name, total));
      }
      await transaction.putTotals(topic, { projected: head });
    }
    return putCounts(wanted, transaction);
  },
};
