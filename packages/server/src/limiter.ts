import type { Limiter, Rate, Rates } from './core/index.ts';

/** So many buckets of a kind are kept at least: beyond them, those that nobody touched for longest are taken for full. */
const KEPT = 100_000;

/** Keeps rates in this process's memory, a bucket for each key, by the monotonic clock. A take that is refused costs nothing. */
export function createLimiter(rates: Rates): Limiter {
  for (const [kind, { burst, every }] of Object.entries(rates)) {
    if (!(burst >= 1 && every > 0)) throw new Error(`The rate "${kind}" lets nothing through: "burst" is at least 1, "every" more than 0 ms.`);
  }
  const kinds = new Map(Object.entries(rates).map(([kind, rate]) => [kind, new Buckets(rate)]));
  return { take: async (kind, key) => kinds.get(kind)?.take(key, performance.now()) ?? 0 };
}

/**
 * The buckets of one rate, each known by the time it will be full at (GCRA, the generic cell rate algorithm: a number a key, no timer). One
 * that nobody touched for as long as an empty one takes to fill is full, and as good as none.
 */
class Buckets {
  readonly #every: number;
  readonly #span: number;
  #recent = new Map<string, number>();
  #earlier = new Map<string, number>();
  #turned = -Infinity;

  constructor({ burst, every }: Rate) {
    this.#every = every;
    this.#span = burst * every;
  }

  /** Takes one at a time `now`; answers the ms to wait where there is none. */
  take(key: string, now: number): number {
    const full = Math.max(now, this.#recent.get(key) ?? this.#earlier.get(key) ?? 0) + this.#every;
    const wait = full - now - this.#span;
    if (wait > 0) return Math.ceil(wait);
    if (now - this.#turned >= this.#span || this.#recent.size >= KEPT) this.#turn(now);
    this.#recent.set(key, full);
    return 0;
  }

  #turn(now: number): void {
    this.#earlier = this.#recent;
    this.#recent = new Map();
    this.#turned = now;
  }
}
