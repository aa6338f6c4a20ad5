import { type Comment, type Item, type Position, parseCursor } from '@bandoc/protocol';
import type { Feed } from './feed.ts';
import type { Hub } from './hub.ts';
import { type Outgoing, outboxKey } from './outgoing.ts';
import type { Query } from './ports.ts';
import { ThreadContent } from './thread-content.ts';

/** A comment is stored, `at` a cursor if that was told: it leaves the outbox, and is shown from the answer until the topic holds it. */
export function finish(hub: Hub, key: string, item?: Comment, at?: string): void {
  const entry = hub.outgoing.get(key);
  if (!entry) return;
  if (entry.step !== 'done') void entry.stored.then(() => hub.ports.store.delete(outboxKey(key))).catch(() => undefined);
  entry.step = 'done';
  if (item) entry.item = item;
  if (at !== undefined) entry.at = parseCursor(at);
  const feeds = threadsOf(hub, entry.kept.topic);
  if (entry.at) entry.epochs = new Set([...epochsOf(feeds), entry.at.epoch]);
  for (const feed of feeds) {
    if (item?.state === 'shown') feed.plan.content.pin(item);
    if (at !== undefined) feed.refreshPolled();
  }
  forgetHeld(hub, entry);
  hub.changed(entry.kept.topic);
}

/** Finishes what some topic holds already. */
export function finishHeld(hub: Hub, key: string): void {
  const topic = hub.outgoing.get(key)?.kept.topic ?? '';
  if (threadsOf(hub, topic).some(({ plan }) => plan.content.get(key))) finish(hub, key);
}

/** Keys that are seen in a frame are stored, whatever was answered before. */
export function finishSeen(hub: Hub, feed: Feed, items: readonly Item[]): void {
  for (const entry of hub.outgoing.values()) {
    const { key, topic } = entry.kept;
    if (topic !== feed.topic) continue;
    if (items.some(({ id }) => id === key)) finish(hub, key);
    else if (entry.step === 'done') forgetHeld(hub, entry);
  }
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
