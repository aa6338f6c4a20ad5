import { createMemoryStorage } from '@bandoc/server/core';
import { describe, expect, it } from 'vitest';
import { add, createNewsroom, hello, only, sub } from './newsroom.ts';

describe('hello', () => {
  it('[HS1] comes first: anything else before it is err auth, and without it the connection ends in time', async () => {
    const { dial, pass } = createNewsroom();
    const page = dial();
    expect(only('err', await page.say(sub('thread:a'))).code).toBe('auth');
    expect(only('err', await page.say(add('a', 'Hay'))).code).toBe('auth');
    await pass(9_999);
    expect(page.ended).toEqual([]);
    await pass(1);
    expect(page.ended).toEqual(page.take());
    expect(await page.say(hello())).toEqual([]);
  });

  it('[HS1] said in time keeps the connection', async () => {
    const { dial, pass } = createNewsroom();
    const page = dial();
    await page.say(hello());
    await pass(60_000);
    expect(page.ended).toEqual([]);
  });

  it('[HS2] draws err version and the end when no version is in common, else what is granted', async () => {
    const { dial, now } = createNewsroom();
    const page = dial();
    const err = only('err', await page.say(hello({ v: [3, 2] })));
    expect(err).toMatchObject({ code: 'version', data: { min: 1, max: 1 } });
    expect(page.ended).toHaveLength(1);
    const welcome = only('welcome', await dial().say(hello({ v: [2, 1] })));
    expect(welcome).toMatchObject({
      v: 1,
      now: now(),
      tz: 'Asia/Ho_Chi_Minh',
      tick: 250,
      max: { message: 65_536, batch: 20, subs: 16, text: 2_000, beacon: 25_000, hello: 10_000 },
    });
    expect(welcome).not.toHaveProperty('user');
  });

  it('[HS3] tells the clock that comments are stamped by', async () => {
    const { guest, pass } = createNewsroom();
    const page = await guest();
    await pass(12_345);
    const { now } = only('welcome', await page.say(hello({ guest: { name: 'Lan' } })));
    expect(only('ok', await page.say(add('a', 'Hay'))).item?.time).toBe(now);
  });

  it('[HS4] gives a guest an identity that is the same on another connection', async () => {
    const { dial } = createNewsroom();
    const first = only('welcome', await dial().say(hello({ guest: { name: '  Lan   Anh ' } })));
    expect(first.user).toMatchObject({ name: 'Lan Anh', roles: ['guest'] });
    expect(first.user?.id).toMatch(/^g-/);
    const second = only('welcome', await dial().say(hello({ auth: first.auth })));
    expect(second.user).toEqual(first.user);
    expect(second).not.toHaveProperty('auth');
  });

  it('[HS4] gives two guests two identities', async () => {
    const { dial } = createNewsroom();
    const [a, b] = [only('welcome', await dial().say(hello({ guest: { name: 'Lan' } }))), only('welcome', await dial().say(hello({ guest: { name: 'Lan' } })))];
    expect(a.user?.id).not.toBe(b.user?.id);
  });

  it('[HS5] renames a guest under the same identity, with a token that knows the name', async () => {
    const { dial } = createNewsroom();
    const { auth, user } = only('welcome', await dial().say(hello({ guest: { name: 'Lan' } })));
    const renamed = only('welcome', await dial().say(hello({ auth, guest: { name: 'Cúc' } })));
    expect(renamed.user).toEqual({ ...user, name: 'Cúc' });
    expect(only('welcome', await dial().say(hello({ auth: renamed.auth }))).user?.name).toBe('Cúc');
  });

  it('[HS6] said again changes who speaks, and leaves subscriptions', async () => {
    const { guest, pass } = createNewsroom();
    const [lan, writer] = [await guest('Lan'), await guest('Mai')];
    await lan.say(sub('thread:a'));
    const { user } = only('welcome', await lan.say(hello({ guest: { name: 'Cúc' } })));
    expect(only('ok', await lan.say(add('a', 'Tôi là Cúc'))).item?.author).toEqual({ id: user?.id, name: 'Cúc' });
    lan.take();
    await writer.say(add('a', 'Chào'));
    await pass(250);
    expect(only('ev', lan.take()).items).toHaveLength(1);
  });

  it('[HS7] with a token that does not verify is err auth, and the connection goes on as anonymous', async () => {
    const { dial } = createNewsroom();
    const page = dial();
    expect(only('err', await page.say(hello({ auth: 'forged' })))).toMatchObject({ code: 'auth', retry: 0 });
    expect(only('snap', await page.say(sub('thread:a'))).mode).toBe('full');
    expect(only('err', await page.say(add('a', 'Hay'))).code).toBe('auth');
  });

  it('[HS7] with such a token later leaves nobody speaking for whom spoke before', async () => {
    const { guest } = createNewsroom();
    const page = await guest();
    expect(only('err', await page.say(hello({ auth: 'forged' }))).code).toBe('auth');
    expect(page.ended).toEqual([]);
    expect(only('err', await page.say(add('a', 'Hay'))).code).toBe('auth');
  });

  it('[HS8] for another site is not-found, and the end', async () => {
    const { dial } = createNewsroom();
    const page = dial();
    expect(only('err', await page.say(hello({ site: 'other' }))).code).toBe('not-found');
    expect(page.ended).toHaveLength(1);
  });

  it('[LM3] takes names of 40 grapheme clusters and 160 bytes, not empty', async () => {
    const { dial } = createNewsroom();
    const fields = async (name: string) => {
      const [frame] = await dial().say(hello({ guest: { name } }));
      return frame?.t === 'err' ? frame.data : frame?.t;
    };
    expect(await fields('ế'.normalize('NFD').repeat(40))).toBe('welcome');
    expect(await fields('a'.repeat(41))).toEqual({ fields: { name: 'too-long' } });
    expect(await fields('👩‍👩‍👧‍👦'.repeat(7))).toEqual({ fields: { name: 'too-long' } });
    expect(await fields(' \u202e\n ')).toEqual({ fields: { name: 'empty' } });
  });
});

