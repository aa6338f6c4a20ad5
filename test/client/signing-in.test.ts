import { createMemoryStore, createMemoryWire, type Store, type TokenProvider, type Wire } from '@bandoc/client';
import type { ClientFrame, Hello } from '@bandoc/protocol';
import { type GivenSettings, type Identity, Refusal } from '@bandoc/server/core';
import { describe, expect, it } from 'vitest';
import { createMemoryHttp } from './memory-http.ts';
import { createNewsroom, overhear, words } from './newsroom.ts';

/** A newsroom whose host signs its readers in, each time for ten minutes. */
function createHost(settings: Partial<GivenSettings> = {}) {
  const revoked = new Set<string>();
  let issued = 0;
  const room = createNewsroom(
    (time) => ({
      tokens: {
        issue: async (identity) => JSON.stringify({ ...identity, n: (issued += 1) }),
        verify: async (auth) => {
          const identity = JSON.parse(auth) as Identity;
          if (revoked.has(auth) || (identity.exp ?? Infinity) <= time.now()) throw new Refusal('auth', 'auth: no more', { retry: 0 });
          return identity;
        },
      },
    }),
    settings,
  );
  const sign = (name: string) =>
    JSON.stringify({ id: `u-${name}`, name, roles: [], rights: [], guest: false, exp: room.time.now() + 600_000, n: (issued += 1) });
  const host = { who: '' as string | undefined, asked: 0 };
  const token: TokenProvider = async () => {
    host.asked += 1;
    return host.who ? sign(host.who) : undefined;
  };
  return { ...room, host, sign, token, revoke: (auth: string) => revoked.add(auth) };
}

function listen(wire: Wire) {
  const frames: ClientFrame[] = [];
  const isRead = (frame: ClientFrame) => frame.t === 'sub' && frame.topic.startsWith('mine:');
  const kinds = () => frames.filter((frame) => !isRead(frame)).map(({ t }) => t);
  return { frames, kinds, wire: overhear(wire, (_, frame) => frame && frames.push(frame as ClientFrame)) };
}

const hellos = (frames: readonly ClientFrame[]) => frames.filter((frame): frame is Hello => frame.t === 'hello');
const namesOf = (store: Store) => store.entries().then((all) => all.map(([name]) => name.replace(/:.*/, '')));

