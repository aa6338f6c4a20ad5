import { type Comment, type Item, type Ok, type Position, parseCursor } from '@bandoc/protocol';
import { isComment } from './comment-order.ts';
import type { Feed } from './feed.ts';
import type { Hub } from './hub.ts';
import { type Outgoing, outboxKey } from './outgoing.ts';
import type { Query } from './ports.ts';
import { ThreadContent } from './thread-content.ts';

/** A comment is stored: it leaves the outbox, and is shown as it was then until the topic holds it. */
export function finish(hub: Hub, key: string, { item, at, asOf }: Pick<Outgoing, 'item' | 'at' | 'asOf'> = {}): void {
  const entry = hub.outgoing.get(key);
  if (!entry) return;
  if (entry.step !== 'done') void entry.stored.then(() => hub.ports.store.delete(outboxKey(key))).catch(() => undefined);
  entry.step = 'done';
  const feeds = threadsOf(hub, entry.kept.topic);
  if (item) Object.assign(entry, { item, at, asOf });
  if (at) {
    entry.epochs = new Set([...epochsOf(feeds), at.epoch]);
    for (const feed of feeds) if (isBefore(feed, at) || feed.state.cursor?.epoch !== at.epoch) feed.refreshPolled();
  }
  showStored(feeds, entry);
  forgetHeld(hub, entry);
  hub.changed(entry.kept.topic);
}

/** Finishes what the server answered to. */
export function finishAnswered(hub: Hub, { key, item, at }: Ok): void {
  const commit = at === undefined ? undefined : parseCursor(at);
  finish(hub, key, item && { item, at: commit, asOf: commit && { epoch: commit.epoch, seq: versionOf(item) } });
}

/** Finishes what some topic holds already. */
export function finishHeld(hub: Hub, key: string): void {
  const topic = hub.outgoing.get(key)?.kept.topic ?? '';
  if (threadsOf(hub, topic).some(({ plan }) => plan.content.get(key))) finish(hub, key);
}

/** Keys that are seen in a frame are stored, whatever was answered before; `taken` says that all that the frame told is held. */
export function finishSeen(hub: Hub, feed: Feed, items: readonly Item[], taken: boolean): void {
  const { cursor } = feed.state;
  for (const entry of hub.outgoing.values()) {
    const { key, topic } = entry.kept;
    if (topic !== feed.topic) continue;
    const item = items.filter(isComment).find(({ id }) => id === key);
    if (item && cursor) {
      const { epoch } = cursor;
      finish(hub, key, { item, at: { epoch, seq: item.c }, asOf: { epoch, seq: taken ? cursor.seq : versionOf(item) } });
    } else if (item) finish(hub, key);
    else if (entry.step === 'done') {
      showStored(threadsOf(hub, topic), entry);
      forgetHeld(hub, entry);
    }
  }
}

/** What was stored is held wherever it lies; what became of it since is told, or asked for. */
function showStored(feeds: ReadonlyArray<Feed<ThreadContent>>, { item, asOf }: Outgoing): void {
  if (asOf && item?.state === 'shown') for (const feed of feeds) feed.takeOne(asOf, () => feed.plan.content.pin(item));
}

function versionOf({ v, counts }: Comment): number {
  return Math.max(v, counts.v);
}

/** What a GET of a topic has to say besides while a write of this page is not held: nothing from before it, whatever a cache has. */
export function leastOf(hub: Hub, topic: string): Query {
  const feeds = threadsOf(hub, topic);
  const lacking = [...hub.outgoing.values()].flatMap(({ kept, at }) =>
    at && kept.topic === topic && feeds.some((feed) => isBefore(feed, at)) ? [at.seq] : [],
  );
  return lacking.length ? { min: String(Math.max(...lacking)) } : {};
}

/**
 * Lets an acknowledged entry go once a topic has it, and none is from before it: an old answer would take it away again. What was stored
 * before a backup was put back goes too: the topic alone says whether it is still there.
 */
function forgetHeld(hub: Hub, entry: Outgoing): void {
  const { kept, at } = entry;
  const feeds = threadsOf(hub, kept.topic);
  const isHeld = feeds.some(({ plan }) => plan.content.get(kept.key));
  const epochs = epochsOf(feeds);
  if (!entry.epochs?.size) entry.epochs = new Set(epochs);
  const isLost = epochs.some((epoch) => !entry.epochs?.has(epoch));
  if (isLost || (isHeld && !feeds.some((feed) => at && isBefore(feed, at)))) hub.outgoing.delete(kept.key);
}

function epochsOf(feeds: ReadonlyArray<Feed<ThreadContent>>): string[] {
  return feeds.flatMap(({ state: { cursor } }) => cursor?.epoch ?? []);
}

function isBefore({ state: { cursor } }: Feed, { epoch, seq }: Position): boolean {
  return cursor?.epoch === epoch && cursor.seq < seq;
}

function threadsOf(hub: Hub, topic: string): ReadonlyArray<Feed<ThreadContent>> {
  return [...hub.feeds.values()].filter((feed): feed is Feed<ThreadContent> => feed.topic === topic && feed.plan.content instanceof ThreadContent);
}