describe('a connection', () => {
  it('[HT7] from a page that is not on the list is told which, and ended', async () => {
    const { dial } = createNewsroom();
    for (const origin of ['https://other.example', 'http://bao.example', 'https://bao.example:8443', 'https://bao.example.evil.example', 'null']) {
      const page = dial({ origin });
      expect(only('err', page.take())).toMatchObject({ code: 'denied', msg: expect.stringContaining(origin) });
      expect(page.ended).toHaveLength(1);
      expect(await page.say(hello())).toEqual([]);
    }
    expect(only('welcome', await dial({ origin: 'https://bao.example' }).say(hello()))).toBeTruthy();
  });

  it('[LM9] beyond the number an address may have is busy, until another ends', async () => {
    const { dial } = createNewsroom({ connectionsPerAddress: 2 });
    const first = dial();
    dial();
    expect(only('err', dial().take())).toMatchObject({ code: 'busy', retry: expect.any(Number) });
    expect(dial({ address: '10.0.0.2' }).ended).toEqual([]);
    first.session.close();
    first.session.close();
    expect(dial().ended).toEqual([]);
    expect(dial().ended).toHaveLength(1);
  });

  it('[LM9] beyond the number a user may have is busy too', async () => {
    const { dial } = createNewsroom({ connectionsPerUser: 1 });
    const { auth } = only('welcome', await dial().say(hello({ guest: { name: 'Lan' } })));
    expect(only('err', await dial().say(hello({ auth }))).code).toBe('busy');
    expect(only('welcome', await dial().say(hello({ guest: { name: 'Lan' } })))).toBeTruthy();
  });

  it('[ER1] is told to come back when the server goes down', async () => {
    const { core, guest } = createNewsroom();
    const page = await guest();
    page.take();
    await core.close();
    expect(page.take()).toEqual([{ t: 'err', code: 'busy', retry: 2_000, msg: 'the server is going down' }]);
    expect(page.ended).toHaveLength(1);
  });

  it('that the end cuts off is no failure worth a word', async () => {
    const memory = createMemoryStorage({ epoch: 'e1' });
    const { core, log, hostToken } = createNewsroom({}, { storage: { ...memory, transact: () => Promise.reject(new Error('closed')) } });
    const write = async () => core.post([add('a', 'Hay')], await hostToken('import'), { address: '1' });
    await write();
    expect(log).toHaveLength(1);
    await core.close();
    await write();
    expect(log).toHaveLength(1);
  });
});

