import { type ArticleChange, articleChange, check, daysTopic, normalizeName, tallyTopic, threadTopic } from '@bandoc/protocol';
import { createDayOf } from './day-of.ts';
import { putCounts } from './put-counts.ts';
import { raiseAll } from './raise-all.ts';
import { Refusal } from './refusal.ts';
import type { ArticleRow } from './rows.ts';
import type { Settings } from './settings.ts';
import type { Storage, Transaction } from './storage.ts';
import { changesFacts, putFacts } from './thread-facts.ts';

/** What became of a publication: how many articles differ from before, and the topics that changed with them. */
export interface PublishOutcome {
  readonly changed: number;
  readonly topics: ReadonlySet<string>;
}

/**
 * Takes in what the paper's own system says about its articles, all in one transaction, with the days of their scopes (rules AR1–AR3, DV3).
 * Publishing is rare, so here derived topics may be touched by a write.
 */
export async function publishArticles(
  changes: readonly unknown[],
  { settings, storage }: { readonly settings: Settings; readonly storage: Storage },
): Promise<PublishOutcome> {
  for (const [i, change] of changes.entries()) {
    const fault = check(articleChange, change, `${i}`);
    if (fault) throw new Refusal('bad-frame', fault);
  }
  const dayOf = createDayOf(settings.tz);
  return storage.transact(async (transaction) => {
    const touched = new Map<string, Set<string>>();
    const left = new Map<string, Map<string, number>>();
    const facts: string[] = [];
    let changed = 0;
    for (const change of changes as ArticleChange[]) {
      const before = await transaction.article(change.thread);
      const after = rowOf(change, before, dayOf);
      if (!after || (before && isSame(before, after))) continue;
      changed += 1;
      await transaction.putArticle(after);
      if (changesFacts(before, after)) facts.push(after.thread);
      for (const { scopes, day } of before ? [before, after] : [after])
        for (const scope of scopes) touched.set(scope, (touched.get(scope) ?? new Set()).add(day));
      for (const scope of before?.scopes ?? [])
        if (!after.scopes.includes(scope)) left.set(tallyTopic(scope), (left.get(tallyTopic(scope)) ?? new Map()).set(after.thread, 0));
      // A tally that this thread is new to learns its count from the projector.
      if (after.scopes.some((scope) => !before?.scopes.includes(scope))) await transaction.putTotals(threadTopic(after.thread), { projected: 0 });
    }
    const days = await recount(touched, transaction);
    const counted = await putCounts(new Map([...days, ...left]), transaction);
    const threads = facts.map(threadTopic).sort();
    const seqOf = await raiseAll(threads, transaction);
    for (const thread of new Set(facts)) await putFacts(thread, seqOf(threadTopic(thread)), {}, transaction);
    return { changed, topics: new Set([...counted, ...threads]) };
  });
}

function rowOf(change: ArticleChange, before: ArticleRow | undefined, dayOf: (time: number) => string): ArticleRow | undefined {
  if ('withdrawn' in change && change.withdrawn) return before && { ...before, withdrawn: true };
  const { thread, url, title, at, scopes, closesAt = null, hold = null } = change as Exclude<ArticleChange, { withdrawn: true }>;
  return { thread, url, title: normalizeName(title), at, day: dayOf(at), scopes: [...new Set(scopes)].sort(), closesAt, hold, withdrawn: false };
}

function isSame(a: ArticleRow, b: ArticleRow): boolean {
  return (Object.keys(a) as Array<keyof ArticleRow>).every((field) => String(a[field]) === String(b[field]));
}

async function recount(touched: ReadonlyMap<string, ReadonlySet<string>>, transaction: Transaction): Promise<Map<string, Map<string, number>>> {
  const days = new Map<string, Map<string, number>>();
  for (const [scope, dates] of touched) {
    for (const date of dates) {
      const topic = daysTopic(scope, date.slice(0, 7));
      days.set(topic, (days.get(topic) ?? new Map<string, number>()).set(date, await transaction.countArticles(scope, date)));
    }
  }
  return days;
}
