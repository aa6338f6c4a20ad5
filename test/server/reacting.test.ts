import type { Comment, CommentCounts, Ev, MineItem, ServerFrame, Snap } from '@bandoc/protocol';
import { createMemoryStorage, type Identity, Refusal, type Tokens } from '@bandoc/server/core';
import { describe, expect, it } from 'vitest';
import { add, createNewsroom, hello, type Newsroom, only, type Page, put, sub } from './newsroom.ts';
import { storages } from './storages.ts';

const calm = { reactions: ['like', 'sad'], rates: { add: { burst: 1_000, every: 1 }, react: { burst: 1_000, every: 1 } } };

const codeOf = (frames: readonly ServerFrame[]) => only('err', frames).code;
const react = (target: string, kind: unknown, more: object = {}) => put('react', target, { data: { kind }, ...more });
const flag = (target: string, reason: unknown, more: object = {}) => put('flag', target, { data: { reason }, ...more });
const mine = async (page: Page, more: object = {}): Promise<Snap> => only('snap', await page.say(sub('mine:a', { follow: 'off', ...more })));
const evs = (frames: readonly ServerFrame[], topic: string) => frames.filter((frame): frame is Ev => frame.t === 'ev' && frame.topic === topic);

/** A newsroom with one comment of Lan's; answers its key too. */
async function begin(settings: object = {}, given: object = {}): Promise<Newsroom & { lan: Page; mai: Page; key: string }> {
  const newsroom = createNewsroom({ ...calm, ...settings }, given);
  const [lan, mai] = [await newsroom.reader('lan'), await newsroom.reader('mai')];
  const said = add('a', 'Hay');
  await lan.say(said);
  await newsroom.pass(2_000);
  return { ...newsroom, lan, mai, key: said.key };
}

const read = async ({ core }: Newsroom) => (await core.read('thread:a', {}, { address: '1' })) as Snap;

for (const [name, create] of Object.entries(storages)) {
  describe(`put react, over the ${name} storage`, () => {
    it('[RC1] [RC3] [RC4] counts each reader once, a little later, and takes back', async () => {
      const room = await begin({}, { storage: create() });
      const { lan, mai, key, pass } = room;
      await lan.say(sub('thread:a'));
      const epoch = only('snap', await mai.say(sub('mine:a', { follow: 'off' }))).at;
      const first = react(key, 'like');
      expect(only('ok', await mai.say(first))).toEqual({ t: 'ok', id: first.id, key: first.key });
      await mai.say(react(key, 'sad'));
      await lan.say(react(key, 'like'));
      await pass(2_000);
      const counts = { v: expect.any(Number), replies: 0, reactions: { like: 1, sad: 1 } };
      const told = evs(lan.take(), 'thread:a');
      expect(told.at(-1)).toMatchObject({ items: [{ id: key, counts } satisfies CommentCounts], total: 1 });
      expect((await read(room)).items).toContainEqual(expect.objectContaining({ id: key, v: 1, counts }));
      expect((await mine(mai, { since: epoch })).items).toMatchObject([{ id: key, reaction: 'sad' }]);
      await mai.say(react(key, null));
      await lan.say(react(key, null));
      await pass(2_000);
      expect(evs(lan.take(), 'thread:a').at(-1)).toMatchObject({ items: [{ id: key, counts: { replies: 0 } }] });
      const [item] = (await read(room)).items as Comment[];
      expect(item?.counts).not.toHaveProperty('reactions');
    });

    it('[RC3] [MN4] is dup under its last key, and nothing is left of what is taken back', async () => {
      const { mai, key } = await begin({}, { storage: create() });
      const once = react(key, 'like');
      await mai.say(once);
      expect(only('ok', await mai.say(once))).toEqual({ t: 'ok', id: once.id, key: once.key, dup: true });
      expect(codeOf(await mai.say({ ...once, data: { kind: 'sad' } }))).toBe('key-reuse');
      const held = await mine(mai);
      expect(held.items).toEqual([{ id: key, v: 1, reaction: 'like' }]);
      await mai.say(react(key, null));
      expect(await mine(mai, { since: held.at })).toMatchObject({ mode: 'delta', items: [{ id: key, v: 2 }] });
      expect((await mine(mai)).items).toEqual([]);
    });

    it('[MN6] tells an author of answers by others, and takes back those that are gone', async () => {
      const { lan, mai, key } = await begin({}, { storage: create() });
      const [one, two, own] = [add('a', 'Một', { parent: key }), add('a', 'Hai', { parent: key }), add('a', 'Tôi', { parent: key })];
      await mai.say(one, two);
      await lan.say(own);
      expect((await mine(lan)).items).toMatchObject([{ id: key, answers: { count: 2, last: 3 } }]);
      await mai.say(put('del', two.key));
      expect((await mine(lan)).items).toMatchObject([{ id: key, answers: { count: 1, last: 3 } }]);
      const before = await mine(lan);
      await mai.say(put('del', one.key));
      expect((await mine(lan, { since: before.at })).items).toEqual([{ id: key, v: 4 }]);
    });

    it('[MN5] a full that not everything fits into is walked by page', async () => {
      const { mai, lan } = await begin({ items: 4 }, { storage: create() });
      const keys: string[] = [];
      for (let i = 0; i < 10; i += 1) {
        const said = add('a', `Số ${i}`);
        await lan.say(said);
        await mai.say(react(said.key, 'like'));
        keys.push(said.key);
      }
      const met: string[] = [];
      let page = await mine(mai);
      expect(page.mode).toBe('full');
      for (;;) {
        met.push(...page.items.map(({ id }) => id));
        if (page.more === undefined) break;
        page = await mine(mai, { page: page.more });
        expect(page.mode).toBe('page');
      }
      expect(met).toEqual(keys);
    });
  });
}

