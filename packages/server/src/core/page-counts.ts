import { parseTopic } from '@bandoc/protocol';
import { putCounts } from './put-counts.ts';
import type { Uncounted } from './rows.ts';
import type { Settings } from './settings.ts';
import type { Transaction } from './storage.ts';

/** What readers' reactions to a page itself are kept under, and their own items of it. */
export const PAGE_ID = '_page';

const SHARE = 'share.';

/** The topic of what is counted of a page. */
export function countTopic(page: string): string {
  return `count:${page}`;
}

export function isCountTopic(topic: string): boolean {
  return parseTopic(topic).kind === 'count';
}

/** The network that a hit is for, if it is for one (rule CT3). */
export function networkOfHit(target = '', { networks }: Settings): string | undefined {
  return networks.find((network) => `${SHARE}${network}` === target);
}

/** Counts reactions to a page and shares of it anew where votes came (rules CT1, CT2). */
export async function countPage(topic: string, things: readonly Uncounted[], transaction: Transaction, settings: Settings): Promise<ReadonlySet<string>> {
  const wanted = new Map<string, number>();
  for (const { target } of things) {
    const counts = await transaction.countVotes(topic, target);
    if (target === PAGE_ID) for (const kind of new Set([...settings.reactions, ...Object.keys(counts)])) wanted.set(`react.${kind}`, counts[kind] ?? 0);
    else
      wanted.set(
        target,
        Object.values(counts).reduce((sum, count) => sum + count, 0),
      );
  }
  return putCounts(new Map([[topic, wanted]]), transaction);
}
