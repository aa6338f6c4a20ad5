import { formatCursor, type Item, parseCursor, parseTopic, type Snap, type Sub } from '@bandoc/protocol';
import { deskTopic, modItemOf } from './desk.ts';
import type { Identity } from './identity.ts';
import { bytesOf, changeOfRow, commentOfRow, countedOfRow } from './item-of-row.ts';
import { cursorEpochOf, isPrivate, keptTopic } from './kept-topic.ts';
import { mineItemOf } from './mine.ts';
import { formatPageToken, type PagePlace, parsePageToken } from './page-token.ts';
import type { Clock } from './ports.ts';
import { Refusal } from './refusal.ts';
import type { CommentRow, ItemRow, TopicRow } from './rows.ts';
import type { Settings } from './settings.ts';
import { articleOfThread, readTopicName } from './source-topic.ts';
import type { Reader, Storage } from './storage.ts';
import { FACTS_ID, factsOf, itemOfFacts } from './thread-facts.ts';

/** What a reader asks of a topic: a sub without what concerns the connection. */
export type TopicRequest = Pick<Sub, 'topic' | 'since' | 'limit' | 'sort' | 'parent' | 'around' | 'ids' | 'page'>;

/** A snap without what concerns the connection. */
export type TopicState = Omit<Snap, 'id' | 'follow' | 'next'>;

/** What was read last by each request, and under which mark: as long as that is the same, it is not read again. */
export interface HeldStates {
  get(key: string): HeldState | undefined;
  set(key: string, state: HeldState): unknown;
}

interface HeldState {
  /** The storage's, when it was last looked. */
  readonly version: number | undefined;
  readonly mark: string;
  readonly state: TopicState;
}

interface Place {
  readonly storage: Storage;
  readonly settings: Settings;
  readonly clock: Clock;
  readonly held?: HeldStates;
}

/**
 * Reads a topic as it stands: what changed since a cursor if that is provably complete, one page, or the whole first window (rules SB4–SB7,
 * SN1–SN7). The head and the rows are of one committed state. `asker` is who asks for what is not for everybody.
 */
export async function readTopic(request: TopicRequest, { storage, settings, clock, held }: Place, asker?: Identity): Promise<TopicState> {
  const { kind, name } = readTopicName(request.topic);
  const kept = keptTopic(request.topic, asker, settings);
  if (request.around !== undefined) throw new Refusal('unsupported', 'around: not in this version');
  const { since, limit, sort, parent, around, ids, page } = request;
  const key = JSON.stringify([kept, since, limit, sort, parent, around, ids, page]);
  const version = storage.version?.();
  const before = isPrivate(kept) ? undefined : held?.get(key);
  if (before && version !== undefined && before.version === version) return { ...before.state, now: clock.now() };
  const epoch = cursorEpochOf(kept, await storage.epoch());
  return storage.view(async (reader) => {
    const article = kind === 'thread' || kind === 'mine' ? await articleOfThread(name, reader, settings) : undefined;
    const topic = await reader.topic(kept);
    const mark = JSON.stringify([epoch, topic.head, article]);
    const state = before?.mark === mark ? { ...before.state, now: clock.now() } : await stateOf(topic, reader);
    if (!isPrivate(kept)) held?.set(key, { version, mark, state });
    return state;
  });

  async function stateOf(topic: TopicRow, reader: Reader): Promise<TopicState> {
    const frame = { t: 'snap', topic: request.topic, at: formatCursor(epoch, topic.head), now: clock.now() } as const;
    const paged = request.page !== undefined || request.parent !== undefined;
    const since = request.since === undefined || paged ? undefined : parseCursor(request.since);
    if (since?.epoch === epoch) {
      if (since.seq > topic.head) throw new Refusal('reset', 'since: lies in the future', { retry: 0 });
      const items = await changesOf(topic, since.seq, reader, settings, request.ids);
      if (items) return { ...frame, mode: 'delta', items, ...totalOf(topic) };
    }
    if (kind === 'thread') {
      const { items, ...place } = await windowOf(request, reader, settings);
      const facts = paged ? [] : [itemOfFacts(await factsOf(name, reader, settings), settings)];
      return { ...frame, mode: paged ? 'page' : 'full', items: [...items, ...facts], ...place, ...totalOf(topic) };
    }
    if (isPrivate(kept)) return { ...frame, mode: paged ? 'page' : 'full', ...(await itemsOf(kept, request, reader, settings)) };
    const rows = request.ids ? await reader.counts(request.topic, request.ids) : await reader.changedCounts(request.topic, 0, settings.items);
    return { ...frame, mode: 'full', items: rows.filter((row) => row.count > 0).map(countedOfRow) };
  }
}