describe('put react', () => {
  it('[RC1] to what is not shown, or to nothing, is refused', async () => {
    const { lan, mai, key } = await begin();
    await lan.say(put('del', key));
    expect(codeOf(await mai.say(react(key, 'like')))).toBe('not-found');
    expect(codeOf(await mai.say(react('unknown', 'like')))).toBe('not-found');
    expect(codeOf(await mai.say(put('react', undefined, { data: { kind: 'like' } })))).toBe('bad-frame');
    expect(codeOf(await mai.say(react(key, 'like', { topic: 'tally:home' })))).toBe('denied');
  });

  it('[RC2] of another kind than the thread’s is invalid', async () => {
    const { mai, key } = await begin();
    expect(only('err', await mai.say(react(key, 'anger')))).toMatchObject({ code: 'invalid', data: { fields: { kind: 'unknown' } } });
    expect(codeOf(await mai.say(react(key, 'Like it!')))).toBe('bad-frame');
  });

  it('[RC5] that a crash left uncounted is counted at the next start', async () => {
    const storage = createMemoryStorage({ epoch: 'e1' });
    const { mai, key } = await begin({ projection: 1e9 }, { storage });
    await mai.say(react(key, 'like'));
    expect((await storage.view((reader) => reader.comment('thread:a', key)))?.reactions).toEqual({});
    const next = createNewsroom({}, { storage });
    await next.pass(1);
    expect((await storage.view((reader) => reader.comment('thread:a', key)))?.reactions).toEqual({ like: 1 });
    expect(await storage.view((reader) => reader.uncounted(9))).toEqual([]);
  });

  it('[RC4] raises the seq of its topic once for all that came together, and not for what comes to the same', async () => {
    const room = await begin();
    const { lan, mai, key, pass } = room;
    const before = await read(room);
    await mai.say(react(key, 'like'));
    await lan.say(react(key, 'sad'));
    await pass(2_000);
    const seq = (at: string) => Number(at.split(':')[1]);
    const after = await read(room);
    expect(seq(after.at) - seq(before.at)).toBeLessThanOrEqual(2);
    await mai.say(react(key, null));
    await mai.say(react(key, 'like'));
    await pass(2_000);
    expect(seq((await read(room)).at) - seq(after.at)).toBeLessThanOrEqual(2);
  });

  it('[LM11] is taken 30 times at once, and then once in 2 s, flags among them', async () => {
    const { mai, key } = await begin({ rates: { add: { burst: 9, every: 1 } } });
    for (let i = 0; i < 29; i += 1) expect(only('ok', await mai.say(react(key, i % 2 ? 'like' : null)))).toBeTruthy();
    expect(only('ok', await mai.say(flag(key, 'spam')))).toBeTruthy();
    expect(only('err', await mai.say(react(key, 'like')))).toMatchObject({ code: 'rate', retry: 2_000 });
  });

  it('[LM12] of guests is taken 300 times a minute by network, however many guests, flags and hits among them', async () => {
    const { guest, mai, key } = await begin({ rates: { add: { burst: 9, every: 1 } } });
    const press = async (what: object, address = '10.9.9.9') => (await guest('Ai đó', address)).say(what);
    for (let i = 0; i < 298; i += 1) expect(only('ok', await press(react(key, 'like')))).toBeTruthy();
    expect(only('ok', await press(flag(key, 'spam')))).toBeTruthy();
    expect(only('ok', await press(put('hit', 'share.zalo', { topic: 'count:a' })))).toBeTruthy();
    for (const what of [react(key, 'sad'), flag(key, 'abuse'), put('hit', 'share.x', { topic: 'count:a' })])
      expect(only('err', await press(what))).toMatchObject({ code: 'rate', retry: 200 });
    expect(only('ok', await press(react(key, 'like'), '10.9.9.8'))).toBeTruthy();
    expect(only('ok', await mai.say(react(key, 'like')))).toBeTruthy();
  });
});

