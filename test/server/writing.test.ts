import type { Comment } from '@bandoc/protocol';
import { createMemoryStorage, Refusal, type Storage } from '@bandoc/server/core';
import { describe, expect, it } from 'vitest';
import { settle } from '../setup/virtual-time.ts';
import { add, article, createNewsroom, freshKey, NOON, only, sub } from './newsroom.ts';

const calm = { rates: { add: { burst: 1_000, every: 1 }, 'guest-add': { burst: 1_000, every: 1 } } };

describe('put add', () => {
  it('[PT1] [PT4] [MD7] stores under its key, and answers the item as stored and the cursor of its commit', async () => {
    const { guest } = createNewsroom();
    const put = add('a', '  Hay\r\nqua\u0301 ');
    const ok = only('ok', await (await guest('Lan')).say(put));
    expect(ok).toEqual({
      t: 'ok',
      id: put.id,
      key: put.key,
      at: 'e1:1',
      item: {
        id: put.key,
        v: 1,
        c: 1,
        parent: null,
        author: { id: expect.stringMatching(/^g-/), name: 'Lan' },
        text: 'Hay\nquá',
        time: NOON,
        editUntil: NOON + 900_000,
        state: 'shown',
        counts: { v: 1, replies: 0 },
      },
    });
  });

  it('[PT2] repeated is answered with the same outcome, on any binding, and stored once', async () => {
    const { guest, core, pass, ports } = createNewsroom();
    const page = await guest();
    const watcher = await guest();
    await watcher.say(sub('thread:a'));
    const put = add('a', 'Hay');
    const first = only('ok', await page.say(put));
    await pass(250);
    expect(only('ev', watcher.take()).to).toBe(1);
    const again = only('ok', await page.say({ ...put, data: { text: ' Hay', parent: null } }));
    expect(again).toEqual({ ...first, dup: true });
    const auth = await ports.tokens.issue({ id: first.item?.author.id ?? '', name: 'Lan', roles: [], rights: [], guest: true });
    expect(only('ok', await core.post([put], auth, { address: '1' })).dup).toBe(true);
    expect(only('snap', await page.say(sub('thread:a', { follow: 'off' }))).total).toBe(1);
    await pass(250);
    expect(watcher.take()).toEqual([]);
  });

  it('[PT2] sent twice at once over two connections is stored once', async () => {
    const { guest, dial, ports } = createNewsroom();
    const page = await guest();
    const put = add('a', 'Hay');
    const { item } = only('ok', await page.say(add('b', 'Chào')));
    const auth = await ports.tokens.issue({ id: item?.author.id ?? '', name: 'Lan', roles: [], rights: [], guest: true });
    const other = dial();
    await other.say({ t: 'hello', id: 1, v: [1], site: 'demo', auth });
    page.session.receive(put);
    other.session.receive(put);
    await settle();
    const oks = [only('ok', page.take()), only('ok', other.take())];
    expect(oks.map((ok) => ok.dup ?? false).sort()).toEqual([false, true]);
    expect(only('snap', await page.say(sub('thread:a', { follow: 'off' }))).total).toBe(1);
  });

  it('[PT3] [EV3] is answered, and told, only when the storage says it is durable', async () => {
    const memory = createMemoryStorage({ epoch: 'e1' });
    let release = () => {};
    const slow: Storage = {
      ...memory,
      transact: async (work) => {
        const result = await memory.transact(work);
        await new Promise<void>((resolve) => (release = resolve));
        return result;
      },
    };
    const { guest, pass } = createNewsroom({}, { storage: slow });
    const [page, watcher] = [await guest(), await guest()];
    await watcher.say(sub('thread:a'));
    expect(await page.say(add('a', 'Hay'))).toEqual([]);
    await pass(1_000);
    expect(watcher.take()).toEqual([]);
    release();
    await pass(250);
    expect(only('ok', page.take()).at).toBe('e1:1');
    expect(only('ev', watcher.take()).to).toBe(1);
  });

  it('[PT5] with a key that other words or another reader have is key-reuse', async () => {
    const { guest } = createNewsroom();
    const [lan, mai] = [await guest('Lan'), await guest('Mai')];
    const put = add('a', 'Hay');
    await lan.say(put);
    expect(only('err', await lan.say(add('a', 'Dở', { key: put.key }))).code).toBe('key-reuse');
    expect(only('err', await mai.say(put)).code).toBe('key-reuse');
    expect(only('err', await lan.say({ ...put, data: { text: 7, parent: null } })).code).toBe('key-reuse');
    expect(only('err', await lan.say({ ...put, topic: 'thread:b' })).code).toBe('key-reuse');
  });

  it('[PT6] is known by its key before a thread is closed, a rate is kept or words are measured', async () => {
    const { guest, core, ports, pass } = createNewsroom({ threads: 'known', rates: { add: { burst: 1, every: 60_000 } } });
    const host = await ports.tokens.issue({ id: 'host', name: 'demo', roles: ['host'], rights: ['articles'], guest: false });
    await core.publish([article('a', { closesAt: NOON + 1_000 })], host);
    const page = await guest();
    const put = add('a', 'Hay');
    await page.say(put);
    expect(only('err', await page.say(add('a', 'Nữa'))).code).toBe('rate');
    expect(only('ok', await page.say(put)).dup).toBe(true);
    await pass(60_000);
    expect(only('err', await page.say(add('a', 'Nữa'))).code).toBe('closed');
    expect(only('ok', await page.say(put)).dup).toBe(true);
  });

  it('[PT7] refused is not there, and its key is free for a better try', async () => {
    const { guest } = createNewsroom();
    const page = await guest();
    const key = freshKey();
    expect(only('err', await page.say(add('a', ' ', { key })))).not.toHaveProperty('retry');
    expect(only('snap', await page.say(sub('thread:a', { follow: 'off' })))).toMatchObject({ at: 'e1:0', items: [{ id: '_thread' }], total: 0 });
    expect(only('ok', await page.say(add('a', 'Hay', { key }))).item?.text).toBe('Hay');
  });

  it.each([{ name: 'Tòa soạn' }, { time: 1 }, { state: 'hidden' }])('[PT8] with %j is denied to whom has no right to import', async (data) => {
    const { guest } = createNewsroom();
    expect(only('err', await (await guest()).say(add('a', 'Hay', { data }))).code).toBe('denied');
  });

  it('[PT8] by an importer has its own name, time and state, and no rate', async () => {
    const { core, hostToken, dial } = createNewsroom({ rates: { add: { burst: 1, every: 60_000 } } });
    const puts = [
      add('a', 'Một', { data: { name: 'Mai', time: 5 } }),
      add('a', 'Hai', { data: { name: 'Cúc', state: 'hidden' } }),
      add('a', 'Ba', { data: { name: 'Sen', state: 'gone' } }),
    ];
    const answers = await core.post(puts, await hostToken('import'), { address: '1' });
    const items = (answers as Array<{ item: Comment }>).map((answer) => answer.item);
    expect(items[0]).toMatchObject({ author: { id: puts[0]?.key, name: 'Mai' }, time: 5, state: 'shown', text: 'Một' });
    expect(items.slice(1).map((item) => [item.state, item.text])).toEqual([
      ['hidden', undefined],
      ['gone', undefined],
    ]);
    const page = dial();
    await page.say({ t: 'hello', id: 1, v: [1], site: 'demo' });
    expect(only('snap', await page.say(sub('thread:a'))).total).toBe(1);
  });

  it('[PT9] without an identity is err auth', async () => {
    const { core } = createNewsroom();
    expect(await core.post([add('a', 'Hay')], undefined, { address: '1' })).toMatchObject([{ t: 'err', code: 'auth', retry: 0 }]);
  });

  it('[PT9] under a token that has ended since hello is err auth', async () => {
    const { guest, ports } = createNewsroom();
    const page = await guest();
    Object.assign(ports.tokens, { verify: () => Promise.reject(new Refusal('auth', 'ended', { retry: 0 })) });
    expect(only('err', await page.say(add('a', 'Hay')))).toMatchObject({ code: 'auth', retry: 0 });
  });

  it('[PT10] [MD2] [MD3] raises the seq once, with the parent’s counters and the total', async () => {
    const { guest } = createNewsroom();
    const page = await guest();
    const root = add('a', 'Hay');
    await page.say(root);
    const reply = only('ok', await page.say(add('a', 'Đồng ý', { parent: root.key })));
    expect(reply.at).toBe('e1:2');
    expect(only('snap', await page.say(sub('thread:a', { follow: 'off' })))).toMatchObject({
      at: 'e1:2',
      total: 2,
      items: [
        { id: root.key, v: 1, c: 1, counts: { v: 2, replies: 1 } },
        { id: reply.key, parent: root.key, v: 2, c: 2, counts: { v: 2, replies: 0 } },
        { id: '_thread' },
      ],
    });
  });

  it('[PT11] to a comment that is unknown, hidden or in another thread is not-found', async () => {
    const { guest, core, hostToken } = createNewsroom(calm);
    const page = await guest();
    const hidden = add('a', 'Ẩn', { data: { name: 'Sen', state: 'hidden' } });
    await core.post([hidden], await hostToken('import'), { address: '1' });
    const elsewhere = add('b', 'Hay');
    await page.say(elsewhere);
    for (const parent of ['unknown', hidden.key, elsewhere.key]) expect(only('err', await page.say(add('a', 'Đáp', { parent }))).code).toBe('not-found');
    expect(only('snap', await page.say(sub('thread:a', { follow: 'off' }))).at).toBe('e1:1');
  });

  it('[PT11] is at most 8 deep: what answers the deepest stands beside it', async () => {
    const { guest } = createNewsroom(calm);
    const page = await guest();
    const chain: string[] = [];
    for (let depth = 0; depth <= 8; depth += 1) {
      const put = add('a', `Tầng ${depth}`, { parent: chain.at(-1) ?? null });
      expect(only('ok', await page.say(put)).item?.parent).toBe(chain.at(-1) ?? null);
      chain.push(put.key);
    }
    const deeper = add('a', 'Sâu nữa', { parent: chain[8] ?? '' });
    const ok = only('ok', await page.say(deeper));
    expect(ok.item?.parent).toBe(chain[7]);
    expect(only('ok', await page.say(deeper))).toEqual({ ...ok, dup: true });
  });

  it('[PT12] to a thread past its time, or withdrawn, is closed, but for an importer', async () => {
    const { guest, core, hostToken, pass } = createNewsroom({ threads: 'known' });
    const host = await hostToken('articles', 'import');
    await core.publish([article('a', { closesAt: NOON + 1 }), article('b')], host);
    const page = await guest();
    expect(only('ok', await page.say(add('a', 'Kịp')))).toBeTruthy();
    await pass(1);
    expect(only('err', await page.say(add('a', 'Muộn')))).toMatchObject({ code: 'closed' });
    await core.publish({ thread: 'b', withdrawn: true }, host);
    expect(only('err', await page.say(add('b', 'Muộn'))).code).toBe('closed');
    expect(only('ok', await core.post([add('a', 'Nhập', { data: { name: 'Mai' } })], host, { address: '1' }))).toBeTruthy();
  });

  it.each([
    ['empty', ' \n\u202e'],
    ['too-long', 'a'.repeat(2_001)],
    ['too-long', '👍'.repeat(2_000).concat('a')],
    ['links', 'http://a.vn https://b.vn www.c.vn HTTP://d.vn'],
  ])('[PT13] [LM2] with text that is %s is invalid, and not stored', async (fault, text) => {
    const { guest } = createNewsroom();
    const page = await guest();
    expect(only('err', await page.say(add('a', text)))).toMatchObject({ code: 'invalid', data: { fields: { text: fault } } });
    expect(only('snap', await page.say(sub('thread:a', { follow: 'off' }))).at).toBe('e1:0');
  });

  it('[LM2] takes 2,000 code points of Vietnamese and 3 links', async () => {
    const { guest } = createNewsroom();
    const page = await guest();
    expect(only('ok', await page.say(add('a', 'ế'.repeat(2_000))))).toBeTruthy();
    expect(only('ok', await page.say(add('a', '👍'.repeat(2_000))))).toBeTruthy();
    expect(only('ok', await page.say(add('a', 'http://a.vn https://b.vn www.c.vn')))).toBeTruthy();
  });

  it('[PT14] with an op, to a kind, or in a way this version has not, is unsupported', async () => {
    const { guest } = createNewsroom();
    const page = await guest();
    const codes = await page.say(
      { ...add('a', 'Hay'), op: 'dance' },
      { ...add('a', 'Hay'), topic: 'dance:a' },
      sub('dance:a'),
      sub('tally:a', { follow: 'head' }),
    );
    expect(codes.map((frame) => (frame.t === 'err' ? frame.code : frame.t))).toEqual(Array(4).fill('unsupported'));
  });

  it('to a topic that is computed is denied', async () => {
    const { guest } = createNewsroom();
    expect(only('err', await (await guest()).say({ ...add('a', 'Hay'), topic: 'tally:home' })).code).toBe('denied');
  });

  it('[LM4] with data nested too deep, too wide or too large is refused before anything is made of it', async () => {
    const { guest } = createNewsroom();
    const page = await guest();
    const deep = (levels: number): object => (levels === 1 ? {} : { x: deep(levels - 1) });
    const wide = (keys: number) => Object.fromEntries(Array.from({ length: keys }, (_, i) => [`k${i}`, 1]));
    expect(only('ok', await page.say(add('a', 'Vừa', { data: { x: deep(7) } })))).toBeTruthy();
    expect(only('err', await page.say(add('a', 'Sâu', { data: { x: deep(8) } }))).code).toBe('bad-frame');
    expect(only('err', await page.say(add('a', 'Rất sâu', { data: { x: deep(5_000) } }))).code).toBe('bad-frame');
    expect(only('ok', await page.say(add('a', 'Vừa', { data: { x: wide(32) } })))).toBeTruthy();
    expect(only('err', await page.say(add('a', 'Rộng', { data: { x: wide(33) } }))).code).toBe('bad-frame');
    expect(only('err', await page.say(add('a', 'Lớn', { data: { x: 'ế'.repeat(4_096) } }))).code).toBe('invalid');
  });

  it('[LM6] is taken 3 times at once and then once in 10 s, by reader; a refused one costs nothing', async () => {
    const { guest, pass } = createNewsroom();
    const [lan, mai] = [await guest('Lan'), await guest('Mai')];
    for (let i = 0; i < 3; i += 1) expect(only('ok', await lan.say(add('a', `Số ${i}`)))).toBeTruthy();
    expect(only('err', await lan.say(add('a', 'Nữa')))).toMatchObject({ code: 'rate', retry: 10_000 });
    expect(only('ok', await mai.say(add('a', 'Tôi thì được')))).toBeTruthy();
    await pass(9_999);
    expect(only('err', await lan.say(add('a', 'Nữa')))).toMatchObject({ code: 'rate', retry: 1 });
    await pass(1);
    expect(only('ok', await lan.say(add('a', 'Nữa')))).toBeTruthy();
    expect(only('err', await lan.say(add('a', 'Nữa nữa'))).code).toBe('rate');
  });

  it('[LM7] of guests is taken 60 times a minute by address', async () => {
    const { guest } = createNewsroom();
    for (let i = 0; i < 60; i += 1) expect(only('ok', await (await guest('Lan', '10.9.9.9')).say(add('a', `Số ${i}`)))).toBeTruthy();
    expect(only('err', await (await guest('Lan', '10.9.9.9')).say(add('a', 'Nữa')))).toMatchObject({ code: 'rate', retry: 1_000 });
    expect(only('ok', await (await guest('Lan', '10.9.9.8')).say(add('a', 'Nữa')))).toBeTruthy();
  });

  it('[LM6] [LM7] of a guest costs her none of her own where it is her network that is refused', async () => {
    const { guest, pass } = createNewsroom({ rates: { 'guest-add': { burst: 1, every: 1_000 } } });
    const [lan, mai] = [await guest('Lan', '10.9.9.9'), await guest('Mai', '10.9.9.9')];
    expect(only('ok', await mai.say(add('a', 'Trước')))).toBeTruthy();
    for (let i = 0; i < 5; i += 1) expect(only('err', await lan.say(add('a', 'Sau'))).retry).toBe(1_000);
    for (let i = 0; i < 3; i += 1) {
      await pass(1_000);
      expect(only('ok', await lan.say(add('a', `Số ${i}`)))).toBeTruthy();
    }
  });

  it('[ER2] [ER3] that meets a fault of the server is internal, with a time and without a word of it', async () => {
    const memory = createMemoryStorage({ epoch: 'e1' });
    const { guest, log } = createNewsroom({}, { storage: { ...memory, transact: () => Promise.reject(new Error('disk full at /var/secret')) } });
    const err = only('err', await (await guest()).say(add('a', 'Hay')));
    expect(err).toEqual({ t: 'err', id: err.id, code: 'internal', retry: 2_000 });
    expect(log.map((event) => String(event.error))).toContain('Error: disk full at /var/secret');
  });
});
