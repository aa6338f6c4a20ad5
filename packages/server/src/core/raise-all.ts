import type { Transaction } from './storage.ts';

/** The seqs of one transaction, by topic. */
export type SeqOf = (topic: string) => number;

/** Raises each topic once, in the order of their names, so that no two transactions wait for each other. */
export async function raiseAll(topics: readonly string[], transaction: Transaction): Promise<SeqOf> {
  const seqs = new Map<string, number>();
  for (const topic of [...new Set(topics)].sort()) seqs.set(topic, await transaction.raise(topic));
  return (topic) => {
    const seq = seqs.get(topic);
    if (seq === undefined) throw new Error(`${topic} was not raised`);
    return seq;
  };
}
