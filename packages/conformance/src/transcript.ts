import { shorten } from './demand.ts';

/** One line of what went to and fro. */
export interface Line {
  readonly way: 'sent' | 'came';
  /** Where: `GET`, `POST`, `ws 1`, `stream 2`. */
  readonly over: string;
  readonly what: string;
}

/** Lines that are kept of one case: the first few, and the last. */
const FIRST = 10;
const LAST = 40;

/** What one case sent, and what came: a backend's author can repeat it by hand. */
export class Transcript {
  readonly #first: Line[] = [];
  readonly #last: Line[] = [];
  #left = 0;

  add(way: Line['way'], over: string, what: unknown): void {
    const line = { way, over, what: shorten(what) };
    if (this.#first.length < FIRST) {
      this.#first.push(line);
      return;
    }
    this.#last.push(line);
    if (this.#last.length <= LAST) return;
    this.#last.shift();
    this.#left += 1;
  }

  get lines(): readonly Line[] {
    const gap: Line[] = this.#left ? [{ way: 'sent', over: '…', what: `${this.#left} lines are left out here` }] : [];
    return [...this.#first, ...gap, ...this.#last];
  }
}