describe('put flag', () => {
  it('[FL1] [FL2] [RC3] is one a reader, for herself and the newsroom', async () => {
    const room = await begin();
    const { lan, mai, key, ports } = room;
    const before = await read(room);
    const once = flag(key, 'spam', { data: { reason: 'spam', text: ' quảng cáo ' } });
    expect(only('ok', await mai.say(once))).toEqual({ t: 'ok', id: once.id, key: once.key });
    expect(only('ok', await mai.say(once)).dup).toBe(true);
    expect(codeOf(await mai.say({ ...once, data: { reason: 'abuse' } }))).toBe('key-reuse');
    await mai.say(flag(key, 'abuse'));
    expect((await mine(mai)).items).toEqual([{ id: key, v: 2, flag: 'abuse' }]);
    expect((await mine(lan)).items).toEqual([]);
    const desk = await ports.storage.view((reader) => reader.item('mod:demo', key));
    expect(desk).toMatchObject({ live: true, value: { topic: 'thread:a', flags: { abuse: 1 } } });
    expect({ ...(await read(room)), now: 0 }).toEqual({ ...before, now: 0 });
  });

  it('[FL1] of her own comment is denied, of nothing not-found, for no reason bad-frame', async () => {
    const { lan, mai, key } = await begin();
    expect(codeOf(await lan.say(flag(key, 'spam')))).toBe('denied');
    expect(codeOf(await mai.say(flag('unknown', 'spam')))).toBe('not-found');
    expect(codeOf(await mai.say(flag(key, 'ugly')))).toBe('bad-frame');
  });
});

