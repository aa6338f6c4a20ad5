import type { Counted, Ev, Item, Snap } from '@bandoc/protocol';
import type { Asked, TopicContent } from './topic-state.ts';

/** Counts by id: comments of threads, articles of days. What was asked for and is absent counts 0 (rule SN7). */
export class CountedContent implements TopicContent {
  readonly #rows = new Map<string, { readonly v: number; readonly count: number }>();

  /** Undefined for an id that was never asked for nor told. */
  count(id: string): number | undefined {
    return this.#rows.get(id)?.count;
  }

  /** Everything that counts more than 0. */
  counts(): Map<string, number> {
    const counts = new Map<string, number>();
    for (const [id, { count }] of this.#rows) if (count > 0) counts.set(id, count);
    return counts;
  }

  replace(snap: Snap, asked: Asked): void {
    if (asked.ids) for (const id of asked.ids) this.#rows.delete(id);
    else this.#rows.clear();
    this.extend(snap, asked);
  }

  extend(snap: Snap, { ids = [] }: Asked): void {
    this.merge(snap);
    for (const id of ids) if (!this.#rows.has(id)) this.#rows.set(id, { v: 0, count: 0 });
  }

  merge({ items }: Pick<Ev, 'items'>): void {
    for (const one of items) if (isCounted(one) && one.v > (this.#rows.get(one.id)?.v ?? -1)) this.#rows.set(one.id, { v: one.v, count: one.count });
  }
}

function isCounted(one: Item): one is Counted {
  return 'count' in one;
}
