import { type Ev, type Item, type Snap, type Wording } from '@bandoc/protocol';
import type { WordingsView } from './client.ts';
import type { FeedPlan } from './feed.ts';
import type { Hub } from './hub.ts';
import type { TopicContent } from './topic-state.ts';
import { createTopicView } from './topic-view.ts';

/** Opens the earlier wordings of one comment for the reader who is known now; the server tells them to moderators alone (rule ED5). */
export function openWordings(hub: Hub, comment: string): WordingsView {
  const reader = hub.user?.id ?? '';
  const topic = `past:${comment}`;
  // A feed of its own for each reader, so that nothing of one is ever shown to another.
  const key = `${topic} ${reader}`;
  const feed = hub.enter(key, () => planWordings(topic, reader), true);
  const { content } = feed.plan;
  hub.follow(feed);
  return createTopicView(hub, feed, () => hub.leave(key, feed, true), {
    // What the connection alone tells of has nothing else to fail by.
    get status() {
      return feed.status === 'loading' && feed.live === false ? 'failed' : feed.status;
    },
    get wordings() {
      return hub.user?.id === reader ? content.all() : [];
    },
  });
}

function planWordings(topic: string, reader: string): FeedPlan<WordingsContent> {
  return { topic, content: new WordingsContent(), reader, questions: () => [], sub: () => ({}) };
}

/** What a comment said before, by number. */
class WordingsContent implements TopicContent {
  readonly #items = new Map<string, Wording>();

  /** The oldest first; not those that were deleted. */
  all(): readonly Wording[] {
    return [...this.#items.values()].filter(({ text }) => text !== '').sort((a, b) => a.time - b.time || a.v - b.v);
  }

  replace(snap: Snap): void {
    this.#items.clear();
    this.merge(snap);
  }

  extend(snap: Snap): void {
    this.merge(snap);
  }

  merge({ items }: Pick<Ev, 'items'>): void {
    for (const one of items) if (isWording(one) && one.v > (this.#items.get(one.id)?.v ?? -1)) this.#items.set(one.id, one);
  }
}

function isWording(one: Item): one is Wording {
  return 'time' in one && 'text' in one && !('author' in one);
}
