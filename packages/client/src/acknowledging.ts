import type { Comment, Item } from '@bandoc/protocol';
import type { Feed } from './feed.ts';
import type { Hub } from './hub.ts';
import { outboxKey } from './outgoing.ts';
import { ThreadContent } from './thread-content.ts';

/** A comment is stored: it leaves the outbox, and is shown from the answer until the topic holds it. */
export function finish(hub: Hub, key: string, item?: Comment): void {
  const entry = hub.outgoing.get(key);
  if (!entry) return;
  if (entry.step !== 'done') void entry.stored.then(() => hub.ports.store.delete(outboxKey(key))).catch(() => undefined);
  entry.step = 'done';
  if (item) entry.item = item;
  for (const { topic, plan } of hub.feeds.values()) {
    if (topic !== entry.kept.topic || !(plan.content instanceof ThreadContent)) continue;
    if (item?.state === 'shown') plan.content.pin(item);
    if (plan.content.get(key)) hub.outgoing.delete(key);
  }
  hub.changed(entry.kept.topic);
}

/** Finishes what some topic holds already. */
export function finishHeld(hub: Hub, key: string): void {
  const held = [...hub.feeds.values()].some(({ plan }) => plan.content instanceof ThreadContent && plan.content.get(key));
  if (held) finish(hub, key);
}

/** Keys that are seen in a frame are stored, whatever was answered before. */
export function finishSeen(hub: Hub, feed: Feed, items: readonly Item[]): void {
  if (!hub.outgoing.size) return;
  for (const { id } of items) if (hub.outgoing.get(id)?.kept.topic === feed.topic) finish(hub, id);
}
