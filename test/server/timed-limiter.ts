import { type Clock, createLimiter, type Limiter, type Rates } from '@bandoc/server';
import { vi } from 'vitest';

/** The server's own limiter under a clock moved by hand: its library asks `performance` for the time, and only while a take is decided. */
export function createTimedLimiter(rates: Rates, clock: Clock): Limiter {
  const limiter = createLimiter(rates);
  return {
    take: (kind, key) => {
      const asked = vi.spyOn(performance, 'now').mockImplementation(() => clock.now());
      const wait = limiter.take(kind, key);
      asked.mockRestore();
      return wait;
    },
  };
}
