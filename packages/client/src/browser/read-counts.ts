import { tallyTopic } from '@bandoc/protocol';
import { tallyQueries } from '../tally-queries.ts';
import { resolveServer } from './page-clients.ts';
import { askAhead } from './topic-body.ts';

/**
 * The counts of threads in a scope as they stand now, read without a client, in as few requests as can be; an absent one counts 0 (rule SN7).
 * Those of a request that failed are missing; the client that comes after it goes on from the same answers, and says why.
 */
export async function readCounts(base: string, scope: string, threads: Iterable<string>): Promise<ReadonlyMap<string, number>> {
  const topic = tallyTopic(scope);
  const counts = new Map<string, number>();
  const read = async ({ ids, query }: ReturnType<typeof tallyQueries>[number]): Promise<void> => {
    const { t, items } = ((await askAhead(resolveServer(base), topic, query).catch(() => undefined)) ?? {}) as { t?: unknown; items?: unknown };
    if (t !== 'snap' || !Array.isArray(items)) return;
    for (const id of ids) counts.set(id, 0);
    for (const one of items as readonly ({ id?: unknown; count?: unknown } | null)[])
      if (typeof one?.id === 'string' && counts.has(one.id) && Number.isSafeInteger(one.count) && Number(one.count) > 0) counts.set(one.id, Number(one.count));
  };
  await Promise.all(tallyQueries(threads).map(read));
  return counts;
}
