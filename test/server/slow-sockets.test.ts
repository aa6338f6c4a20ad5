import { createMemoryStorage } from '@bandoc/server';
import { describe, expect, it } from 'vitest';
import { ENOUGH, fill, LARGE, newsOf, SLOW_PAGES, until, writerOf } from './slow-pages.ts';
import { stand } from './standing.ts';

describe.each(Object.entries(SLOW_PAGES))('a reader by %s', (way, dial) => {
  it('[SL1] that stops reading finds the news of each topic as few events and misses none when it reads again; nobody else waits', async () => {
    const standing = await stand({ storage: createMemoryStorage({ epoch: 'e1' }), settings: { ...LARGE, slow: 60_000 } });
    const write = await writerOf(standing);
    const [slow, brisk] = [dial(standing), dial(standing)];
    for (const reader of [slow, brisk]) await until(() => reader.frames.filter((frame) => frame.t === 'snap').length === 2);
    slow.pause();
    await fill(write, brisk);
    const keys: string[] = [];
    for (let i = 0; i < 5; i += 1) {
      keys.push(await write('a', `Số ${i}`));
      await until(() => newsOf('thread:a', brisk).at(-1)?.to === i + 1);
    }
    slow.resume();
    await until(() => newsOf('thread:a', slow).at(-1)?.to === 5);
    expect(newsOf('thread:a', brisk)).toHaveLength(5);
    expect(newsOf('thread:a', slow).flatMap(({ from, to }) => [from, to])).toEqual([0, 5]);
    expect(newsOf('thread:a', slow).flatMap(({ items }) => items.map(({ id }) => id))).toEqual(keys);
    expect(newsOf('thread:large', slow).length).toBeLessThan(ENOUGH);
    // All of the large ones was too much: she is told how far it went, and asks.
    await until(() => slow.frames.some((frame) => frame.t === 'ev' && frame.topic === 'thread:large' && frame.to === ENOUGH));
  });

  it('[SL3] that never reads is let go as slow, and nobody else is', async () => {
    const standing = await stand({ storage: createMemoryStorage({ epoch: 'e1' }), settings: { ...LARGE, slow: 100, connectionsPerAddress: 2 } });
    const write = await writerOf(standing);
    const [deaf, brisk] = [dial(standing), dial(standing)];
    for (const reader of [deaf, brisk]) await until(() => reader.frames.filter((frame) => frame.t === 'snap').length === 2);
    deaf.pause();
    await fill(write, brisk);
    // There is room for another as soon as it has gone.
    for (let there = false; !there; ) {
      const next = dial(standing);
      await Promise.race([next.ended, until(() => next.frames.some((frame) => frame.t === 'snap'))]);
      there = next.frames.some((frame) => frame.t === 'snap');
    }
    await write('a', 'Hay');
    await until(() => newsOf('thread:a', brisk).length === 1);
    deaf.resume();
    await deaf.ended;
    expect(newsOf('thread:a', deaf)).toEqual([]);
    // A stream has no closing handshake to wait for: its end comes by the way that is full.
    if (way !== 'stream') expect(deaf.frames.at(-1)).toMatchObject({ t: 'err', code: 'slow', retry: 10_000 });
    expect(newsOf('thread:large', deaf).length).toBeLessThan(ENOUGH);
  });
});
