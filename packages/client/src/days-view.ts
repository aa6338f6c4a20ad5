import { daysTopic } from '@bandoc/protocol';
import type { DaysView } from './client.ts';
import { CountedContent } from './counted-content.ts';
import type { FeedPlan } from './feed.ts';
import type { Hub } from './hub.ts';
import { createTopicView } from './topic-view.ts';

/** Opens the calendar of one month, `yyyy-mm`; its content is asked for at once. */
export function openDays(hub: Hub, scope: string, month: string, { live = false }: { readonly live?: boolean }): DaysView {
  const topic = daysTopic(scope, month);
  const feed = hub.enter(topic, () => planDays(topic), live);
  const { content } = feed.plan;
  const own = {
    get days() {
      return content.counts();
    },
  };
  return createTopicView(hub, feed, () => hub.leave(topic, feed, live), own);
}

function planDays(topic: string): FeedPlan<CountedContent> {
  return { topic, content: new CountedContent(), questions: () => [{ query: {}, asked: {} }], sub: () => ({}) };
}
