import { type Comment, type Item, parseCursor, type Snap, threadTopic } from '@bandoc/protocol';
import type { Core } from '@bandoc/server/core';
import { THREAD } from './tab.ts';

/** A first window that was read before, and what changed since: together they are the window that is read now (invariant I11). */
export class DeltaCheck {
  readonly #held = new Map<string, Item>();
  #at: string | undefined;

  /** Reads what changed since the last time and all anew; answers where the two differ. */
  async next(core: Core): Promise<string[]> {
    const delta = this.#at === undefined ? undefined : await this.#read(core, { since: this.#at });
    const full = await this.#read(core, {});
    if (!full) return [];
    const faults: string[] = [];
    if (delta?.mode === 'delta' && delta.at === full.at) {
      for (const item of delta.items) this.#merge(item);
      for (const item of full.items) {
        const held = this.#held.get(item.id);
        if (held && JSON.stringify(held) !== JSON.stringify(item)) faults.push(`[I11] a delta to ${full.at} makes another ${item.id} than a full`);
      }
    }
    if (!delta || delta.at !== full.at || delta.mode !== 'delta' || parseCursor(delta.at).epoch !== parseCursor(full.at).epoch) this.#held.clear();
    for (const item of full.items) this.#held.set(item.id, item);
    this.#at = full.at;
    return faults;
  }

  async #read(core: Core, query: { readonly since?: string }): Promise<Snap | undefined> {
    const answer = await core.read(threadTopic(THREAD), { ...query }, { address: 'delta' });
    return answer.t === 'snap' ? answer : undefined;
  }

  #merge(item: Item): void {
    const held = this.#held.get(item.id) as Comment | undefined;
    if ('v' in item) this.#held.set(item.id, item);
    else if (held && 'counts' in item) this.#held.set(item.id, { ...held, counts: item.counts });
  }
}
