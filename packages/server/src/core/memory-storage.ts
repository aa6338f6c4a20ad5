import type { ArticleRow, CommentRow, CountRow, ItemRow, LogRow, MisquotedRow, TopicRow, Uncounted, VoteRow } from './rows.ts';
import type { Reader, Storage, Transaction } from './storage.ts';
import { Turns } from './turns.ts';

/** Keeps everything in memory: for stories, simulations and tests. Its epoch is handed in, because what it holds dies with it. */
export function createMemoryStorage(options: { readonly epoch: string }): Storage {
  const topics = new Map<string, TopicRow>();
  const comments = new Map<string, Map<string, CommentRow>>();
  /** The ids ever put under one parent, which is a comment's for ever; so that a window need not look at all of a thread. */
  const siblings = new Map<string, Set<string>>();
  /** What of them is public, oldest first, since it was last asked for and as long as none of them changes. */
  const inOrder = new Map<string, readonly CommentRow[]>();
  const counts = new Map<string, Map<string, CountRow>>();
  const items = new Map<string, Map<string, ItemRow>>();
  const votes = new Map<string, Map<string, VoteRow>>();
  const uncounted = new Map<string, Uncounted>();
  const misquoted = new Map<string, MisquotedRow>();
  const articles = new Map<string, ArticleRow>();
  const log: LogRow[] = [];
  // Views take turns with transactions, so that none sees half of one.
  const turns = new Turns();

  const childrenOf = (topic: string, parent: string | null): readonly CommentRow[] => {
    const place = placeOf(topic, parent);
    let rows = inOrder.get(place);
    if (!rows) {
      const table = tableOf(comments, topic);
      rows = [...(siblings.get(place) ?? [])]
        .flatMap((id) => table.get(id) ?? [])
        .filter(({ c }) => c > 0)
        .sort(byPlace);
      inOrder.set(place, rows);
    }
    return rows;
  };

  const reader: Reader = {
    topic: async (topic) => topics.get(topic) ?? { topic, head: 0, total: 0, projected: 0 },
    comment: async (topic, id) => comments.get(topic)?.get(id),
    find: async (id) => [...comments.values()].find((table) => table.has(id))?.get(id),
    quoting: async (topic, id, { after = '', limit }) =>
      rowsOf(comments, topic)
        .filter((row) => row.marks.quote?.id === id && row.id > after)
        .sort(byId)
        .slice(0, limit),
    misquoted: async (limit, target) => [...misquoted.values()].filter((row) => target === undefined || row.target === target).slice(0, limit),
    author: async (topic, id) =>
      rowsOf(comments, topic)
        .filter(({ author, state }) => author.id === id && state === 'shown')
        .sort(byPlace)
        .at(-1)?.author,
    comments: async (topic, { parent, order, after, limit }) => {
      const rows = childrenOf(topic, parent);
      const way = order === 'ascending' ? 1 : -1;
      const found: CommentRow[] = [];
      for (let i = way === 1 ? 0 : rows.length - 1; rows[i] && found.length < limit; i += way) {
        const row = rows[i] as CommentRow;
        if (!after || way * byPlace(row, after) > 0) found.push(row);
      }
      return found;
    },
    top: async (topic, limit) =>
      rowsOf(comments, topic)
        .filter((row) => row.parent === null && row.rank > 0)
        .sort((a, b) => b.rank - a.rank || byId(b, a))
        .slice(0, limit),
    recent: async (topic, limit) =>
      rowsOf(comments, topic)
        .filter((row) => row.c > 0)
        .sort((a, b) => byVersion(b, a))
        .slice(0, limit),
    changedComments: async (topic, since, limit) => firstOf(comments.get(topic), limit, (row) => row.c > 0 && (row.v > since || row.cv > since)),
    counts: async (topic, ids) => ids.flatMap((id) => counts.get(topic)?.get(id) ?? []),
    changedCounts: async (topic, since, limit) =>
      rowsOf(counts, topic)
        .filter((row) => row.v > since)
        .sort((a, b) => b.v - a.v)
        .slice(0, limit),
    item: async (topic, id) => items.get(topic)?.get(id),
    items: async (topic, { after, limit }) =>
      rowsOf(items, topic)
        .filter((row) => row.live && (!after || byVersion(row, after) > 0))
        .sort(byVersion)
        .slice(0, limit),
    changedItems: async (topic, since, limit) => firstOf(items.get(topic), limit, (row) => row.v > since),
    vote: async (topic, target, voter) => votes.get(thingOf({ topic, target }))?.get(voter),
    countVotes: async (topic, target) => {
      const kinds = rowsOf(votes, thingOf({ topic, target })).flatMap(({ kind }) => kind ?? []);
      return Object.fromEntries([...new Set(kinds)].sort().map((kind) => [kind, kinds.filter((one) => one === kind).length]));
    },
    countPeople: async (topic, comment, except) => {
      const voters = rowsOf(votes, thingOf({ topic, target: comment })).flatMap(({ kind, voter }) => (kind === null ? [] : [voter]));
      const authors = childrenOf(topic, comment).flatMap(({ state, author }) => (state === 'shown' ? [author.id] : []));
      return new Set([...voters, ...authors].filter((one) => one !== except)).size;
    },
    uncounted: async (limit) =>
      [...uncounted.keys()]
        .sort()
        .slice(0, limit)
        .flatMap((thing) => uncounted.get(thing) ?? []),
    article: async (thread) => articles.get(thread),
    countArticles: async (scope, day) => [...articles.values()].filter((one) => one.day === day && !one.withdrawn && one.scopes.includes(scope)).length,
    stale: async (limit) => firstOf(topics, limit, (row) => row.head > row.projected && row.topic.startsWith('thread:')),
    log: async (limit) => log.slice(-limit).reverse(),
  };

  return {
    epoch: async () => options.epoch,
    view: (work) => turns.take(() => work(reader)),
    transact: (work) =>
      turns.take(async () => {
        const undo: Array<() => void> = [];
        const put = <T>(rows: Map<string, T>, id: string, row: T) => {
          const before = rows.get(id);
          undo.push(() => (before === undefined ? rows.delete(id) : rows.set(id, before)));
          rows.set(id, row);
        };
        const drop = <T>(rows: Map<string, T>, id: string) => {
          const before = rows.get(id);
          if (before !== undefined) undo.push(() => rows.set(id, before));
          rows.delete(id);
        };
        const transaction: Transaction = {
          ...reader,
          raise: async (topic) => {
            const row = await reader.topic(topic);
            put(topics, topic, { ...row, head: row.head + 1 });
            return row.head + 1;
          },
          putComment: async (row) => {
            const place = placeOf(row.topic, row.parent);
            put(tableOf(comments, row.topic), row.id, row);
            siblings.set(place, (siblings.get(place) ?? new Set<string>()).add(row.id));
            inOrder.delete(place);
            undo.push(() => inOrder.delete(place));
          },
          putCount: async (row) => put(tableOf(counts, row.topic), row.id, row),
          putItem: async (row) => put(tableOf(items, row.topic), row.id, row),
          putVote: async (row) => put(tableOf(votes, thingOf(row)), row.voter, row),
          putUncounted: async ({ topic, target }) => put(uncounted, thingOf({ topic, target }), { topic, target }),
          dropUncounted: async (thing) => drop(uncounted, thingOf(thing)),
          putMisquoted: async (row) => put(misquoted, row.target, row),
          dropMisquoted: async (target) => drop(misquoted, target),
          putArticle: async (row) => put(articles, row.thread, row),
          putLog: async (row) => {
            log.push(row);
            undo.push(() => void log.pop());
          },
          putTotals: async (topic, totals) => put(topics, topic, { ...(await reader.topic(topic)), ...totals }),
        };
        try {
          return await work(transaction);
        } catch (error) {
          for (const step of undo.reverse()) step();
          throw error;
        }
      }),
    close: async () => undefined,
  };
}

/** No topic has a space in its name that is not its last part. */
function thingOf({ topic, target }: Uncounted): string {
  return `${topic} ${target}`;
}

function placeOf(topic: string, parent: string | null): string {
  return `${topic} ${parent ?? ''}`;
}

function tableOf<T>(tables: Map<string, Map<string, T>>, topic: string): Map<string, T> {
  let table = tables.get(topic);
  if (!table) tables.set(topic, (table = new Map()));
  return table;
}

function rowsOf<T>(tables: Map<string, Map<string, T>>, topic: string): T[] {
  return [...(tables.get(topic)?.values() ?? [])];
}

function firstOf<T>(rows: ReadonlyMap<string, T> | undefined, limit: number, isSought: (row: T) => boolean): T[] {
  const found: T[] = [];
  for (const row of rows?.values() ?? []) {
    if (found.length === limit) break;
    if (isSought(row)) found.push(row);
  }
  return found;
}

function byPlace(a: { readonly c: number; readonly id: string }, b: { readonly c: number; readonly id: string }): number {
  return a.c - b.c || byId(a, b);
}

function byVersion(a: { readonly v: number; readonly id: string }, b: { readonly v: number; readonly id: string }): number {
  return a.v - b.v || byId(a, b);
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
