import { tallyTopic } from '@bandoc/protocol';
import type { CountView } from './client.ts';
import { CountedContent } from './counted-content.ts';
import type { FeedPlan, Question } from './feed.ts';
import type { Hub } from './hub.ts';
import { tallyQueries } from './tally-queries.ts';
import { createTopicView } from './topic-view.ts';

/** What one subscription takes; a page with more headlines polls. */
const MOST_FOLLOWED = 200;

/** A scope's counts as a page wants them: threads, and how many views want each. */
interface TallyPlan extends FeedPlan<CountedContent> {
  readonly threads: Map<string, number>;
}

/** Opens the count of one thread; all that are opened in one turn are asked for together. */
export function openCount(hub: Hub, scope: string, thread: string, { live = false }: { readonly live?: boolean }): CountView {
  const topic = tallyTopic(scope);
  const feed = hub.enter(topic, () => planTally(topic), live);
  const { threads, content } = feed.plan as TallyPlan;
  const views = threads.get(thread) ?? 0;
  threads.set(thread, views + 1);
  if (views === 0 && content.count(thread) === undefined) void feed.refreshSoon();
  const own = {
    get status() {
      return content.count(thread) !== undefined ? 'ready' : feed.status === 'ready' ? 'loading' : feed.status;
    },
    get count() {
      return content.count(thread);
    },
  };
  return createTopicView(
    hub,
    feed,
    () => {
      const rest = (threads.get(thread) ?? 1) - 1;
      if (rest) threads.set(thread, rest);
      else threads.delete(thread);
      hub.leave(topic, feed, live);
    },
    own,
  );
}

function planTally(topic: string): TallyPlan {
  const threads = new Map<string, number>();
  const content = new CountedContent();
  return {
    topic,
    content,
    threads,
    questions: () => {
      const all = [...threads.keys()];
      const unknown = all.filter((one) => content.count(one) === undefined);
      return tallyQueries(unknown.length ? unknown : all).map(({ ids, query }): Question => ({ query, asked: { ids, part: ids.length < all.length } }));
    },
    sub: () => (threads.size && threads.size <= MOST_FOLLOWED ? { ids: [...threads.keys()].sort() } : undefined),
  };
}
