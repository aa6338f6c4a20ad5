import { createMemoryStore, createMemoryWire, type Query } from '@bandoc/client';
import type { ClientFrame } from '@bandoc/protocol';
import { Refusal, type Tokens } from '@bandoc/server/core';
import { describe, expect, it } from 'vitest';
import { HttpLink, type HttpRequests } from '../../packages/client/src/transports/http-link.ts';
import { settle } from '../setup/virtual-time.ts';
import { createMemoryHttp, createMemoryRequests, createMemoryStreams } from './memory-http.ts';
import { createNewsroom, words } from './newsroom.ts';

/** Tokens that verify as long as the secret is what it was when they were issued. */
const tokensOf = (secret: () => number): Tokens => ({
  issue: async (identity) => JSON.stringify({ secret: secret(), identity }),
  verify: async (auth) => {
    const token = JSON.parse(auth);
    if (token.secret !== secret()) throw new Refusal('auth', 'auth: of another secret', { retry: 0 });
    return token.identity;
  },
});

describe('a server that has HTTP alone', () => {
  it('[SB11] is written to as any other, and read by polls', async () => {
    const { time, core, reader } = createNewsroom();
    const client = reader({ wire: createMemoryHttp(core) });
    const view = client.thread('cho-dem');
    const other = reader({ wire: createMemoryHttp(core) }).thread('cho-dem');
    await time.pass(2_000);
    expect(client.connection).toBe('up');
    const key = view.add(words('một'));
    view.add(words('đáp', key));
    await time.pass(2_000);
    expect(view.roots).toMatchObject([{ id: key, text: 'một', own: true }]);
    expect(view.roots[0]).not.toHaveProperty('sending');
    expect(view.repliesOf(key)[0]).not.toHaveProperty('sending');
    await time.pass(31_000);
    expect(other.roots).toMatchObject([{ id: key, text: 'một', arrived: true }]);
    expect(other.total).toBe(2);
  });

  for (const { title, says, times } of [
    { title: 'is polled as often as it says', says: { follow: 'poll', next: 15_000 }, times: [15_000, 15_000, 15_000] },
    { title: 'is polled each ten seconds where it says nothing, as its reader is told “within seconds”', says: {}, times: [10_000, 10_000, 10_000, 10_000] },
  ] as const)
    it(title, async () => {
      const { time, core, reader } = createNewsroom();
      const asked: number[] = [];
      const requests = createMemoryRequests(core);
      const get: HttpRequests['get'] = async (topic, query) => {
        asked.push(time.now());
        const answer = await requests.get(topic, query);
        return answer.t === 'snap' ? { ...answer, ...says } : answer;
      };
      const client = reader({ wire: createMemoryHttp(core, { ...requests, get }) });
      client.thread('cho-dem');
      await time.pass(45_000);
      expect(asked.slice(2).map((at, i) => at - (asked[i + 1] ?? 0))).toEqual(times);
    });

  it('after a write is asked at once, for nothing from before it, until the write is held', async () => {
    const { time, core, reader } = createNewsroom();
    const asked: Array<string | undefined> = [];
    const requests = createMemoryRequests(core);
    let stale = true;
    const old = await requests.get('thread:cho-dem', {});
    const get: HttpRequests['get'] = async (topic, query) => {
      asked.push(query.min);
      return query.min !== undefined && stale ? old : requests.get(topic, query);
    };
    const view = reader({ wire: createMemoryHttp(core, { ...requests, get }) }).thread('cho-dem');
    await time.pass(2_000);
    asked.length = 0;
    view.add(words('một'));
    await time.pass(2_000);
    expect(asked).toEqual(['1']);
    expect(view.roots).toMatchObject([{ text: 'một' }]);
    stale = false;
    await time.pass(11_000);
    expect(view.total).toBe(1);
    await time.pass(20_000);
    expect(asked).toEqual(['1', '1', undefined, undefined]);
  });

  it('[HS4] [PT9] knows who writes by the token of each request', async () => {
    const { time, core, reader } = createNewsroom();
    const posts: ClientFrame[][] = [];
    const requests = createMemoryRequests(core);
    const post: HttpRequests['post'] = (frames) => {
      posts.push([...frames]);
      return requests.post(frames);
    };
    const store = createMemoryStore();
    const view = reader({ store, wire: createMemoryHttp(core, { ...requests, post }) }).thread('cho-dem');
    await time.pass(1_000);
    view.add(words('một'));
    await time.pass(1_000);
    view.add(words('hai'));
    await time.pass(1_000);
    expect(posts.map((frames) => frames.map(({ t }) => t))).toEqual([['hello'], ['hello'], ['hello', 'sub'], ['hello', 'put'], ['hello', 'put']]);
    const { auth } = (await store.get('identity')) as { auth: string };
    for (const [hello] of posts.slice(2)) expect(hello).toMatchObject({ auth });
    expect(view.roots.map(({ author }) => author.id)).toEqual(Array.from({ length: 2 }, () => view.roots[0]?.author.id));
  });

  it('[PT2] a post whose answer is lost is sent again under its key, and stored once', async () => {
    const { time, core, reader } = createNewsroom();
    const keys: string[] = [];
    const requests = createMemoryRequests(core);
    const post: HttpRequests['post'] = async (frames) => {
      const answers = await requests.post(frames);
      for (const frame of frames) if (frame.t === 'put' && keys.push(frame.key) === 1) throw new TypeError('network error');
      return answers;
    };
    const view = reader({ wire: createMemoryHttp(core, { ...requests, post }) }).thread('cho-dem');
    await time.pass(1_000);
    const key = view.add(words('một'));
    await time.pass(15_000);
    expect(keys).toEqual([key, key]);
    expect(view.roots).toHaveLength(1);
    expect(view.total).toBe(1);
    expect(view.roots[0]).not.toHaveProperty('sending');
  });

  it('[HS7] whose secret changed is told of a reader anew', async () => {
    let secret = 1;
    const { time, core, reader } = createNewsroom({ tokens: tokensOf(() => secret) });
    const view = reader({ wire: createMemoryHttp(core) }).thread('cho-dem');
    view.add(words('một'));
    await time.pass(2_000);
    secret += 1;
    view.add(words('hai'));
    await time.pass(5_000);
    expect(view.roots.map(({ text, sending }) => [text, sending])).toEqual([
      ['hai', undefined],
      ['một', undefined],
    ]);
  });

  it('[MN3] that takes a reader’s token no more is not asked under it again and again for what is hers alone', async () => {
    let secret = 1;
    const { time, core, reader } = createNewsroom({ tokens: tokensOf(() => secret) });
    const posts: ClientFrame[][] = [];
    const requests = createMemoryRequests(core);
    const post: HttpRequests['post'] = (frames) => {
      posts.push([...frames]);
      return requests.post(frames);
    };
    const view = reader({ wire: createMemoryHttp(core, { ...requests, post }) }).thread('cho-dem');
    view.add(words('một'));
    await time.pass(10_000);
    secret += 1;
    posts.length = 0;
    await time.pass(300_000);
    expect(posts.length).toBeLessThan(5);
  });

  it('that is busy is left alone as long as it says', async () => {
    const { time, core, reader } = createNewsroom();
    const at: number[] = [];
    const requests = createMemoryRequests(core);
    const post: HttpRequests['post'] = async (frames) => {
      at.push(time.now());
      return at.length === 1 ? { t: 'err', code: 'busy', retry: 20_000 } : requests.post(frames);
    };
    const client = reader({ wire: createMemoryHttp(core, { ...requests, post }) });
    client.thread('cho-dem');
    await time.pass(60_000);
    expect(client.connection).toBe('up');
    expect((at[1] ?? 0) - (at[0] ?? 0)).toBeGreaterThanOrEqual(20_000);
  });
});

