import { completeSettings, createLimiter, type Limiter } from '@bandoc/server';
import { describe, expect, it } from 'vitest';
import { createVirtualTime } from '../setup/virtual-time.ts';
import { createTimedLimiter } from './timed-limiter.ts';

const { rates } = completeSettings({ site: 'demo' });
const takeMany = (limiter: Limiter, count: number, key: string) => Promise.all(Array.from({ length: count }, async () => limiter.take('add', key)));

describe('the limiter', () => {
  it('[LM6] fills one place at a time, never more than the burst, however long nobody came', async () => {
    const time = createVirtualTime();
    const limiter = createTimedLimiter(rates, time);
    expect(await takeMany(limiter, 5, 'lan')).toEqual([0, 0, 0, 10_000, 10_000]);
    await time.pass(15_000);
    expect(await takeMany(limiter, 3, 'lan')).toEqual([0, 5_000, 5_000]);
    await time.pass(365 * 86_400_000);
    expect(await takeMany(limiter, 4, 'lan')).toEqual([0, 0, 0, 10_000]);
  });

  it.each([1, 7, 100])('lets through the burst and what time brings and no more, asked every %i ms', async (step) => {
    const time = createVirtualTime();
    const limiter = createTimedLimiter({ ...rates, add: { burst: 3, every: 300 } }, time);
    let taken = 0;
    for (let at = 0; at <= 1_200; at += step) {
      if ((await limiter.take('add', 'lan')) === 0) taken += 1;
      await time.pass(step);
    }
    // At 1,197 ms the fourth place is not yet there.
    expect(taken).toBe(step === 7 ? 6 : 7);
  });

  it('counts every kind and every key by itself', async () => {
    const time = createVirtualTime();
    const limiter = createTimedLimiter(rates, time);
    await takeMany(limiter, 3, 'lan');
    expect([await limiter.take('add', 'lan'), await limiter.take('add', 'mai'), await limiter.take('sub', 'lan')]).toEqual([10_000, 0, 0]);
  });

  it('does not take a key for full because many others came', async () => {
    const limiter = createLimiter({ ...rates, add: { burst: 1, every: 3_600_000 } });
    await limiter.take('add', 'lan');
    for (let i = 0; i < 20_000; i += 1) await limiter.take('add', `reader ${i}`);
    expect(await limiter.take('add', 'lan')).toBeGreaterThan(0);
  });

  it('says at the start which rate lets nothing through', () => {
    for (const rate of [
      { burst: 0, every: 1 },
      { burst: 1, every: 0 },
      { burst: Number.NaN, every: 1 },
    ])
      expect(() => createLimiter({ ...rates, add: rate })).toThrow('"add"');
  });
});
