import { countPage, isCountTopic } from './page-counts.ts';
import type { Projection } from './projector.ts';
import { rankOfComment } from './ranking.ts';
import type { CommentRow, Uncounted } from './rows.ts';
import type { Settings } from './settings.ts';
import type { Transaction } from './storage.ts';

/** Comments in one transaction (the design's rule R11: at most 100 items of a topic). */
const TOGETHER = 100;

/** Brings readers' votes into what everybody sees, one topic a transaction (rules RC4, RC5, CT1, CT2). */
export const votes: Projection = {
  detail: 'counting votes',
  isDue: async (reader) => (await reader.uncounted(1)).length > 0,
  step: async (transaction, settings) => {
    const due = await transaction.uncounted(TOGETHER);
    const topic = due[0]?.topic;
    const things = due.filter((one) => one.topic === topic);
    for (const thing of things) await transaction.dropUncounted(thing);
    if (topic === undefined) return new Set();
    return isCountTopic(topic) ? countPage(topic, things, transaction, settings) : countComments(topic, things, transaction, settings);
  },
};

async function countComments(topic: string, things: readonly Uncounted[], transaction: Transaction, settings: Settings): Promise<ReadonlySet<string>> {
  const changed: Array<{ readonly row: CommentRow; readonly recounted: boolean }> = [];
  for (const { target } of things) {
    const row = await transaction.comment(topic, target);
    if (!row) continue;
    const reactions = await transaction.countVotes(topic, target);
    const rank = await rankOfComment(row, transaction, settings);
    const recounted = JSON.stringify(row.reactions) !== JSON.stringify(reactions);
    if (recounted || rank !== row.rank) changed.push({ row: { ...row, reactions, rank }, recounted });
  }
  if (changed.length === 0) return new Set();
  const seq = await transaction.raise(topic);
  // A rank alone is told to nobody, but what stands at a cursor stands for ever: another order has another one.
  for (const { row, recounted } of changed) await transaction.putComment(recounted ? { ...row, cv: seq } : row);
  return new Set([topic]);
}