describe('what is said by posts', () => {
  it('[LM1] goes one post after another, none with more frames or bytes than the server takes', async () => {
    const posts: ClientFrame[][] = [];
    let answer = () => {};
    const core = createNewsroom().core.discovery();
    const requests: HttpRequests = {
      get: () => Promise.reject(new Error('nothing is read')),
      post: (frames) => {
        posts.push([...frames]);
        return new Promise((resolve) => (answer = () => resolve(frames.map(({ t }) => ({ t: t === 'hello' ? 'welcome' : 'ok', auth: 'token' })))));
      },
    };
    const link = new HttpLink(requests, { frames: () => {}, closed: () => {} }, { ...core, max: { ...core.max, batch: 4, message: 3_000 } });
    const put = (id: number, text: string) =>
      ({ t: 'put', id, topic: 'thread:a', key: `k${id}`.padEnd(16, '0'), op: 'add', data: { parent: null, text } }) as const;
    link.send([{ t: 'hello', id: 1, v: [1], site: 'demo' }]);
    link.send([put(2, 'một'), put(3, 'hai'), put(4, 'ba'), put(5, 'bốn')]);
    link.send([put(6, 'x'.repeat(800)), put(7, 'năm')]);
    for (let i = 0; i < 6; i += 1) {
      answer();
      await settle();
    }
    expect(posts.map((frames) => frames.map(({ t, ...frame }) => ('id' in frame && frame.id > 0 ? frame.id : t)))).toEqual([
      [1],
      ['hello', 2, 3, 4],
      ['hello', 5],
      ['hello', 6],
      ['hello', 7],
    ]);
  });
});