describe('a reader who is signed in on the page', () => {
  it('speaks from the first hello on, is named to the page, and leaves no token behind', async () => {
    const { time, core, reader, host, token } = createHost();
    host.who = 'lan';
    const { kinds, wire } = listen(createMemoryWire(core));
    const store = createMemoryStore();
    const client = reader({ wire, token, store });
    const view = client.thread('cho-dem');
    expect(client.reader).toBeUndefined();
    await time.pass(1_000);
    expect(client.reader).toMatchObject({ id: 'u-lan', name: 'lan' });
    view.add(words('một'));
    await time.pass(1_000);
    expect(view.roots).toMatchObject([{ own: true, author: { id: 'u-lan', name: 'lan' } }]);
    expect(kinds()).toEqual(['hello', 'sub', 'put']);
    expect([host.asked, await namesOf(store)]).toEqual([1, []]);
    host.who = 'minh';
    client.setToken(token);
    await time.pass(1_000);
    // What she wrote on this page is not the next one's to change.
    expect([client.reader?.id, view.roots]).toMatchObject(['u-minh', [{ own: false, author: { id: 'u-lan' }, arrived: false }]]);
  });

  it('[HD3] takes with her what waits for a moderator when she signs out, and finds it again', async () => {
    const { time, reader, host, token, core } = createHost({ hold: 'all' });
    host.who = 'lan';
    const client = reader({ wire: createMemoryWire(core), token });
    const view = client.thread('cho-dem');
    await time.pass(1_000);
    view.add(words('lời chờ duyệt'));
    await time.pass(2_000);
    const texts = () => view.roots.map(({ text }) => text);
    expect(texts()).toEqual(['lời chờ duyệt']);
    for (const who of [undefined, 'mai']) {
      host.who = who;
      client.setToken(token);
      await time.pass(5_000);
      expect(texts()).toEqual([]);
    }
    host.who = 'lan';
    client.setToken(token);
    await time.pass(5_000);
    expect(texts()).toEqual(['lời chờ duyệt']);
  });

  it('is asked for a new token before the old one ends, on the same connection and with the same subscriptions', async () => {
    const { time, core, reader, host, token } = createHost();
    host.who = 'lan';
    const { frames, kinds, wire } = listen(createMemoryWire(core));
    const client = reader({ wire, token });
    const view = client.thread('cho-dem');
    await time.pass(1_900_000);
    expect(kinds()).toEqual(['hello', 'sub', 'hello', 'hello', 'hello']);
    expect(new Set(hellos(frames).map(({ auth }) => auth)).size).toBe(4);
    view.add(words('một'));
    await time.pass(1_000);
    expect(view.roots).toMatchObject([{ author: { id: 'u-lan' } }]);
    expect(host.asked).toBe(4);
  });

  it('is asked for once more when the server does not take her token, and goes on under that', async () => {
    const { time, core, reader, host, token, sign, revoke } = createHost();
    host.who = 'lan';
    const bad = sign('lan');
    revoke(bad);
    let first = true;
    const provider: TokenProvider = () => {
      if (!first) return token();
      first = false;
      return Promise.resolve(bad);
    };
    const { kinds, wire } = listen(createMemoryWire(core));
    const client = reader({ wire, token: provider });
    client.thread('cho-dem').add(words('một'));
    await time.pass(2_000);
    expect(kinds()).toEqual(['hello', 'hello', 'sub', 'put']);
    expect([client.reader?.id, host.asked]).toEqual(['u-lan', 1]);
  });

  it('whose second token is refused too can read, is told why, and may try again', async () => {
    const { time, core, reader, sign, revoke } = createHost();
    let asked = 0;
    let good = false;
    const token: TokenProvider = async () => {
      asked += 1;
      const auth = sign('lan');
      if (!good) revoke(auth);
      return auth;
    };
    const { kinds, wire } = listen(createMemoryWire(core));
    const client = reader({ wire, token });
    const view = client.thread('cho-dem');
    await time.pass(2_000);
    expect([client.connection, view.failure, asked, kinds()]).toEqual(['up', { code: 'auth' }, 2, ['hello', 'hello', 'hello', 'sub']]);
    const key = view.add(words('một'));
    await time.pass(2_000);
    expect(view.roots).toMatchObject([{ id: key, sending: 'refused', failure: { code: 'auth' } }]);
    expect(asked).toBe(4);
    const other = reader().thread('cho-dem');
    other.add(words('hai'));
    await time.pass(2_000);
    expect(view.roots.map(({ text }) => text)).toContain('hai');
    good = true;
    view.retry(key);
    await time.pass(2_000);
    expect(view.failure).toBeUndefined();
    expect(view.roots).toMatchObject([{ id: key, author: { id: 'u-lan' } }, { text: 'hai' }]);
  });

  it('whose token ends unnoticed is introduced anew when she writes', async () => {
    const { time, core, reader, sign, revoke } = createHost();
    const given: string[] = [];
    const token: TokenProvider = async () => {
      given.push(sign('lan'));
      return given.at(-1);
    };
    const { kinds, wire } = listen(createMemoryWire(core));
    const view = reader({ wire, token }).thread('cho-dem');
    await time.pass(1_000);
    revoke(given[0] as string);
    view.add(words('một'));
    await time.pass(1_000);
    expect(kinds()).toEqual(['hello', 'sub', 'put', 'hello', 'put']);
    expect(view.roots).toMatchObject([{ author: { id: 'u-lan' } }]);
    expect(view.roots[0]).not.toHaveProperty('sending');
  });

  it('of whom the page does not say soon reads meanwhile, and is introduced when it does', async () => {
    const { time, reader, sign } = createHost();
    let answer: (token: string | undefined) => void = () => {};
    const token: TokenProvider = () => new Promise((resolve) => (answer = resolve));
    const client = reader({ token });
    const view = client.thread('cho-dem');
    await time.pass(6_000);
    expect([client.connection, client.reader]).toEqual(['up', undefined]);
    view.add(words('một'));
    await time.pass(6_000);
    expect(view.roots).toMatchObject([{ sending: 'waiting' }]);
    answer(sign('lan'));
    await time.pass(1_000);
    expect(client.reader?.id).toBe('u-lan');
    expect(view.roots).toMatchObject([{ author: { id: 'u-lan' } }]);
    expect(view.roots[0]).not.toHaveProperty('sending');
  });

  it('of whom the page cannot say keeps what she writes until it can', async () => {
    const { time, reader, host, token } = createHost();
    host.who = 'lan';
    let broken = true;
    const told: unknown[] = [];
    const client = reader({ token: () => (broken ? Promise.reject(new Error('no session server')) : token()), report: (error) => told.push(error) });
    const view = client.thread('cho-dem');
    view.add(words('một'));
    await time.pass(10_000);
    expect(view.roots).toMatchObject([{ sending: 'waiting' }]);
    expect(told.length).toBeGreaterThan(0);
    broken = false;
    await time.pass(70_000);
    expect(view.roots).toMatchObject([{ author: { id: 'u-lan' } }]);
  });

  it('is known by HTTP alone too', async () => {
    const { time, core, reader, host, token } = createHost();
    host.who = 'lan';
    const client = reader({ wire: createMemoryHttp(core), token });
    const view = client.thread('cho-dem');
    view.add(words('một'));
    await time.pass(2_000);
    expect(view.roots).toMatchObject([{ author: { id: 'u-lan' } }]);
    host.who = undefined;
    client.setToken(token);
    view.add(words('hai'));
    await time.pass(2_000);
    expect(view.roots.map(({ author }) => author.id.slice(0, 2))).toEqual(['g-', 'u-']);
  });
});

