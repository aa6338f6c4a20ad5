import { parseTopic, tallyTopic } from '@bandoc/protocol';
import { createPacer } from './pacer.ts';
import type { Clock, LogEvent, Timers } from './ports.ts';
import type { TopicRow } from './rows.ts';
import type { Settings } from './settings.ts';
import type { Storage, Transaction } from './storage.ts';

/**
 * Brings threads' totals into the tallies of their scopes, apart from the comments' own transactions (rules DV1, DV2). What it has not yet
 * done stands in the storage, so a crash loses nothing.
 */
export interface TallyProjector {
  /** There may be something to do. */
  mark(): void;
  /** Does all there is to do now. */
  run(): Promise<void>;
  close(): void;
}

interface ProjectorPorts {
  readonly settings: Settings;
  readonly storage: Storage;
  readonly clock: Clock;
  readonly timers: Timers;
  /** Called with the tallies that changed. */
  changed(topics: ReadonlySet<string>): void;
  log(event: LogEvent): void;
}

/** Threads in one transaction (the design's rule R11: at most 100 items of a topic). */
const TOGETHER = 100;

export function createTallyProjector({ settings, storage, changed, log, ...time }: ProjectorPorts): TallyProjector {
  const run = async () => {
    for (;;) {
      if ((await storage.view((reader) => reader.stale(1))).length === 0) return;
      changed(await storage.transact(async (transaction) => project(await transaction.stale(TOGETHER), transaction, settings)));
    }
  };
  const pacer = createPacer(settings.projection, () => run().catch((error: unknown) => log({ kind: 'failure', detail: 'counting comments', error })), time);
  return { mark: pacer.mark, run, close: pacer.close };
}

async function project(threads: readonly TopicRow[], transaction: Transaction, settings: Settings): Promise<ReadonlySet<string>> {
  const wanted = new Map<string, Map<string, number>>();
  for (const { topic, head, total } of threads) {
    const { name } = parseTopic(topic);
    const article = await transaction.article(name);
    for (const scope of article?.scopes ?? (settings.threads === 'open' ? [settings.openScope] : [])) {
      const tally = tallyTopic(scope);
      wanted.set(tally, (wanted.get(tally) ?? new Map<string, number>()).set(name, total));
    }
    await transaction.putTotals(topic, { projected: head });
  }
  return putCounts(wanted, transaction);
}

/** Sets rows of counted topics where they differ, each topic's head raised once; answers which topics changed. */
export async function putCounts(wanted: ReadonlyMap<string, ReadonlyMap<string, number>>, transaction: Transaction): Promise<ReadonlySet<string>> {
  const changed = new Set<string>();
  for (const topic of [...wanted.keys()].sort()) {
    const counts = wanted.get(topic) as ReadonlyMap<string, number>;
    const held = new Map((await transaction.counts(topic, [...counts.keys()])).map((row) => [row.id, row.count]));
    const different = [...counts].filter(([id, count]) => (held.get(id) ?? 0) !== count);
    if (different.length === 0) continue;
    const v = await transaction.raise(topic);
    for (const [id, count] of different) await transaction.putCount({ topic, id, v, count });
    changed.add(topic);
  }
  return changed;
}
