import 'fake-indexeddb/auto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../packages/client/src/browser/indexed-db-store.ts';
import { createKey } from '../../packages/client/src/browser/keys.ts';
import { createLazyStore } from '../../packages/client/src/browser/lazy-store.ts';
import { askAhead } from '../../packages/client/src/browser/topic-body.ts';
import { createNetworkWire } from '../../packages/client/src/transports/network.ts';
import { realTime } from './real-newsroom.ts';

describe('the wire over HTTP', () => {
  let server: Server;
  let base = '';
  let answer: { status: number; body: string };
  const asked: string[] = [];
  let header: (name: string) => unknown;

  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      header = (name) => request.headers[name];
      response.writeHead(answer.status, { 'content-type': 'application/json', connection: 'close' }).end(answer.body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/bandoc`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const say = (status: number, body: unknown) => {
    answer = { status, body: typeof body === 'string' ? body : JSON.stringify(body) };
  };
  const snap = { t: 'snap', topic: 'tally:home', at: 'e:1', mode: 'full', items: [{ id: 'a', v: 1, count: 3 }], follow: 'off' };
  const faultOf = (promise: Promise<unknown>) =>
    promise.then(
      () => undefined,
      (error: { kind?: string }) => error.kind,
    );

  it('[HT2] asks by the one address that caches know', async () => {
    say(200, snap);
    expect(await createNetworkWire(base, realTime).get('tally:home', { ids: 'a,b' })).toEqual(snap);
    expect(asked.at(-1)).toBe('/bandoc/v1/t/tally:home?ids=a,b');
    expect(await faultOf(createNetworkWire(base, realTime).get('thread:a b/ế', {}))).toBe('unreadable');
    expect(asked.at(-1)).toBe('/bandoc/v1/t/thread:a%20b%2F%E1%BA%BF');
  });

  it('[HT4] asks for what is new past the browser’s own cache, and for a first page through it', async () => {
    say(200, snap);
    const wire = createNetworkWire(base, realTime);
    await wire.get('tally:home', {});
    expect(header('cache-control')).toBeUndefined();
    await wire.get('tally:home', { since: 'e:32' });
    expect(header('cache-control')).toBe('max-age=0');
  });

  it('takes what the page has read ahead of it as its first answer, once, and what could not be read too', async () => {
    const before = asked.length;
    say(200, snap);
    const ahead = [askAhead(base, 'tally:home', { ids: 'x' }), askAhead(base, 'tally:home', { ids: 'x' })];
    const wire = createNetworkWire(base, realTime);
    expect(await wire.get('tally:home', { ids: 'x' })).toEqual(await ahead[0]);
    expect(ahead[1]).toBe(ahead[0]);
    expect(asked.length).toBe(before + 1);
    await wire.get('tally:home', { ids: 'x' });
    expect(asked.length).toBe(before + 2);

    say(502, 'Bad Gateway');
    await askAhead(base, 'tally:home', { ids: 'y' }).catch(() => undefined);
    expect(await faultOf(wire.get('tally:home', { ids: 'y' }))).toBe('unreachable');
    expect(asked.length).toBe(before + 3);
  });

  it('[HT9] gives the server’s refusals as they are', async () => {
    const err = { t: 'err', code: 'not-found' };
    say(404, err);
    expect(await createNetworkWire(base, realTime).get('thread:a', {})).toEqual(err);
  });

  it('leaves out an item that cannot be read', async () => {
    say(200, { ...snap, items: [{ id: '?' }, ...snap.items] });
    expect(await createNetworkWire(base, realTime).get('tally:home', {})).toEqual(snap);
  });

  it.each([
    ['a page of HTML', 200, '<!doctype html>', 'unreadable'],
    ['JSON that is no frame', 200, '{"hello":1}', 'unreadable'],
    ['a frame of another kind', 200, { t: 'ok', id: 1, key: 'k'.repeat(22) }, 'unreadable'],
    ['a proxy in front of a server that is down', 502, '<h1>Bad Gateway</h1>', 'unreachable'],
    ['[HT7] a refusal of this page’s origin', 403, { t: 'err', code: 'denied', msg: 'https://elsewhere' }, 'refused-origin'],
  ])('takes %s for what it is', async (_, status, body, kind) => {
    say(status, body);
    expect(await faultOf(createNetworkWire(base, realTime).get('thread:a', {}))).toBe(kind);
  });

  it('takes a server that does not answer for unreachable', async () => {
    expect(await faultOf(createNetworkWire('http://127.0.0.1:1/bandoc', realTime).get('thread:a', {}))).toBe('unreachable');
    expect(await faultOf(createNetworkWire('bandoc', realTime).get('thread:a', {}))).toBe('unreachable');
  });

  it('[HT1] asks the server what it is, and says when that is nothing', async () => {
    say(200, { v: [1] });
    expect(await faultOf(createNetworkWire(base, realTime).discover())).toBe('unreadable');
    const limits = { message: 1, batch: 1, subs: 1, text: 1 };
    const discovery = { v: [1], site: 'demo', now: 1, max: limits, tick: 1, tz: 'Asia/Ho_Chi_Minh', feat: [], bind: { http: 'v1' } };
    say(200, discovery);
    expect(await createNetworkWire(base, realTime).discover()).toEqual(discovery);
    expect(asked.at(-1)).toBe('/bandoc/v1');
  });
});

describe('the store of a device', () => {
  it('keeps what was set for who opens it again', async () => {
    const first = await openStore('bandoc a');
    await first.set('outbox:1', { text: 'một' });
    await first.set('identity', 'x');
    await first.delete('identity');
    const second = await openStore('bandoc a');
    expect(await second.get('outbox:1')).toEqual({ text: 'một' });
    expect(await second.entries()).toEqual([['outbox:1', { text: 'một' }]]);
    expect(await (await openStore('bandoc b')).entries()).toEqual([]);
  });

  it('lives for the page where the browser keeps nothing', async () => {
    const { indexedDB } = globalThis;
    Object.defineProperty(globalThis, 'indexedDB', {
      configurable: true,
      get: () => {
        throw new Error('blocked');
      },
    });
    try {
      const store = await openStore('bandoc a');
      await store.set('k', 1);
      expect(await store.entries()).toEqual([['k', 1]]);
    } finally {
      Object.defineProperty(globalThis, 'indexedDB', { configurable: true, writable: true, value: indexedDB });
    }
  });

  it('is opened when it is first used, and again after it could not be', async () => {
    let tries = 0;
    const store = createLazyStore(async () => {
      tries += 1;
      if (tries === 1) throw new Error('no network for the chunk');
      return openStore('bandoc lazy');
    });
    expect(tries).toBe(0);
    await expect(store.get('k')).rejects.toThrow();
    await store.set('k', 1);
    expect(await store.get('k')).toBe(1);
    expect(tries).toBe(2);
  });
});

describe('a key', () => {
  it('[PT1] is 22 characters of base64url, another each time', () => {
    const keys = Array.from({ length: 500 }, createKey);
    for (const key of keys) expect(key).toMatch(/^[A-Za-z0-9_-]{22}$/);
    expect(new Set(keys).size).toBe(500);
  });
});
