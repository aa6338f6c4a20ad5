import type { Ev, Item, MineItem, Snap } from '@bandoc/protocol';
import type { TopicContent } from './topic-state.ts';

/** What one reader has to do with the comments of one thread, by comment (rules MN4, MN7). */
export class MineContent implements TopicContent {
  /** Those of which nothing is left too: an older frame must not bring them back. */
  readonly #items = new Map<string, MineItem>();

  get(id: string): MineItem | undefined {
    return this.#items.get(id);
  }

  all(): Iterable<MineItem> {
    return this.#items.values();
  }

  replace(snap: Snap): void {
    this.#items.clear();
    this.merge(snap);
  }

  extend(snap: Snap): void {
    this.merge(snap);
  }

  merge({ items }: Pick<Ev, 'items'>): void {
    for (const one of items) if (isMine(one) && one.v > (this.#items.get(one.id)?.v ?? -1)) this.#items.set(one.id, one);
  }
}

function isMine(one: Item): one is MineItem {
  return 'v' in one && !('parent' in one) && !('count' in one);
}