describe('mine', () => {
  it('[MN1] is for who says who she is, by every way of asking', async () => {
    const { dial, core, mai, key } = await begin();
    await mai.say(react(key, 'like'));
    const nobody = dial();
    await nobody.say(hello());
    expect(only('err', await nobody.say(sub('mine:a')))).toMatchObject({ code: 'auth', retry: 0 });
    expect(only('err', await nobody.say(sub('mine:a', { follow: 'off' })))).toMatchObject({ code: 'auth' });
    expect(await core.read('mine:a', {}, { address: '1' })).toMatchObject({ code: 'auth' });
    const auth = JSON.stringify({ id: 'mai', name: 'mai', roles: [], rights: [], guest: false } satisfies Identity);
    expect(await core.post([sub('mine:a', { follow: 'off' })], auth, { address: '1' })).toMatchObject([{ t: 'snap', items: [{ id: key }] }]);
  });

  it('[MN1] [MN2] tells each reader her own alone', async () => {
    const { lan, mai, key, pass } = await begin();
    const [hers, his] = [only('snap', await mai.say(sub('mine:a'))), only('snap', await lan.say(sub('mine:a')))];
    expect(hers.at.split(':')[0]).not.toBe(his.at.split(':')[0]);
    expect([hers.topic, his.topic]).toEqual(['mine:a', 'mine:a']);
    const said = await mai.say(react(key, 'like'));
    await pass(250);
    const [ev] = evs([...said, ...mai.take()], 'mine:a');
    expect(ev).toMatchObject({ epoch: hers.at.split(':')[0], from: 0, to: 1, items: [{ id: key, v: 1, reaction: 'like' } satisfies MineItem] });
    expect(lan.take()).toEqual([]);
    expect(only('snap', await lan.say(sub('mine:a', { since: hers.at, follow: 'off' })))).toMatchObject({ mode: 'full', items: [] });
  });

  it('[MN3] ends with reset when another one speaks, and threads go on', async () => {
    const { mai, lan, ports, key, pass } = await begin();
    await mai.say(sub('mine:a'), sub('thread:a'));
    const auth = await ports.tokens.issue({ id: 'cuc', name: 'Cúc', roles: [], rights: [], guest: false });
    const frames = await mai.say(hello({ auth }));
    expect(only('err', frames)).toMatchObject({ topic: 'mine:a', code: 'reset', retry: 0 });
    const said = await mai.say(react(key, 'like'));
    await lan.say(add('a', 'Nữa'));
    await pass(2_000);
    const told = [...said, ...mai.take()];
    expect(evs(told, 'mine:a')).toEqual([]);
    expect(evs(told, 'thread:a').length).toBeGreaterThan(0);
  });

  it('[MN3] goes on when the same reader says hello again', async () => {
    const { mai, ports, key, pass } = await begin();
    await mai.say(sub('mine:a'));
    await mai.say(hello({ auth: await ports.tokens.issue({ id: 'mai', name: 'Mai', roles: [], rights: [], guest: false }) }));
    const said = await mai.say(react(key, 'like'));
    await pass(250);
    expect(evs([...said, ...mai.take()], 'mine:a')).toHaveLength(1);
  });

  it('[MN3] ends with auth when a hello is refused', async () => {
    const { mai } = await begin();
    await mai.say(sub('mine:a'));
    const errs = (await mai.say(hello({ auth: 'forged' }))).filter((frame) => frame.t === 'err');
    expect(errs).toMatchObject([{ topic: 'mine:a', code: 'auth', retry: 0 }, { code: 'auth' }]);
  });

  it('[MN3] ends with auth when a hello leaves nobody to speak', async () => {
    const { mai } = await begin();
    await mai.say(sub('mine:a'));
    expect(only('err', await mai.say(hello()))).toMatchObject({ topic: 'mine:a', code: 'auth', retry: 0 });
  });

  it.each(['with news', 'in silence'])('[MN3] ends with auth when the token has ended, %s', async (how) => {
    let ended = '';
    const tokens: Tokens = {
      issue: async (identity) => JSON.stringify(identity),
      verify: async (auth) => {
        if (auth === ended) throw new Refusal('auth', 'ended', { retry: 0 });
        return JSON.parse(auth) as Identity;
      },
    };
    const { mai, ports, pass, key, core } = await begin({}, { tokens });
    await mai.say(sub('mine:a'));
    ended = await ports.tokens.issue({ id: 'mai', name: 'mai', roles: [], rights: [], guest: false });
    if (how === 'with news') {
      const fresh = await ports.tokens.issue({ id: 'mai', name: 'Mai', roles: [], rights: [], guest: false });
      expect(only('ok', await core.post([react(key, 'like')], fresh, { address: '1' }))).toBeTruthy();
    }
    await pass(how === 'with news' ? 250 : 40_000);
    const told = mai.take().filter((frame) => 'topic' in frame && frame.topic === 'mine:a');
    expect(told.at(-1)).toMatchObject({ t: 'err', code: 'auth', retry: 0 });
    expect(evs(told, 'mine:a').filter(({ items }) => items.length > 0)).toEqual([]);
  });

  it('[SB10] of a thread that the paper does not know is not-found', async () => {
    const { reader } = createNewsroom({ threads: 'known' });
    expect(codeOf(await (await reader('mai')).say(sub('mine:unknown')))).toBe('not-found');
  });
});
