import { type Comment, type Ev, type Position, parseCursor, type Snap } from '@bandoc/protocol';
import { isComment } from './comment-order.ts';
import type { Feed } from './feed.ts';
import type { Hub } from './hub.ts';
import { type Outgoing, outboxKey } from './outgoing.ts';
import type { Query } from './ports.ts';
import { ThreadContent } from './thread-content.ts';

/** A reaction is counted so long after it was stored, ms, and a little more for its way here. */
const COUNTED = 3_000;

/** A write is stored, as of the position `at` if that is known: it leaves the outbox, and is shown from what is known here until the topic has come there. */
export function finish(hub: Hub, key: string, at?: Position, item?: Comment): void {
  const entry = hub.outgoing.get(key);
  if (!entry) return;
  if (entry.step !== 'done') void entry.stored.then(() => hub.ports.store.delete(outboxKey(key))).catch(() => undefined);
  entry.step = 'done';
  if (item) entry.item = item;
  if (at) entry.at = at;
  if (entry.kept.op !== 'add' && !at) letGoLater(hub, entry);
  for (const feed of threadsOf(hub, entry.kept.topic)) {
    // A topic that is past it would not be told of what changed in between.
    if (entry.kept.op === 'add' && item?.state === 'shown' && !(at && isAfter(feed, at))) feed.plan.content.pin(item);
    if (at && isBefore(feed, at)) feed.refreshPolled();
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
export function finishSeen(hub: Hub, feed: Feed, frame: Snap | Ev): void {
  const at = frame.t === 'snap' ? parseCursor(frame.at) : { epoch: frame.epoch, seq: frame.to };
  for (const entry of hub.outgoing.values()) {
    const { key, topic } = entry.kept;
    if (topic !== feed.topic) continue;
    const seen = frame.items.find(({ id }) => id === key);
    if (seen) finish(hub, key, at, isComment(seen) ? seen : undefined);
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
 * Lets an acknowledged entry go once all its topics have come to where it was stored: an answer from before that would take it away again. What
 * they do not hold then lies outside what they hold, unless it is one that not everybody sees.
 */
function forgetHeld(hub: Hub, entry: Outgoing): void {
  const { kept, at, item } = entry;
  const feeds = threadsOf(hub, kept.topic);
  if (kept.op !== 'add' && !at) {
    if (countedOf(hub, entry) > (entry.counted ?? 0)) hub.outgoing.delete(kept.key);
    return;
  }
  const isHeld = feeds.some(({ plan }) => plan.content.get(kept.key));
  const isBeyond =
    at && (kept.op !== 'add' || item?.state !== 'pending') && feeds.length > 0 && feeds.every(({ state: { cursor } }) => cursor?.epoch === at.epoch);
  if ((isHeld || isBeyond) && !feeds.some((feed) => at && isBefore(feed, at))) hub.outgoing.delete(kept.key);
}

/** An act whose answer names no place is let go once the comment's counters changed after it, or when that must have been (rule RC4). */
function letGoLater(hub: Hub, entry: Outgoing): void {
  entry.counted = countedOf(hub, entry);
  hub.ports.timers.after(COUNTED, () => {
    hub.outgoing.delete(entry.kept.key);
    hub.changed(entry.kept.topic);
  });
}

/** The newest version of its comment's counters. */
function countedOf(hub: Hub, { kept: { topic, target = '' } }: Outgoing): number {
  return Math.max(0, ...threadsOf(hub, topic).map(({ plan }) => plan.content.get(target)?.counts.v ?? 0));
}

function isBefore({ state: { cursor } }: Feed, { epoch, seq }: Position): boolean {
  return cursor?.epoch === epoch && cursor.seq < seq;
}

function isAfter({ state: { cursor } }: Feed, { epoch, seq }: Position): boolean {
  return cursor?.epoch === epoch && cursor.seq > seq;
}

/** The feeds of one thread, in whatever order. */
function threadsOf(hub: Hub, topic: string): ReadonlyArray<Feed<ThreadContent>> {
  return [...hub.feeds.values()].filter((feed): feed is Feed<ThreadContent> => feed.topic === topic && feed.plan.content instanceof ThreadContent);
}
