import { type FlagData, parseCursor, threadTopic } from '@bandoc/protocol';
import type { Failure, ThreadEntry, ThreadSort, ThreadView } from './client.ts';
import { versionOf } from './edited-version.ts';
import type { FeedPlan } from './feed.ts';
import type { Hub } from './hub.ts';
import { Mine } from './mine.ts';
import type { Words } from './outgoing.ts';
import type { Query } from './ports.ts';
import { roundCursor } from './rounded-cursor.ts';
import { ThreadContent, type Tokens } from './thread-content.ts';
import { entriesOf } from './thread-entries.ts';
import { windowOf } from './thread-window.ts';
import { createTopicView } from './topic-view.ts';
import { openWordings } from './wordings-view.ts';

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
  const mine = new Mine(hub, name, () => feed.watchers.changed());
  const loading = new Set<string | null>();
  const lists = new Map<string | null, readonly ThreadEntry[]>();
  let version = -1;
  let failure: Failure | undefined;

  const list = (parent: string | null): readonly ThreadEntry[] => {
    const now = feed.watchers.version + hub.watchers.version;
    if (version !== now) lists.clear();
    version = now;
    let found = lists.get(parent);
    if (!found) lists.set(parent, (found = entriesOf(parent, { hub, topic, content, mine: mine.content })));
    return found;
  };

  const load = async (parent: string | null, { more, back }: Tokens) => {
    const page = more ?? back;
    const isBack = page !== undefined && more === undefined;
    // One page of a list at a time, in each direction.
    const line = isBack ? `back ${parent}` : parent;
    if (loading.has(line)) return;
    loading.add(line);
    feed.watchers.changed();
    const query: Query = { ...windowOf(content.sort, limit), ...(page !== undefined && { page }), ...(parent !== null && { parent }) };
    failure = await feed.page({ query, asked: { page, back: isBack, parent: parent ?? undefined } });
    loading.delete(line);
    feed.watchers.changed();
  };

  const act = (words: Pick<Words, 'op' | 'target'> & Partial<Words>, name = '') =>
    hub.write(topic, { parent: null, text: '', ...words, name: hub.guestName || name });

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
    moreRepliesOf: (id: string) => (hub.has('parent') ? content.missing(id) : 0),
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
    get cursor() {
      return feed.state.cursor;
    },
    get answered() {
      return [...(mine.content?.all() ?? [])].flatMap(({ id, answers }) => (answers ? { id, ...answers } : []));
    },
    get facts() {
      return content.facts;
    },
    add: (words: Parameters<ThreadView['add']>[0]) => hub.write(topic, { op: 'add', ...words }),
    edit: (target: string, text: string, mentions: readonly string[] = []) => act({ op: 'edit', target, text, mentions, ...versionOf(hub, { topic, target }) }),
    remove: (target: string) => act({ op: 'del', target }),
    react: (target: string, kind: string | null, name?: string) => act({ op: 'react', target, kind, was: mine.content?.get(target)?.reaction ?? null }, name),
    flag: (target: string, { reason: kind, text = '' }: FlagData, name?: string) => act({ op: 'flag', target, kind, text }, name),
    retry: (id: string) => hub.live?.retry(id),
    discard: (id: string) => hub.discard(id),
    people: async (begin: string) => {
      const answer = hub.has('names') ? await hub.read(`names:${name}`, { q: begin }) : { items: [] };
      return 'items' in answer ? answer.items.flatMap((one) => ('name' in one ? { id: one.id, name: one.name } : [])) : [];
    },
    wordings: (id: string) => openWordings(hub, id),
  };
  const leave = () => {
    mine.close();
    hub.leave(key, feed, true);
  };
  return createTopicView(hub, feed, leave, own, { failure: () => failure });
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
