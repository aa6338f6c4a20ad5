import { trusted } from '@bandoc/server';
import { createMemoryStorage } from '@bandoc/server/core';
import { describe, expect, it } from 'vitest';
import { add, article, commentsOf, createNewsroom, NOON, only, sub } from './newsroom.ts';

const calm = { rates: { add: { burst: 1_000, every: 1 }, 'guest-add': { burst: 1_000, every: 1 } } };

describe('a tally', () => {
  it('[DV1] has each thread’s shown comments within 2 s, told to who follows', async () => {
    const { guest, pass, core, hostToken } = createNewsroom({ ...calm, threads: 'known' });
    await core.publish([article('a', { scopes: ['home', 'sport'] }), article('b')], await hostToken('articles'));
    const [page, writer] = [await guest(), await guest()];
    expect(only('snap', await page.say(sub('tally:home', { ids: ['a', 'b'] }))).items).toEqual([]);
    const root = add('a', 'Hay');
    await writer.say(root, add('b', 'Một'));
    await writer.say(add('a', 'Đáp', { parent: root.key }));
    await core.post([add('a', 'Ẩn', { data: { name: 'Sen', state: 'hidden' } })], await hostToken('import'), { address: '1' });
    await pass(2_000);
    const counts = new Map(
      page
        .take()
        .flatMap((frame) => (frame.t === 'ev' ? frame.items : []))
        .map((item) => [item.id, (item as { count: number }).count]),
    );
    expect([...counts]).toEqual([
      ['a', 2],
      ['b', 1],
    ]);
    expect(only('snap', await page.say(sub('tally:sport', { ids: ['a', 'b'] }))).items).toMatchObject([{ id: 'a', count: 2 }]);
  });

  it('[SN7] answers the ids asked for, and what changed of them', async () => {
    const { guest, pass } = createNewsroom(calm);
    const page = await guest();
    await page.say(add('a', 'Hay'));
    await pass(2_000);
    await page.say(add('b', 'Hay'), add('c', 'Hay'));
    await pass(2_000);
    const first = only('snap', await page.say(sub('tally:home', { ids: ['a', 'b', 'none'], follow: 'off' })));
    expect(first.items.map((item) => item.id)).toEqual(['a', 'b']);
    const delta = only('snap', await page.say(sub('tally:home', { ids: ['a', 'b'], since: 'e1:1', follow: 'off' })));
    expect(delta).toMatchObject({ mode: 'delta', items: [{ id: 'b', count: 1 }] });
  });

  it('[DV2] that a crash forgot is counted at the next start', async () => {
    const storage = createMemoryStorage({ epoch: 'e1' });
    // A projector that is never given its time stands for the crash.
    const crashed = createNewsroom({ projection: 1e9 }, { storage });
    const page = await crashed.guest();
    await page.say(add('a', 'Hay'));
    await page.say(add('a', 'Nữa'));
    expect(await storage.view((reader) => reader.counts('tally:home', ['a']))).not.toMatchObject([{ count: 2 }]);
    const next = createNewsroom({}, { storage });
    await next.pass(1);
    expect(await storage.view((reader) => reader.counts('tally:home', ['a']))).toMatchObject([{ count: 2 }]);
    expect(await storage.view((reader) => reader.stale(9))).toEqual([]);
  });

  it('raises its seq once a run and not at all for what it has', async () => {
    const { guest, pass, ports, core } = createNewsroom(calm);
    const page = await guest();
    await pass(2_000);
    await page.say(add('a', 'Một'), add('b', 'Một'));
    await pass(2_000);
    await page.say(...Array.from({ length: 5 }, (_, i) => add(`t${i}`, 'Hay')));
    await pass(2_000);
    const { head } = await ports.storage.view((reader) => reader.topic('tally:home'));
    expect(head).toBeLessThanOrEqual(4);
    await core.project();
    expect((await ports.storage.view((reader) => reader.topic('tally:home'))).head).toBe(head);
  });

  it('takes in a thread that comes to a scope with its comments, and gives up one that leaves', async () => {
    const { guest, pass, core } = createNewsroom({ ...calm, threads: 'known' });
    await core.publish(article('a'), trusted);
    const page = await guest();
    await page.say(add('a', 'Hay'));
    await pass(2_000);
    await core.publish(article('a', { scopes: ['sport'] }), trusted);
    await pass(2_000);
    expect(only('snap', await page.say(sub('tally:sport', { ids: ['a'] }))).items).toMatchObject([{ id: 'a', count: 1 }]);
    expect(only('snap', await page.say(sub('tally:home', { ids: ['a'] }))).items).toEqual([]);
  });
});