describe('a server that offers streams', () => {
  it('[EV1] brings changes as they are made, over one stream that takes topics in', async () => {
    const { time, core, reader } = createNewsroom();
    const streams = createMemoryStreams(core);
    const client = reader({ wire: createMemoryHttp(core, createMemoryRequests(core, streams.stream)) });
    const view = client.thread('cho-dem');
    const writer = reader({ wire: createMemoryWire(core) });
    await time.pass(2_000);
    writer.thread('cho-dem').add(words('một'));
    await time.pass(2_000);
    expect(view.roots).toMatchObject([{ text: 'một', arrived: true }]);
    const second = client.thread('sach-xua');
    await time.pass(2_000);
    writer.thread('sach-xua').add(words('hai'));
    await time.pass(2_000);
    expect(second.roots).toMatchObject([{ text: 'hai' }]);
    expect(streams.asked.map((topics) => topics.map((one) => one.replace(/@.*:/, '@')))).toEqual([
      ['thread:cho-dem@0'],
      ['thread:cho-dem@1', 'thread:sach-xua@0'],
    ]);
  });

  it('opens the next one from where the last one ended, and misses nothing', async () => {
    const { time, core, reader } = createNewsroom();
    const streams = createMemoryStreams(core);
    let gets = 0;
    const requests = createMemoryRequests(core, streams.stream);
    const get: HttpRequests['get'] = (topic, query) => {
      gets += 1;
      return requests.get(topic, query);
    };
    const view = reader({ wire: createMemoryHttp(core, { ...requests, get }) }).thread('cho-dem');
    const writer = reader({ wire: createMemoryWire(core) }).thread('cho-dem');
    await time.pass(2_000);
    for (let i = 0; i < 5; i += 1) {
      writer.add(words(`số ${i}`));
      await time.pass(300);
      streams.end();
      await time.pass(300);
    }
    await time.pass(2_000);
    expect(view.total).toBe(5);
    expect(view.roots).toHaveLength(5);
    expect(gets).toBe(2);
  });

  it('whose network is lost is come back to', async () => {
    const { time, core, reader } = createNewsroom();
    const streams = createMemoryStreams(core);
    const client = reader({ wire: createMemoryHttp(core, createMemoryRequests(core, streams.stream)) });
    const view = client.thread('cho-dem');
    const writer = reader({ wire: createMemoryWire(core) }).thread('cho-dem');
    await time.pass(2_000);
    streams.end('lost');
    await time.pass(10);
    expect(client.connection).toBe('backoff');
    writer.add(words('lúc vắng'));
    await time.pass(10_000);
    expect(client.connection).toBe('up');
    expect(view.roots).toMatchObject([{ text: 'lúc vắng' }]);
  });

  it('[ES1] [ES2] is asked by the client for what a stream cannot tell: a topic of another epoch, or one that it refuses', async () => {
    const heard: unknown[] = [];
    const places: string[][] = [];
    let tell: (message: unknown) => void = () => {};
    const queries: Query[] = [];
    const get: HttpRequests['get'] = async (topic, query) => {
      queries.push(query);
      return { t: 'snap', topic, at: 'e:4', mode: 'full', items: [], follow: 'off' };
    };
    const link = new HttpLink(
      {
        get,
        post: async () => [],
        stream: (topics, message) => {
          places.push([...topics]);
          tell = message;
          return { ended: new Promise(() => {}), close: () => {} };
        },
      },
      { frames: (frames) => heard.push(frames), closed: () => {} },
      createNewsroom().core.discovery(),
    );
    const sub = (topic: string) => link.send([{ t: 'sub', id: 7, topic, since: 'e:4' }]);
    sub('thread:a');
    sub('thread:b');
    await settle();
    heard.length = 0;
    tell([{ t: 'snap', topic: 'thread:a', at: 'f:9', mode: 'full', items: [], follow: 'items' }]);
    tell([{ t: 'err', topic: 'thread:b', code: 'busy', retry: 500 }]);
    expect(heard).toEqual([
      [{ t: 'ev', topic: 'thread:a', epoch: 'f', from: 9, to: 9, items: [] }],
      [{ t: 'err', topic: 'thread:b', code: 'busy', retry: 500 }],
    ]);
    sub('thread:b');
    link.send([{ t: 'sub', id: 8, topic: 'thread:a' }]);
    await settle();
    expect(queries.slice(2)).toEqual([{ since: 'e:0' }, { min: '4' }]);
    expect(places).toEqual([
      ['thread:a@e:4', 'thread:b@e:4'],
      ['thread:a@e:4', 'thread:b@e:4'],
    ]);
  });

  it('[EV1] tells what changed since the cursor that its stream was opened with, whatever an older copy said meanwhile', async () => {
    const heard: unknown[] = [];
    let tell: (message: unknown) => void = () => {};
    const cursors = ['e:6', 'e:3'];
    const link = new HttpLink(
      {
        get: async (topic) => ({ t: 'snap', topic, at: cursors.shift() ?? '', mode: 'delta', items: [], follow: 'off' }),
        post: async () => [],
        stream: (_, message) => {
          tell = message;
          return { ended: new Promise(() => {}), close: () => {} };
        },
      },
      { frames: (frames) => heard.push(frames), closed: () => {} },
      createNewsroom().core.discovery(),
    );
    for (const id of [7, 8]) {
      link.send([{ t: 'sub', id, topic: 'thread:a', since: 'e:3' }]);
      await settle();
    }
    heard.length = 0;
    tell([{ t: 'snap', topic: 'thread:a', at: 'e:8', mode: 'delta', items: [], follow: 'items' }]);
    expect(heard).toEqual([[{ t: 'ev', topic: 'thread:a', epoch: 'e', from: 6, to: 8, items: [] }]]);
  });

  it('and then brings none is polled', async () => {
    const { time, core, reader } = createNewsroom();
    const client = reader({
      wire: createMemoryHttp(
        core,
        createMemoryRequests(core, () => ({ ended: Promise.resolve('absent'), close: () => {} })),
      ),
    });
    const view = client.thread('cho-dem');
    const writer = reader({ wire: createMemoryWire(core) }).thread('cho-dem');
    await time.pass(10_000);
    writer.add(words('một'));
    await time.pass(40_000);
    expect(client.connection).toBe('up');
    expect(view.roots).toMatchObject([{ text: 'một' }]);
  });
});
