import { createMemoryStorage, type Storage } from '@bandoc/server/core';
import { describe, expect, it } from 'vitest';
import { createReadiness } from '../../packages/server/src/operation/readiness.ts';
import { createVirtualTime } from '../setup/virtual-time.ts';
import { freshFile, stand } from './standing.ts';

const memory = createMemoryStorage({ epoch: 'e1' });

function readinessOf(transact: Storage['transact'], isDraining = () => false) {
  const time = createVirtualTime();
  return { hindrance: createReadiness({ storage: { ...memory, transact }, clock: time, timers: time, isDraining }), pass: (ms: number) => time.pass(ms) };
}

describe('readiness', () => {
  it('is hindered by a storage that takes no writes, and no longer once it does', async () => {
    let full = true;
    const { hindrance, pass } = readinessOf((work) => (full ? Promise.reject(new Error('disk full')) : memory.transact(work)));
    expect(await hindrance()).toBe('storage');
    full = false;
    await pass(1_000);
    expect(await hindrance()).toBeUndefined();
  });

  it('is hindered by a storage that does not answer in time', async () => {
    const { hindrance, pass } = readinessOf(() => new Promise(() => {}));
    const asked = hindrance();
    await pass(2_000);
    expect(await asked).toBe('storage');
  });

  it('asks the storage once a second, however often it is asked itself', async () => {
    let writes = 0;
    const { hindrance, pass } = readinessOf((work) => {
      writes += 1;
      return memory.transact(work);
    });
    await Promise.all(Array.from({ length: 100 }, () => hindrance()));
    await pass(999);
    await hindrance();
    expect(writes).toBe(1);
    await pass(1);
    await hindrance();
    expect(writes).toBe(2);
  });

  it('ends when the server begins to end', async () => {
    let draining = false;
    const { hindrance } = readinessOf(memory.transact, () => draining);
    expect(await hindrance()).toBeUndefined();
    draining = true;
    expect(await hindrance()).toBe('draining');
  });

  it('is told on /readyz, and that there is a process on /healthz', async () => {
    const { origin } = await stand({ storage: { ...memory, transact: () => Promise.reject(new Error('disk full')) } });
    const say = async (path: string) => {
      const answer = await fetch(`${origin}${path}`);
      return `${answer.status} ${answer.headers.get('cache-control')} ${await answer.text()}`;
    };
    expect(await say('/healthz')).toBe('200 no-store ok\n');
    expect(await say('/readyz')).toBe('503 no-store storage\n');
    const healthy = await stand({ file: freshFile() });
    expect((await fetch(`${healthy.origin}/readyz`)).status).toBe(200);
    expect((await fetch(`${healthy.origin}/readyz`, { method: 'POST' })).status).toBe(404);
  });
});