describe('articles', () => {
  it('[AR1] [DV3] [SN7] fill the days of their scopes, by the site’s time zone', async () => {
    const { guest, core, hostToken } = createNewsroom();
    const host = await hostToken('articles');
    const lastEvening = Date.UTC(2020, 9, 31, 16, 59, 59);
    await core.publish(
      [article('a'), article('b', { scopes: ['home', 'sport'] }), article('c', { at: lastEvening }), article('d', { at: lastEvening + 1_000 })],
      host,
    );
    const page = await guest();
    const days = async (topic: string) =>
      Object.fromEntries(only('snap', await page.say(sub(topic))).items.map((item) => [item.id, (item as { count: number }).count]));
    expect(await days('days:home:2020-10')).toEqual({ '2020-10-22': 2, '2020-10-31': 1 });
    expect(await days('days:home:2020-11')).toEqual({ '2020-11-01': 1 });
    expect(await days('days:sport:2020-10')).toEqual({ '2020-10-22': 1 });
  });

  it('[AR2] told again change nothing', async () => {
    const { core, ports } = createNewsroom();
    await core.publish([article('a', { scopes: ['home', 'sport'] })], trusted);
    const outcome = await core.publish([article('a', { scopes: ['sport', 'home', 'home'] }), { thread: 'unknown', withdrawn: true }], trusted);
    expect(outcome).toEqual({ changed: 0, topics: new Set() });
    expect((await ports.storage.view((reader) => reader.topic('days:home:2020-10'))).head).toBe(1);
  });

  it('[AR3] that move or are withdrawn are seen live, an emptied day as 0', async () => {
    const { guest, core, pass } = createNewsroom();
    await core.publish([article('a'), article('b')], trusted);
    const page = await guest();
    await page.say(sub('days:home:2020-10'));
    await core.publish([article('a', { at: NOON + 86_400_000 }), { thread: 'b', withdrawn: true }], trusted);
    await pass(250);
    const ev = only('ev', page.take());
    expect(ev).toMatchObject({ from: 1, to: 2 });
    expect(new Map(ev.items.map((item) => [item.id, (item as { count: number }).count]))).toEqual(
      new Map([
        ['2020-10-22', 0],
        ['2020-10-23', 1],
      ]),
    );
    expect(only('snap', await page.say(sub('days:home:2020-10'))).items).toMatchObject([{ id: '2020-10-23', count: 1 }]);
    expect(only('snap', await page.say(sub('days:home:2020-10', { since: 'e1:1' }))).items).toHaveLength(2);
    await core.publish(article('b'), trusted);
    await pass(250);
    expect(only('ev', page.take()).items).toMatchObject([{ id: '2020-10-22', count: 1 }]);
    await core.publish(article('b', { at: NOON + 86_400_000 }), trusted);
    await pass(250);
    expect(new Map(only('ev', page.take()).items.map((item) => [item.id, (item as { count: number }).count]))).toEqual(
      new Map([
        ['2020-10-22', 0],
        ['2020-10-23', 2],
      ]),
    );
  });

  it('[AR3] that are withdrawn leave a thread that can still be read', async () => {
    const { guest, core } = createNewsroom({ threads: 'known' });
    await core.publish(article('a'), trusted);
    const page = await guest();
    await page.say(add('a', 'Hay'));
    await core.publish({ thread: 'a', withdrawn: true }, trusted);
    expect(commentsOf(only('snap', await page.say(sub('thread:a'))))).toHaveLength(1);
  });

  it('[AR4] need a token with the right: auth without one, denied with another', async () => {
    const { core, hostToken } = createNewsroom();
    expect(await core.publish(article('a'), undefined)).toMatchObject({ code: 'auth', retry: 0 });
    expect(await core.publish(article('a'), 'forged')).toMatchObject({ code: 'auth' });
    expect(await core.publish(article('a'), await hostToken('import'))).toMatchObject({ code: 'denied' });
  });

  it('[AR1] are taken all or none', async () => {
    const { core, ports } = createNewsroom();
    expect(await core.publish([article('a'), { thread: 'b' }] as never, trusted)).toMatchObject({ code: 'bad-frame', msg: expect.stringMatching(/^1/) });
    expect(await ports.storage.view((reader) => reader.article('a'))).toBeUndefined();
  });
});
