import { type Comment, parseCursor, threadTopic } from '@bandoc/protocol';
import type { Failure, ThreadEntry, ThreadSort, ThreadView } from './client.ts';
import { entryOf } from './comment-order.ts';
import type { FeedPlan } from './feed.ts';
import type { Hub } from './hub.ts';
import type { Outgoing } from './outgoing.ts';
import type { Query } from './ports.ts';
import { roundCursor } from './rounded-cursor.ts';
import { ThreadContent, type Tokens } from './thread-content.ts';
import { windowOf } from './thread-window.ts';
import { createTopicView } from './topic-view.ts';

export interface ThreadOptions {
  readonly sort?: ThreadSort;
  /** Roots of the first window and of each page: 20 or 50. */
  readonly limit?: number;
  /** The comment that it is opened at. */
  readonly around?: string | undefined;
}

/** Opens a view of one thread; its first content is asked for at once. */
export function openThread(hub: Hub, name: string, { sort = 'new', limit = 20, around }: ThreadOptions): ThreadView {
  const topic = threadTopic(name);
  // Another order is another window, so it is another feed; changes are the same for both.
  const key = `${topic} ${sort} ${limit} ${around ?? ''}`;
  const feed = hub.enter(key, () => planThread(topic, sort, limit, around), true);
  const { content } = feed.plan;
  const loading = new Set<string | null>();
  const lists = new Map<string | null, readonly ThreadEntry[]>();
  let version = -1;
  let failure: Failure | undefined;

  const list = (parent: string | null): readonly ThreadEntry[] => {
    const now = feed.watchers.version + hub.watchers.version;
    if (version !== now) lists.clear();
    version = now;
    let found = lists.get(parent);
    if (!found) lists.set(parent, (found = entriesOf(parent, hub, topic, content)));
    return found;
  };

  const load = async (parent: string | null, { more, back }: Tokens) => {
    if (loading.has(parent)) return;
    loading.add(parent);
    feed.watchers.changed();
    const page = more ?? back;
    const query: Query = { ...windowOf(content.sort, limit), ...(page !== undefined && { page }), ...(parent !== null && { parent }) };
    failure = await feed.page({ query, asked: { page, back: page !== undefined && more === undefined, parent: parent ?? undefined } });
    loading.delete(parent);
    feed.watchers.changed();
  };

  const own = {
    get sort() {
      return content.sort;
    },
    get total() {
      return content.total;
    },
    get roots() {
      return list(null);
    },
    get more() {
      return content.beyond(null).more !== undefined;
    },
    get back() {
      return content.beyond(null).back !== undefined;
    },
    get loadingMore() {
      return loading.has(null);
    },
    now: () => hub.now(),
    repliesOf: list,
    moreRepliesOf: (id: string) => content.missing(id),
    loadMore: () => {
      const { more } = content.beyond(null);
      if (more !== undefined) void load(null, { more });
    },
    loadBack: () => {
      const { back } = content.beyond(null);
      if (back !== undefined) void load(null, { back });
    },
    loadReplies: (id: string) => {
      if (content.get(id)) void load(id, content.beyond(id));
    },
    add: (words: { readonly text: string; readonly parent: string | null; readonly name: string }) => hub.write(topic, words),
    retry: (id: string) => hub.live?.retry(id),
    discard: (id: string) => hub.discard(id),
  };
  return createTopicView(hub, feed, () => hub.leave(key, feed, true), own, { failure: () => failure });
}

function planThread(topic: string, sort: ThreadSort, limit: number, around: string | undefined): FeedPlan<ThreadContent> {
  return {
    topic,
    content: new ThreadContent(sort),
    anew: around !== undefined,
    questions: (since) => {
      const query = windowOf(sort, limit);
      if (since === undefined) return around === undefined ? [{ query, asked: {} }] : [{ query: { ...query, around }, asked: { around } }];
      const from = roundCursor(since);
      return [{ query: { ...query, since: from }, asked: { since: parseCursor(from).seq } }];
    },
    sub: () => ({ sort, limit }),
  };
}

/** What is confirmed, then (before it, where the newest is first) the reader's own that is not. */
function entriesOf(parent: string | null, hub: Hub, topic: string, content: ThreadContent): readonly ThreadEntry[] {
  const confirmed = content.list(parent).map((one) => entryHere(one, hub, content));
  const waiting = [...hub.outgoing.values()].filter(({ kept }) => kept.topic === topic && kept.parent === parent && !content.get(kept.key));
  const own = waiting.map((one) => entryOfOutgoing(one, hub));
  return parent === null && content.sort !== 'old' ? [...own.reverse(), ...confirmed] : [...confirmed, ...own];
}

/** A comment, with what this page knows of it besides. */
function entryHere(one: Comment, hub: Hub, content: ThreadContent): ThreadEntry {
  const own = hub.written.has(one.id) || one.author.id === hub.user?.id;
  return { ...entryOf(one), arrived: !own && content.arrived.has(one.id), own };
}

function entryOfOutgoing({ kept, step, item }: Outgoing, hub: Hub): ThreadEntry {
  const { key: id, parent, text, name, made, failure } = kept;
  const shown = item ?? { author: { id: kept.user ?? hub.user?.id ?? '', name }, time: made, state: 'shown' as const };
  return {
    id,
    parent,
    author: shown.author,
    text: item?.text ?? text,
    time: shown.time,
    state: shown.state,
    replies: 0,
    arrived: false,
    own: true,
    ...(step !== 'done' && { sending: step }),
    ...(failure && { failure }),
  };
}