describe('frames', () => {
  it('[LM1] [FR1] more in one message than may be are one bad frame, answered in its turn', async () => {
    const page = createNewsroom().dial();
    const first = hello();
    page.session.receive(first);
    page.session.receive(Array.from({ length: 21 }, () => hello()));
    expect(page.frames).toEqual([]);
    expect(await page.say()).toMatchObject([{ t: 'welcome' }, { t: 'err', code: 'bad-frame', msg: 'at most 20 frames a message' }]);
  });

  it('[FR1] of one message are taken in order: a sub after a put sees it', async () => {
    const { dial } = createNewsroom();
    const put = add('a', 'Hay');
    const answers = await dial().say(hello({ guest: { name: 'Lan' } }), put, sub('thread:a', { follow: 'off' }));
    expect(answers.map((frame) => frame.t)).toEqual(['welcome', 'ok', 'snap']);
    expect(only('snap', answers).items).toMatchObject([{ id: put.key }, { id: '_thread' }]);
  });

  it.each([
    null,
    7,
    'text',
    [[]],
    { t: 7 },
    { t: 'sub', id: 1 },
    { t: 'sub', id: -1, topic: 'thread:a' },
    { t: 'put', id: 1, topic: 'thread:a', key: 'short', op: 'add', data: {} },
    { t: 'sub', id: 1, topic: 'thread:a', since: 'x' },
  ])('[FR2] that are wrong (%j) are bad-frame and hurt nobody', async (wrong) => {
    const { guest } = createNewsroom();
    const [page, other] = [await guest(), await guest()];
    page.session.receive(wrong);
    expect(only('err', await page.say()).code).toBe('bad-frame');
    expect(only('snap', await page.say(sub('thread:a'))).mode).toBe('full');
    expect(only('snap', await other.say(sub('thread:a'))).mode).toBe('full');
  });

  it('[FR3] of an unknown kind are unsupported, and never held against the client', async () => {
    const { guest } = createNewsroom();
    const page = await guest();
    for (let i = 0; i < 30; i += 1) expect(only('err', await page.say({ t: 'dance', id: i }))).toMatchObject({ code: 'unsupported', id: i });
    expect(page.ended).toEqual([]);
  });

  it('[FR4] that are wrong 20 times in a minute end the connection', async () => {
    const { guest, pass } = createNewsroom();
    const page = await guest();
    for (let i = 0; i < 19; i += 1) await page.say({ t: 'sub' });
    await pass(60_000);
    await page.say({ t: 'sub' });
    expect(page.ended).toEqual([]);
    for (let i = 0; i < 19; i += 1) await page.say({ t: 'sub' });
    expect(page.ended).toMatchObject([{ code: 'bad-frame' }]);
  });

  it('[LM1] are at most 20 a message', async () => {
    const { guest } = createNewsroom();
    const page = await guest();
    const frames = Array.from({ length: 21 }, () => sub('thread:a', { follow: 'off' }));
    expect((await page.say(...frames)).map((frame) => frame.t)).toEqual(['err']);
    expect(await page.say(...frames.slice(1))).toHaveLength(20);
  });

  it('end the connection when too many wait', async () => {
    const { guest } = createNewsroom({ pending: 30 });
    const page = await guest();
    for (let i = 0; i < 2; i += 1) page.session.receive(Array.from({ length: 20 }, () => sub('thread:a', { follow: 'off' })));
    expect(page.ended).toMatchObject([{ code: 'rate' }]);
  });
});
