import { type Item, parseCursor, type Snap, threadTopic } from '@bandoc/protocol';
import type { Core } from '@bandoc/server/core';
import type { Disk } from './disk.ts';
import { THREAD } from './tab.ts';

/** Walks all roots, or all replies of one of them, page by page, while others write (invariant I15). */
export class Walk {
  readonly #disk: Disk;
  readonly #sort: 'new' | 'old';
  /** null: the roots. */
  readonly #parent: string | null;
  #first: Snap | undefined;
  #page: string | undefined;
  readonly #met: string[] = [];
  over = false;

  constructor(disk: Disk, what: 'new' | 'old' | 'replies') {
    this.#disk = disk;
    this.#sort = what === 'new' ? 'new' : 'old';
    const busiest = [...disk.comments.values()].sort((a, b) => b.replies - a.replies)[0];
    this.#parent = (what === 'replies' && busiest?.c && busiest.id) || null;
  }

  /** Goes on by one page; answers what is wrong once it has come to the end. */
  async next(core: Core): Promise<string[]> {
    const query = { sort: this.#sort, ...(this.#page !== undefined && { page: this.#page }), ...(this.#parent !== null && { parent: this.#parent }) };
    const snap = await core.read(threadTopic(THREAD), query, { address: 'walk' });
    if (snap.t !== 'snap' || (this.#first && parseCursor(snap.at).epoch !== parseCursor(this.#first.at).epoch)) {
      this.over = true;
      return [];
    }
    this.#first ??= snap;
    this.#met.push(...snap.items.filter((item) => this.#isMet(item)).map(({ id }) => id));
    this.#page = snap.more;
    if (snap.more !== undefined) return [];
    this.over = true;
    return this.#check(parseCursor(this.#first.at));
  }

  #isMet(item: Item): boolean {
    return 'parent' in item && item.parent === this.#parent;
  }

  #check({ epoch, seq }: { readonly epoch: string; readonly seq: number }): string[] {
    if (epoch !== this.#disk.epoch) return [];
    const faults: string[] = [];
    const met = new Set(this.#met);
    if (met.size !== this.#met.length) faults.push('[I15] a walk by pages met something twice');
    for (const { id, c, parent } of this.#disk.comments.values())
      if (parent === this.#parent && c > 0 && c <= seq && !met.has(id)) faults.push(`[I15] a walk by pages begun at ${seq} missed ${id} of ${c}`);
    return faults;
  }
}
