import type { ThreadEntry } from '@bandoc/client';

/** A list as it is shown, and what of it waits for the reader's word. */
export interface Split {
  readonly shown: readonly ThreadEntry[];
  readonly held: readonly ThreadEntry[];
}

/** Holds back what arrives by itself, so that nothing moves under the reader's eyes: it waits, counted, until she asks for it. */
export class Arrivals {
  readonly #revealed = new Set<string>();

  split(entries: readonly ThreadEntry[]): Split {
    const waits = ({ id, arrived }: ThreadEntry) => arrived && !this.#revealed.has(id);
    return { shown: entries.filter((entry) => !waits(entry)), held: entries.filter(waits) };
  }

  reveal(entries: readonly ThreadEntry[]): void {
    for (const { id } of entries) this.#revealed.add(id);
  }

  /** Shows at once what comes into a list in which nothing is shown: there is nothing to move. */
  revealFirst(entries: readonly ThreadEntry[]): void {
    if (this.split(entries).shown.length === 0) this.reveal(entries);
  }
}
