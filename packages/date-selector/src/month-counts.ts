import type { DaysView, PageClient } from '@bandoc/client';
import { monthOf } from './day-parts.ts';
import { type NearestDays, nearestDays } from './nearest-days.ts';

/**
 * How many articles the days have, of the month that is looked at and of those looked at before. One month at a time is kept up to date; without a
 * client nothing is known and nothing asked.
 */
export class MonthCounts {
  readonly #changed: () => void;
  readonly #known = new Map<string, ReadonlyMap<string, number>>();
  #client: PageClient | undefined;
  #scope = '';
  #month = '';
  #view: DaysView | undefined;
  #stop: (() => void) | undefined;
  #retrying = false;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Whose counts these are; another client or scope starts from nothing. */
  use(client: PageClient | undefined, scope: string): void {
    if (client === this.#client && scope === this.#scope) return;
    this.rest();
    this.#known.clear();
    this.#client = client;
    this.#scope = scope;
  }

  /** Asks for a month, `yyyy-mm`, and follows it until another is looked at. */
  look(month: string): void {
    if (month === this.#month || !this.#client) return;
    this.rest();
    this.#month = month;
    this.#view = this.#client.days(this.#scope, month);
    this.#stop = this.#view.subscribe(() => {
      this.#retrying = false;
      this.#remember();
      this.#changed();
    });
    this.#remember();
  }

  /** Follows nothing any more; what is known stays known. */
  rest(): void {
    this.#stop?.();
    this.#view?.close();
    this.#stop = this.#view = undefined;
    this.#month = '';
    this.#retrying = false;
  }

  status(month: string): 'none' | 'loading' | 'ready' | 'failed' {
    if (this.#known.has(month)) return 'ready';
    if (month !== this.#month || !this.#view) return this.#client ? 'loading' : 'none';
    return this.#retrying ? 'loading' : this.#view.status;
  }

  /** Undefined while it is not known. */
  count(day: string): number | undefined {
    const days = this.#known.get(monthOf(day));
    return days && (days.get(day) ?? 0);
  }

  /** The most articles that a day of this month has. */
  most(month: string): number {
    return Math.max(0, ...(this.#known.get(month)?.values() ?? []));
  }

  /** The nearest days with articles, in the months that are known, for which `may` holds. */
  nearest(day: string, may: (day: string) => boolean): NearestDays {
    const days = [...this.#known.values()].flatMap((month) => [...month].filter(([other, count]) => count > 0 && may(other)).map(([other]) => other));
    return nearestDays(day, days);
  }

  retry(): void {
    this.#retrying = true;
    this.#view?.reload();
    this.#changed();
  }

  #remember(): void {
    if (this.#view?.status === 'ready') this.#known.set(this.#month, this.#view.days);
  }
}
