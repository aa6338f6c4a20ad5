import type { Ev, Item } from '@bandoc/protocol';

/**
 * Two events of one topic, the earlier first, as one: what changed in either, the newest per id and register (rule SL1). Nothing can be put
 * together across a hole, so there the later one stays alone. Of more than `most` items only the end is told (rule EV6), and so it is of what
 * comes after such an end: an event that began there would leave out all before.
 */
export function mergeEvents(earlier: Ev, later: Ev, most: number): Ev {
  if (later.epoch !== earlier.epoch || later.from > earlier.to) return later;
  if (earlier.from === earlier.to) return bareEvent(later);
  const items = new Map<string, Item>();
  for (const item of earlier.items) items.set(item.id, item);
  for (const item of later.items) items.set(item.id, newest(items.get(item.id), item));
  const merged = { ...earlier, ...later, from: earlier.from };
  return items.size > most ? bareEvent(merged) : { ...merged, items: [...items.values()] };
}

/** An event without what it would tell: whoever holds less than its end asks (rule EV6). */
export function bareEvent(ev: Ev): Ev {
  return { ...ev, from: ev.to, items: [] };
}

/** Of counters alone, what is known of the words stays; anything else is whole. */
function newest(known: Item | undefined, item: Item): Item {
  return known && 'counts' in item && !('v' in item) ? { ...known, counts: item.counts } : item;
}
