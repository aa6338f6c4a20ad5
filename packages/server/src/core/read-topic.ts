import { formatCursor, type Item, parseCursor, parseTopic, type Snap, type Sub, threadTopic } from '@bandoc/protocol';
import type { Identity } from './identity.ts';
import { bytesOf, changeOfRow, countedOfRow } from './item-of-row.ts';
import { cursorEpochOf, isPrivate, keptTopic } from './kept-topic.ts';
import { type HeldPeople, namesIn } from './names.ts';
import type { Clock } from './ports.ts';
import { privateItems, privateWindow } from './private-window.ts';
import { Refusal } from './refusal.ts';
import type { TopicRow } from './rows.ts';
import type { Settings } from './settings.ts';
import { articleOfThread, readTopicName } from './source-topic.ts';
import type { Reader, Storage } from './storage.ts';
import { FACTS_ID, factsOf, itemOfFacts } from './thread-facts.ts';
import { aroundWindow, threadWindow, topWindow } from './thread-window.ts';

/** What a reader asks of a topic: a sub without what concerns the connection. */
export type TopicRequest = Pick<Sub, 'topic' | 'since' | 'limit' | 'sort' | 'parent' | 'around' | 'ids' | 'page' | 'q'>;

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
  readonly people?: HeldPeople;
}

/** What is held for a request, as of then, where the storage tells that nothing was written since. */
export function heldTopic(request: TopicRequest, { storage, held }: Place): TopicState | undefined {
  const before = held?.get(keyOf(request));
  const version = storage.version?.();
  return before && version !== undefined && before.version === version ? before.state : undefined;
}

/** What is one reader's is never held, so no key tells of the reader. */
function keyOf({ topic, since, limit, sort, parent, around, ids, page, q }: TopicRequest): string {
  return JSON.stringify([topic, since, limit, sort, parent, around, ids, page, q]);
}

/**
 * Reads a topic as it stands: what changed since a cursor if that is provably complete, one page, or the whole first window (rules SB4–SB7,
 * SN1–SN7). The head and the rows are of one committed state. `asker` is who asks for what is not for everybody.
 */
export async function readTopic(request: TopicRequest, place: Place, asker?: Identity): Promise<TopicState> {
  const { storage, settings, clock, held, people } = place;
  const current = heldTopic(request, place);
  if (current) return { ...current, now: clock.now() };
  const { kind, name } = readTopicName(request.topic);
  // Who wrote in a thread is of the thread, and changes with it.
  const kept = kind === 'names' ? threadTopic(name) : keptTopic(request.topic, asker, settings);
  // What is one reader's is held for nobody, and names by thread: each asks by other letters.
  const holding = isPrivate(kept) || kind === 'names' ? undefined : held;
  const key = keyOf(request);
  const version = storage.version?.();
  const before = holding?.get(key);
  const epoch = cursorEpochOf(kept, await storage.epoch());
  return storage.view(async (reader) => {
    const article = kind === 'thread' || kind === 'count' || kind === 'mine' || kind === 'names' ? await articleOfThread(name, reader, settings) : undefined;
    const topic = await reader.topic(kept);
    const mark = JSON.stringify([epoch, topic.head, article]);
    const state = before?.mark === mark ? { ...before.state, now: clock.now() } : await stateOf(topic, reader);
    holding?.set(key, { version, mark, state });
    return state;
  });

  async function stateOf(topic: TopicRow, reader: Reader): Promise<TopicState> {
    const frame = { t: 'snap', topic: request.topic, at: formatCursor(epoch, topic.head), now: clock.now() } as const;
    if (kind === 'names') return { ...frame, mode: 'full', items: await namesIn(kept, frame.at, request.q ?? '', reader, people) };
    const paged = request.page !== undefined || request.parent !== undefined || request.around !== undefined;
    const since = request.since === undefined || paged ? undefined : parseCursor(request.since);
    if (since?.epoch === epoch) {
      if (since.seq > topic.head) throw new Refusal('reset', 'since: lies in the future', { retry: 0 });
      const items = await changesOf(topic, since.seq, reader, settings, request.ids);
      if (items) return { ...frame, mode: 'delta', items, ...totalOf(topic) };
    }
    if (kind === 'thread') {
      const { items, ...place } = await windowOf(request, paged, reader, settings);
      const facts = paged && request.around === undefined ? [] : [itemOfFacts(await factsOf(name, reader, settings), settings)];
      return { ...frame, mode: paged ? 'page' : 'full', items: [...items, ...facts], ...place, ...totalOf(topic) };
    }
    if (isPrivate(kept)) return { ...frame, mode: paged ? 'page' : 'full', ...(await privateWindow(kept, request.page, reader, settings)) };
    const rows = request.ids ? await reader.counts(request.topic, request.ids) : await reader.changedCounts(request.topic, 0, settings.items);
    return { ...frame, mode: 'full', items: rows.filter((row) => row.count > 0).map(countedOfRow) };
  }
}

/** What a thread comes to, without any of its comments (rule FH1). */
export async function readHead(topic: string, { storage, settings, clock }: Place): Promise<TopicState> {
  const { name } = readTopicName(topic);
  const epoch = await storage.epoch();
  return storage.view(async (reader) => {
    await articleOfThread(name, reader, settings);
    const row = await reader.topic(topic);
    return { t: 'snap', topic, at: formatCursor(epoch, row.head), now: clock.now(), mode: 'full', items: [], ...totalOf(row) };
  });
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

function windowOf(request: TopicRequest, paged: boolean, reader: Reader, settings: Settings): Promise<Pick<Snap, 'items'>> {
  if (request.around !== undefined) return aroundWindow(request, request.around, reader, settings);
  return request.sort === 'top' && !paged ? topWindow(request.topic, reader, settings) : threadWindow(request, reader, settings);
}