describe('a login and a logout', () => {
  it('[MN3] shows nobody what another reader reported, how she reacted, or what of it was not sent yet', async () => {
    const { time, core, reader, host, token } = createHost();
    const author = reader().thread('cho-dem');
    const [id, second] = [author.add(words('một')), author.add(words('hai'))];
    await time.pass(2_000);
    const store = createMemoryStore();
    const client = reader({ wire: createMemoryWire(core), token, store });
    const view = client.thread('cho-dem');
    const seen = () => view.roots.map(({ reaction, flag, acts }) => [reaction, flag, acts?.length]);
    // The device has a guest too.
    await time.pass(1_000);
    view.react(id, 'like', 'Khách');
    await time.pass(4_000);
    host.who = 'lan';
    client.setToken(token);
    await time.pass(4_000);
    expect(seen()).toEqual([
      [undefined, undefined, undefined],
      [undefined, undefined, undefined],
    ]);
    view.flag(id, { reason: 'spam' });
    view.react(second, 'like');
    await time.pass(4_000);
    expect(seen().flat()).toEqual(['like', undefined, undefined, undefined, 'spam', undefined]);
    client.setToken(undefined);
    for (let i = 0; i < 50; i += 1) {
      expect(seen()[0]).toEqual([undefined, undefined, undefined]);
      expect(seen()[1]?.slice(1)).toEqual([undefined, undefined]);
      await time.pass(100);
    }
    expect(seen()[1]).toEqual(['like', undefined, undefined]);
  });

  it('[HS6] change who speaks on the connection that is there, and leave what is followed as it is', async () => {
    const { time, core, reader, host, token } = createHost();
    const { kinds, wire } = listen(createMemoryWire(core));
    const client = reader({ wire });
    const view = client.thread('cho-dem');
    const other = reader().thread('cho-dem');
    view.add(words('là khách'));
    await time.pass(2_000);
    const guest = view.roots[0]?.author.id;
    host.who = 'lan';
    client.setToken(token);
    await time.pass(1_000);
    expect(client.reader?.name).toBe('lan');
    view.add(words('là Lan'));
    await time.pass(1_000);
    client.setToken(undefined);
    await time.pass(1_000);
    expect(client.reader).toBeUndefined();
    view.add(words('lại là khách'));
    await time.pass(1_000);
    expect(other.roots.map(({ text, author }) => [text, author.id])).toEqual([
      ['lại là khách', guest],
      ['là Lan', 'u-lan'],
      ['là khách', guest],
    ]);
    expect(kinds().filter((kind) => kind === 'sub')).toHaveLength(1);
  });

  it('[CL7] what she wrote and what could not be sent is not sent as a guest, nor as another reader, without being asked for', async () => {
    const { time, core, reader, host, token } = createHost();
    host.who = 'lan';
    let cut = false;
    const memory = createMemoryWire(core);
    const wire: Wire = {
      ...memory,
      connect: async (handlers, discovery) => {
        const link = await memory.connect(handlers, discovery);
        return { ...link, send: (frames) => link.send(frames.filter(({ t }) => !cut || t !== 'put')) };
      },
    };
    const client = reader({ wire, token });
    const view = client.thread('cho-dem');
    await time.pass(1_000);
    cut = true;
    const key = view.add(words('của Lan'));
    await time.pass(1_000);
    host.who = 'minh';
    client.setToken(token);
    cut = false;
    await time.pass(20_000);
    expect(view.roots).toMatchObject([{ id: key, sending: 'refused', failure: { code: 'auth' } }]);
    client.setToken(undefined);
    await time.pass(20_000);
    expect(view.roots).toMatchObject([{ id: key, sending: 'refused' }]);
    view.retry(key);
    await time.pass(2_000);
    expect(view.roots).toMatchObject([{ id: key, author: { name: 'Lan' } }]);
    expect(view.roots[0]?.author.id).toMatch(/^g-/);
  });

  it('what a guest wrote who has no identity yet is not sent as the reader who signs in', async () => {
    const { time, core, reader, host, token } = createHost();
    const store = createMemoryStore();
    const memory = createMemoryWire(core);
    const offline = reader({ store, wire: { ...memory, connect: () => Promise.reject(new Error('no network')) } });
    const key = offline.thread('cho-dem').add(words('là khách'));
    await time.pass(1_000);
    offline.close();
    host.who = 'lan';
    const view = reader({ store, token }).thread('cho-dem');
    await time.pass(3_000);
    expect(view.roots).toMatchObject([{ id: key, sending: 'refused', failure: { code: 'auth' } }]);
  });

  it('what was written before it was known who is signed in is hers on that page, and is asked about on a later one', async () => {
    const { time, core, reader, host, token } = createHost();
    host.who = 'lan';
    const store = createMemoryStore();
    const memory = createMemoryWire(core);
    let online = true;
    const connect: Wire['connect'] = (...given) => (online ? memory.connect(...given) : Promise.reject(new Error('no network')));
    const first = reader({ store, token, wire: { ...memory, connect } });
    const view = first.thread('cho-dem');
    view.add(words('một'));
    await time.pass(2_000);
    expect(view.roots).toMatchObject([{ author: { id: 'u-lan' } }]);
    first.close();

    online = false;
    const second = reader({ store, token, wire: { ...memory, connect } });
    const key = second.thread('cho-dem').add(words('hai'));
    await time.pass(1_000);
    second.close();
    online = true;
    host.who = 'minh';
    const third = reader({ store, token, wire: { ...memory, connect } }).thread('cho-dem');
    await time.pass(3_000);
    expect(third.roots[0]).toMatchObject({ id: key, sending: 'refused', failure: { code: 'auth' } });
  });

  it.each([0, 1, 2, 3, 5, 8, 13])('%i turns after she sent it, a logout never makes a guest of her', async (turns) => {
    const { time, core, reader, host, token } = createHost();
    host.who = 'lan';
    const client = reader({ wire: createMemoryWire(core), token });
    const view = client.thread('cho-dem');
    await time.pass(1_000);
    view.add(words('của Lan'));
    for (let i = 0; i < turns; i += 1) await Promise.resolve();
    client.setToken(undefined);
    await time.pass(20_000);
    const [entry] = view.roots;
    expect(entry?.sending === 'refused' || entry?.author.id === 'u-lan').toBe(true);
  });
});
