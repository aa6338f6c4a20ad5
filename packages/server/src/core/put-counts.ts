import type { Transaction } from './storage.ts';

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
