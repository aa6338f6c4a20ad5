import { type Comment, type Ev, mineTopic, type Position, parseCursor, parseTopic, type Snap } from '@bandoc/protocol';
import { isComment } from './comment-order.ts';
import { editOf } from './edited-version.ts';
import type { Feed } from './feed.ts';
import type { Hub } from './hub.ts';
import { MineContent } from './mine-content.ts';
import { type Kept, type Outgoing, outboxKey } from './outgoing.ts';
import type { Query } from './ports.ts';
import { forgetTold, letGoLater } from './settling.ts';
import { threadsOf } from './thread-feeds.ts';

/** What is known to be stored, and no more, its topic brings within this, ms. */
const COMING = 3_000;

/** A write is stored, as of the position `at` if that is known: it leaves the outbox, and is shown from what is known here until the topic has come there. */
export function finish(hub: Hub, key: string, at?: Position, item?: Comment): void {
  const entry = hub.outgoing.get(key);
  if (!entry) return;
  if (entry.step !== 'done') void entry.stored.then(() => hub.ports.store.delete(outboxKey(key))).catch(() => undefined);
  entry.step = 'done';
  if (item) entry.item = item;
  if (at) entry.at = at;
  if (entry.kept.op !== 'add' && !at) letGoLater(hub, entry);
  if (entry.kept.op === 'del') dropUnseen(hub, entry.kept);
  if (entry.kept.op === 'add' && !at && !item) leaveToTopic(hub, entry);
  const feeds = threadsOf(hub, entry.kept.topic);
  if (at) entry.epochs = new Set([...epochsOf(feeds), at.epoch]);
  for (const feed of feeds) {
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
  if (feed.plan.content instanceof MineContent) {
    tellHer(hub, feed.plan.content, frame);
    return;
  }
  const at = frame.t === 'snap' ? parseCursor(frame.at) : { epoch: frame.epoch, seq: frame.to };
  for (const entry of hub.outgoing.values()) {
    const { key, topic } = entry.kept;
    if (topic !== feed.topic) continue;
    const seen = frame.items.find(({ id }) => id === key);
    if (seen) finish(hub, key, at, isComment(seen) ? seen : undefined);
    else if (entry.step === 'done') forgetHeld(hub, entry);
  }
}

/** The same of what a reader alone is told: what waits for a moderator is stored, and what is not told to wait any more is the topic's to show. */
function tellHer(hub: Hub, content: MineContent, frame: Snap | Ev): void {
  const isWhole = frame.t === 'snap' && frame.mode === 'full' && frame.more === undefined;
  for (const entry of hub.outgoing.values()) {
    const { key, topic } = entry.kept;
    if (mineTopic(parseTopic(topic).name) !== frame.topic) continue;
    const told = content.get(key);
    if (told?.own && entry.step !== 'done') finish(hub, key, undefined, told.own);
    else if (isUnseen(entry) && (told ? !told.own : isWhole)) hub.outgoing.delete(key);
    else if (entry.step === 'done') forgetHeld(hub, entry);
    hub.changed(topic);
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
 * they do not hold then lies outside what they hold, unless it is one that not everybody sees. What was stored before a backup was put back goes
 * too: the topic alone says whether it is still there.
 */
function forgetHeld(hub: Hub, entry: Outgoing): void {
  const { kept, at, item } = entry;
  const feeds = threadsOf(hub, kept.topic);
  if (kept.op !== 'add' && !at) {
    forgetTold(hub, entry);
    return;
  }
  const epochs = epochsOf(feeds);
  if (!entry.epochs?.size) entry.epochs = new Set(epochs);
  const isLost = epochs.some((epoch) => !entry.epochs?.has(epoch));
  const isHeld = feeds.some(({ plan }) => plan.content.get(kept.key));
  const isBeyond =
    at && (kept.op !== 'add' || item?.state !== 'pending') && feeds.length > 0 && feeds.every(({ state: { cursor } }) => cursor?.epoch === at.epoch);
  if (isLost || ((isHeld || isBeyond) && !editOf(hub, kept.target ?? kept.key) && !feeds.some((feed) => at && isBefore(feed, at))))
    hub.outgoing.delete(kept.key);
}

/** What is stored nobody knows where, by this tab or another, stands in for itself until its topic has had the time to bring it; then it goes. */
export function leaveToTopic(hub: Hub, entry: Outgoing): void {
  const { key, topic } = entry.kept;
  hub.ports.timers.after(COMING, () => {
    if (!entry.at && !entry.item) hub.outgoing.delete(key);
    hub.changed(topic);
  });
}

/** Of what nobody else has seen, and its author took away, nothing stays. */
function dropUnseen(hub: Hub, { target = '' }: Kept): void {
  if (isUnseen(hub.outgoing.get(target))) hub.outgoing.delete(target);
}

/** Whether nobody else sees it: it waits for a moderator, or was rejected. */
function isUnseen(entry: Outgoing | undefined): boolean {
  return entry?.item !== undefined && entry.item.state !== 'shown';
}

function epochsOf(feeds: readonly Feed[]): string[] {
  return feeds.flatMap(({ state: { cursor } }) => cursor?.epoch ?? []);
}

function isBefore({ state: { cursor } }: Feed, { epoch, seq }: Position): boolean {
  return cursor?.epoch === epoch && cursor.seq < seq;
}

function isAfter({ state: { cursor } }: Feed, { epoch, seq }: Position): boolean {
  return cursor?.epoch === epoch && cursor.seq > seq;
}
