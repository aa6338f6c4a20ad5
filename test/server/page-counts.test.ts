import type { ServerFrame, Snap } from '@bandoc/protocol';
import { createMemoryStorage } from '@bandoc/server/core';
import { describe, expect, it } from 'vitest';
import { createNewsroom, hello, type Newsroom, only, type Page, put, sub } from './newsroom.ts';
import { storages } from './storages.ts';

const HOUR = 3_600_000;
const codeOf = (frames: readonly ServerFrame[]) => only('err', frames).code;
const hit = (network: string, more: object = {}) => put('hit', `share.${network}`, { topic: 'count:a', ...more });
const react = (kind: string | null, more: object = {}) => put('react', undefined, { topic: 'count:a', data: { kind }, ...more });
const counts = async ({ core }: Newsroom, query: Record<string, string> = {}) =>
  Object.fromEntries(((await core.read('count:a', query, { address: '1' })) as Snap).items.map((item) => [item.id, (item as { count: number }).count]));

for (const [name, create] of Object.entries(storages)) {
  describe(`what is counted of a page, over the ${name} storage`, () => {
    it('[CT1] [CT5] is how many react to it by kind, told to who follows', async () => {
      const room = createNewsroom({ reactions: ['like', 'sad'] }, { storage: create() });
      const [lan, mai] = [await room.reader('lan'), await room.reader('mai')];
      await lan.say(sub('count:a'));
      const once = react('like');
      expect(only('ok', await mai.say(once))).toEqual({ t: 'ok', id: once.id, key: once.key });
      expect(only('ok', await mai.say(once)).dup).toBe(true);
      expect(codeOf(await mai.say({ ...once, data: { kind: 'sad' } }))).toBe('key-reuse');
      const told = await lan.say(react('like'));
      await room.pass(2_000);
      expect(await counts(room)).toEqual({ 'react.like': 2 });
      const evs = [...told, ...lan.take()].filter((frame) => frame.t === 'ev');
      expect(evs.at(-1)).toMatchObject({ topic: 'count:a', items: [{ id: 'react.like', count: 2 }] });
      expect(only('snap', await mai.say(sub('mine:a', { follow: 'off' }))).items).toEqual([{ id: '_page', v: 1, reaction: 'like' }]);
      await mai.say(react('sad'));
      await lan.say(react(null));
      await room.pass(2_000);
      expect(await counts(room)).toEqual({ 'react.sad': 1 });
      expect(only('snap', await lan.say(sub('mine:a', { follow: 'off' }))).items).toEqual([]);
    });

    it('[CT2] [CT4] is how many shared it over each network, each reader once a day', async () => {
      const room = createNewsroom({}, { storage: create() });
      const [lan, mai] = [await room.reader('lan'), await room.guest('Mai')];
      const once = hit('zalo');
      expect(only('ok', await lan.say(once))).toEqual({ t: 'ok', id: once.id, key: once.key });
      expect(only('ok', await lan.say(once))).toEqual({ t: 'ok', id: once.id, key: once.key, dup: true });
      const second = hit('zalo');
      expect(only('ok', await lan.say(second))).toEqual({ t: 'ok', id: second.id, key: second.key });
      await mai.say(hit('zalo'), hit('facebook'));
      await room.pass(2_000);
      expect(await counts(room)).toEqual({ 'share.zalo': 2, 'share.facebook': 1 });
      expect(await counts(room, { ids: 'share.zalo,share.x' })).toEqual({ 'share.zalo': 2 });
      // Noon; at midnight in Hà Nội it is another day, and a retry from before it is still the same hit.
      await room.pass(12 * HOUR);
      const late = await room.reader('lan');
      expect(only('ok', await late.say(once)).dup).toBe(true);
      await late.say(hit('zalo'));
      await room.pass(2_000);
      expect(await counts(room)).toEqual({ 'share.zalo': 3, 'share.facebook': 1 });
    });
  });
}

describe('what is counted of a page', () => {
  const say = async (page: Page, frame: object) => codeOf(await page.say(frame));

  it('[CT3] takes hits of networks that the site counts, and of nothing else', async () => {
    const { reader } = createNewsroom({ networks: ['zalo'] });
    const lan = await reader('lan');
    for (const target of ['share.facebook', 'share.', 'react.like', 'zalo']) expect(await say(lan, put('hit', target, { topic: 'count:a' }))).toBe('invalid');
    expect(await say(lan, put('hit', undefined, { topic: 'count:a' }))).toBe('invalid');
    expect(await say(lan, put('hit', 'share.zalo'))).toBe('denied');
  });

  it('[CT1] takes reactions of the site’s kinds, without a target', async () => {
    const { reader, core } = createNewsroom();
    const lan = await reader('lan');
    expect(await say(lan, react('anger'))).toBe('invalid');
    expect(await say(lan, { ...react('like'), target: 'share.zalo' })).toBe('bad-frame');
    expect(only('err', await core.post([react('like'), hit('zalo')], undefined, { address: '1' })).code).toBe('auth');
  });

  it('[SB10] is there only where the paper knows the page', async () => {
    const { reader, core } = createNewsroom({ threads: 'known' });
    const lan = await reader('lan');
    expect(await say(lan, react('like'))).toBe('not-found');
    expect(await say(lan, hit('zalo'))).toBe('not-found');
    expect(await say(lan, sub('count:a'))).toBe('not-found');
    expect(await core.read('count:a', {}, { address: '1' })).toMatchObject({ code: 'not-found' });
  });

  it('[RC5] loses nothing by a crash before it is counted', async () => {
    const storage = createMemoryStorage({ epoch: 'e1' });
    const crashed = createNewsroom({ projection: 1e9 }, { storage });
    const page = await crashed.reader('lan');
    await page.say(react('like'));
    await page.say(hit('zalo'));
    const next = createNewsroom({}, { storage });
    await next.pass(1);
    expect(await counts(next)).toEqual({ 'react.like': 1, 'share.zalo': 1 });
  });

  it('[CT5] is for everybody to read', async () => {
    const { dial, reader, pass } = createNewsroom();
    await (await reader('lan')).say(react('like'));
    await pass(2_000);
    const nobody = dial();
    await nobody.say(hello());
    expect(only('snap', await nobody.say(sub('count:a')))).toMatchObject({ mode: 'full', items: [{ id: 'react.like', count: 1 }] });
  });
});