/** Everything of a topic above `since`, if that fits into one frame; of a tally only some ids where they are named. */
export async function changesOf(topic: TopicRow, since: number, reader: Reader, settings: Settings, ids?: readonly string[]): Promise<Item[] | undefined> {
  const items = await changedItems(topic, since, reader, settings, ids);
  return items.length <= settings.items && bytesOf(items) <= settings.itemsBytes ? items : undefined;
}

async function changedItems(topic: TopicRow, since: number, reader: Reader, settings: Settings, ids?: readonly string[]): Promise<Item[]> {
  const limit = settings.items + 1;
  if (topic.head === since) return [];
  if (topic.topic.startsWith('thread:')) {
    const rows = await reader.changedComments(topic.topic, since, limit);
    const facts = (await reader.item(topic.topic, FACTS_ID)) && (await factsOf(parseTopic(topic.topic).name, reader, settings));
    return [...rows.map((row) => changeOfRow(row, since, settings)), ...(facts && facts.v > since ? [itemOfFacts(facts, settings)] : [])];
  }
  if (isPrivate(topic.topic)) return privateItems(await reader.changedItems(topic.topic, since, limit), reader, settings);
  const rows = ids ? (await reader.counts(topic.topic, ids)).filter((row) => row.v > since) : await reader.changedCounts(topic.topic, since, limit);
  return rows.map(countedOfRow);
}

/** `total` where a topic has one. */
export function totalOf({ topic, total }: TopicRow): { readonly total?: number } {
  return topic.startsWith('thread:') ? { total } : {};
}

/** One stretch of roots with their first replies, or of the replies to one comment. */
async function windowOf(request: TopicRequest, reader: Reader, settings: Settings): Promise<Pick<Snap, 'items' | 'more' | 'sort'>> {
  const { topic, parent = null } = request;
  const after = request.page === undefined ? undefined : parsePageToken(request.page);
  if (parent !== null && !(await reader.comment(topic, parent))?.c) throw new Refusal('not-found', 'parent: no such comment');
  // Top is a later feature: who asks for it gets the newest, and is told so.
  const sort: PagePlace['sort'] = parent !== null || (after?.sort ?? request.sort) === 'old' ? 'old' : 'new';
  const limit = request.limit ?? settings.roots;
  const order = sort === 'old' ? 'ascending' : 'descending';
  const rows = await reader.comments(topic, { parent, order, limit: limit + 1, ...(after ? { after } : {}) });
  const items: Item[] = [];
  let bytes = 0;
  let last: CommentRow | undefined;
  for (const row of rows.slice(0, limit)) {
    const replies = parent === null ? await reader.comments(topic, { parent: row.id, order: 'ascending', limit: settings.repliesAlong }) : [];
    const together = [row, ...replies].map((one) => commentOfRow(one, settings));
    bytes += bytesOf(together);
    // A window always has its first row, however large, so that walking on never stands still.
    if (last && (bytes > settings.itemsBytes || items.length + together.length >= settings.items)) break;
    items.push(...together);
    last = row;
  }
  const more = last && rows.at(-1)?.id !== last.id ? { more: formatPageToken({ sort, c: last.c, id: last.id }) } : {};
  return { items, sort, ...more };
}

/** One stretch of what is not for everybody, the longest unchanged first. */
async function itemsOf(kept: string, request: TopicRequest, reader: Reader, settings: Settings): Promise<Pick<Snap, 'items' | 'more'>> {
  const place = request.page === undefined ? undefined : parsePageToken(request.page);
  const rows = await reader.items(kept, { limit: settings.items + 1, ...(place ? { after: { v: place.c, id: place.id } } : {}) });
  const items: Item[] = [];
  let bytes = 0;
  let last: ItemRow | undefined;
  for (const row of rows.slice(0, settings.items)) {
    const [item] = await privateItems([row], reader, settings);
    if (!item) continue;
    bytes += bytesOf([item]);
    if (items.length && bytes > settings.itemsBytes) break;
    items.push(item);
    last = row;
  }
  return { items, ...(last && rows.at(-1) !== last ? { more: formatPageToken({ sort: 'old', c: last.v, id: last.id }) } : {}) };
}

async function privateItems(rows: readonly ItemRow[], reader: Reader, settings: Settings): Promise<Item[]> {
  const items: Item[] = [];
  for (const row of rows) {
    const item = row.topic === deskTopic(settings) ? await modItemOf(row, reader, settings) : await mineItemOf(row, reader, settings);
    if (item) items.push(item);
  }
  return items;
}
