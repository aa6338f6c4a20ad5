import type { Clock, Limiter } from './ports.ts';
import type { Rates } from './settings.ts';

/** Lets everything through: for stories and simulations. */
export const unlimited: Limiter = { take: async () => 0 };

/** Keys that are kept before those that have nothing left to say are thrown out. */
const KEPT = 10_000;

/**
 * Keeps rates in memory by the generic cell rate algorithm (ITU-T I.371): one number a key, exact at any moment, no timer. A take that is
 * refused costs nothing.
 */
export function createLimiter(rates: Rates, clock: Clock): Limiter {
  /** When each key's bucket is full again, in ms. */
  const fullAt = new Map<string, number>();
  let sweepAt = KEPT;
  return {
    take: async (kind, key) => {
      const { burst, every } = rates[kind];
      const now = clock.now();
      const name = `${kind} ${key}`;
      const full = Math.max(fullAt.get(name) ?? now, now) + every;
      const wait = full - now - burst * every;
      if (wait > 0) return wait;
      fullAt.set(name, full);
      if (fullAt.size > sweepAt) {
        for (const [each, at] of fullAt) if (at <= now) fullAt.delete(each);
        sweepAt = Math.max(KEPT, fullAt.size * 2);
      }
      return 0;
    },
  };
}
