import type { NamedAuthor, Snap } from '@bandoc/protocol';
import { createMemoryStorage, type Storage } from '@bandoc/server/core';
import { describe, expect, it } from 'vitest';
import { add, createNewsroom, only } from './newsroom.ts';

/** A storage that tells how often a stretch of comments, or who wrote them, was read from it. */
function counted(): { readonly storage: Storage; reads(): number } {
  const storage = createMemoryStorage({ epoch: 'e1' });
  let reads = 0;
  return {
    reads: () => reads,
    storage: {
      ...storage,
      view: (work) =>
        storage.view((reader) =>
          work({
            ...reader,
            comments: (...given) => {
              reads += 1;
              return reader.comments(...given);
            },
            recent: (...given) => {
              reads += 1;
              return reader.recent(...given);
            },
          }),
        ),
    },
  };
}

describe('what was read of a topic', () => {
  const peer = { address: '10.0.0.9' };

  it('is not read again as long as nothing in it changed, and told with the time of now', async () => {
    const { storage, reads } = counted();
    const { core, guest, pass } = createNewsroom({}, { storage });
    const lan = await guest();
    await lan.say(add('a', 'Một'));
    const first = await core.read('thread:a', {}, peer);
    const before = reads();
    await pass(5_000);
    const second = await core.read('thread:a', {}, peer);
    expect(reads()).toBe(before);
    expect(second).toEqual({ ...first, now: (first as { now: number }).now + 5_000 });
    await core.read('thread:a', { sort: 'old' }, peer);
    expect(reads()).toBeGreaterThan(before);
  });

  it('is read again after a comment, and after the paper said something else of the article', async () => {
    const { storage } = counted();
    const { core, guest, hostToken } = createNewsroom({}, { storage });
    const lan = await guest();
    await core.read('thread:a', {}, peer);
    const { key } = only('ok', await lan.say(add('a', 'Một')));
    expect(JSON.stringify(await core.read('thread:a', {}, peer))).toContain(key);
    const article = { thread: 'a', url: '/a', title: 'A', at: 1, scopes: ['home'] };
    const token = await hostToken('articles');
    for (const closesAt of [2_000_000_000_000, 2_000_000_000_001]) {
      await core.publish({ ...article, closesAt }, token);
      expect(JSON.stringify(await core.read('thread:a', {}, peer))).toContain(`${closesAt}`);
    }
  });

  it('is not even looked for in a storage whose version is the same, and is when it is another', async () => {
    const { storage } = counted();
    let version = 1;
    let views = 0;
    const { core } = createNewsroom(
      {},
      {
        storage: {
          ...storage,
          version: () => version,
          view: (work) => {
            views += 1;
            return storage.view(work);
          },
        },
      },
    );
    const first = await core.read('thread:a', {}, peer);
    const before = views;
    // At once: without a turn of the loop.
    expect(core.read('thread:a', {}, peer)).toEqual(first);
    expect(views).toBe(before);
    version += 1;
    await core.read('thread:a', {}, peer);
    expect(views).toBe(before + 1);
  });

  it('[LM8] is counted as any other reading, and no more given once the server ends', async () => {
    const { storage } = counted();
    const { core } = createNewsroom({ rates: { get: { burst: 2, every: 60_000 } } }, { storage: { ...storage, version: () => 1 } });
    const ask = async (address: string) => core.read('thread:a', {}, { address });
    expect([await ask('1'), await ask('1'), await ask('1'), await ask('2')]).toMatchObject([
      { t: 'snap' },
      { t: 'snap' },
      { code: 'rate', retry: 60_000 },
      { t: 'snap' },
    ]);
    await core.close();
    expect(await ask('2')).toMatchObject({ code: 'busy' });
  });

  it('[NM1] is held of names by thread, whatever they are looked for by, and pushes out nothing else', async () => {
    const { storage, reads } = counted();
    const { core, guest } = createNewsroom({}, { storage });
    const [lan, mai] = [await guest('Lan'), await guest('Mai Anh')];
    const names = async (q: string) => ((await core.read('names:a', { q }, peer)) as Snap).items.map((item) => (item as NamedAuthor).name);
    await lan.say(add('a', 'Một'));
    await core.read('thread:a', {}, peer);
    expect(await names('lan')).toEqual(['Lan']);
    const before = reads();
    for (let i = 0; i < 1_500; i += 1) await names(`l${i}`);
    expect(await names('la')).toEqual(['Lan']);
    await core.read('thread:a', {}, peer);
    expect(reads()).toBe(before);
    await mai.say(add('a', 'Hai'));
    expect(await names('an')).toEqual(['Mai Anh']);
  });
});
