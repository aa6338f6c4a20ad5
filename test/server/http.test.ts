import { connect } from 'node:net';
import { createMemoryStorage } from '@bandoc/server';
import { describe, expect, it } from 'vitest';
import { add, article, hello, NOON, sub } from './newsroom.ts';
import { ask, ORIGIN, post, stand, tokens } from './standing.ts';

const clock = { now: () => NOON };

/** Posts what no HTTP client would send; answers how the answer begins. */
function postRaw(origin: string, header: string, body: string | Buffer): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(origin).port), '127.0.0.1', () => {
      socket.write(`POST /bandoc/v1/frames HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n${header}\r\n\r\n`);
      socket.write(body);
    });
    socket.once('data', (chunk) => {
      resolve(chunk.toString());
      socket.destroy();
    });
  });
}

describe('GET', () => {
  it('[HT1] of the base tells what the server is', async () => {
    const { base } = await stand({ clock });
    const { status, headers, body } = await ask(`${base}/v1`);
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'cache-control': 'public, max-age=300',
      'access-control-allow-origin': '*',
      'content-type': 'application/json; charset=utf-8',
    });
    expect(body).toMatchObject({
      v: [1],
      site: 'demo',
      now: NOON,
      tz: 'Asia/Ho_Chi_Minh',
      tick: 250,
      max: { message: 65_536 },
      bind: { http: 'v1', io: 'v1/io', ws: 'v1/ws', stream: 'v1/stream' },
    });
  });

  it('[HT2] of a topic brings one snap, and takes no parameter but its own', async () => {
    const { base } = await stand();
    expect((await ask(`${base}/v1/t/thread:a?limit=50&sort=old&min=3`)).body).toMatchObject({
      t: 'snap',
      topic: 'thread:a',
      mode: 'full',
      follow: 'off',
      sort: 'old',
    });
    for (const query of [
      'x=1',
      'limit=21',
      'limit=020',
      'sort=hot',
      'since=x',
      'min=x',
      'around=',
      'parent=%20',
      'sort=new&sort=new',
      'id=1',
      'ids=a,,b',
      '__proto__=1',
    ])
      expect([query, (await ask(`${base}/v1/t/thread:a?${query}`)).status]).toEqual([query, 400]);
    // What was asked before is remembered, by all that it asked for.
    for (const sort of ['old', 'new', 'old']) expect((await ask(`${base}/v1/t/thread:a?sort=${sort}`)).body).toMatchObject({ topic: 'thread:a', sort });
    expect((await ask(`${base}/v1/t/thread:b?sort=old`)).body).toMatchObject({ topic: 'thread:b', sort: 'old' });
    expect((await ask(`${base}/v1/t/tally:home?ids=${Array.from({ length: 201 }, (_, i) => i).join()}`)).status).toBe(400);
    expect((await ask(`${base}/v1/t/tally:home?ids=${Array.from({ length: 100 }, (_, i) => i).join()}`)).status).toBe(200);
  });

  it('[HT3] has its cursor as ETag, and is 304 to whom has it', async () => {
    const { base } = await stand();
    const address = `${base}/v1/t/thread:a`;
    const first = await ask(address);
    const tag = first.headers['etag'] as string;
    expect(tag).toBe(`"${first.body.at}"`);
    for (const held of [tag, `W/${tag}`, `"x", ${tag}`]) {
      const { status, body, headers } = await ask(address, { headers: { 'if-none-match': held } });
      expect([status, body, headers['etag']]).toEqual([304, undefined, tag]);
    }
    await post(`${base}/v1/frames`, [hello({ guest: { name: 'Lan' } }), add('a', 'Hay')]);
    const next = await ask(address, { headers: { 'if-none-match': tag } });
    expect([next.status, next.body.total]).toEqual([200, 1]);
  });

  it('[HT4] may be kept as long as its topic stands still, by everybody', async () => {
    const { base } = await stand({ clock: { now: () => Date.UTC(2020, 10, 2, 16, 59) } });
    const cache = async (topic: string) => (await ask(`${base}/v1/t/${topic}`)).headers['cache-control'];
    expect(await cache('thread:a')).toBe('public, max-age=2, stale-while-revalidate=10');
    expect(await cache('tally:home')).toMatch('max-age=5');
    expect(await cache('days:home:2020-09')).toBe('public, max-age=86400');
    // 23:59 of 2 November in Hà Nội: October ended not quite 48 hours ago.
    expect(await cache('days:home:2020-10')).toMatch('max-age=2');
    const { headers } = await ask(`${base}/v1/t/thread:a`, { headers: { origin: 'https://anybody.example', authorization: 'Bearer forged' } });
    expect(headers['access-control-allow-origin']).toBe('*');
    expect(headers['vary']).toBeUndefined();
    const settled = await stand({ clock: { now: () => Date.UTC(2020, 10, 2, 17) } });
    expect((await ask(`${settled.base}/v1/t/days:home:2020-10`)).headers['cache-control']).toBe('public, max-age=86400');
  });

  it('[HT9] that is refused has the status of its code, and is not kept', async () => {
    const { base } = await stand({ settings: { threads: 'known', rates: { get: { burst: 3, every: 60_000 } } } });
    const status = async (path: string) => {
      const { status, headers, body } = await ask(`${base}/v1/${path}`);
      return [status, body.code, headers['cache-control']];
    };
    expect(await status('t/thread:unknown')).toEqual([404, 'not-found', 'no-store']);
    expect(await status('t/dance:a')).toEqual([400, 'unsupported', 'no-store']);
    expect(await status('t/nonsense')).toEqual([400, 'bad-frame', 'no-store']);
    const rate = await ask(`${base}/v1/t/tally:home`);
    expect([rate.status, rate.headers['retry-after'], rate.body.code]).toEqual([429, '60', 'rate']);
    expect(await status('nothing')).toEqual([404, 'not-found', 'no-store']);
  });

  it('[HT9] [ER3] that meets a fault of the server is 500, without a word of it', async () => {
    const storage = { ...createMemoryStorage({ epoch: 'e1' }), view: () => Promise.reject(new Error('disk full at /var/secret')) };
    const { status, headers, body } = await ask(`${(await stand({ storage })).base}/v1/t/thread:a`);
    expect([status, headers['cache-control'], body]).toEqual([500, 'no-store', { t: 'err', code: 'internal', retry: 2_000 }]);
  });

  it('leaves what is not under the base to its host', async () => {
    const { origin, base } = await stand();
    for (const address of [`${origin}/`, `${origin}/bandoc`, `${origin}/bandoc/v10`, `${base}/v1%`]) {
      const { status, body } = await ask(address);
      expect([status, body]).toEqual([404, undefined]);
    }
  });
});

describe('POST of frames', () => {
  it('[HT5] [TK4] answers each in its order, and a sub after a put sees it; a token comes as Bearer', async () => {
    const { base } = await stand();
    const put = add('a', 'Hay');
    const { status, headers, body } = await post(`${base}/v1/frames`, [
      hello({ guest: { name: 'Lan' } }),
      put,
      sub('thread:a', { follow: 'off' }),
      sub('thread:a'),
      { t: 'unsub', topic: 'thread:a' },
      7,
    ]);
    expect(status).toBe(200);
    expect(headers['cache-control']).toBe('no-store');
    expect(body).toMatchObject([
      { t: 'welcome', user: { name: 'Lan' } },
      { t: 'ok', key: put.key, item: { author: { name: 'Lan' } } },
      { t: 'snap', follow: 'off', items: [{ id: put.key }, { id: '_thread' }] },
      { t: 'snap', follow: 'poll', next: 10_000 },
      { t: 'err', code: 'unsupported' },
      { t: 'err', code: 'bad-frame' },
    ]);
    const { auth } = body[0];
    expect((await post(`${base}/v1/frames`, [put], { authorization: `Bearer ${auth}` })).body).toMatchObject([{ t: 'ok', dup: true }]);
    expect((await post(`${base}/v1/frames`, put)).body).toMatchObject([{ t: 'err', code: 'auth' }]);
  });

  it('[HT6] [IO3] that is no JSON in UTF-8, of another kind, or too large is refused with an err frame', async () => {
    const { base } = await stand();
    const frames = `${base}/v1/frames`;
    const outcome = ({ status, body }: { status: number; body: { code: string } }) => [status, body.code];
    expect(outcome(await post(frames, '[]', { 'content-type': 'text/plain' }))).toEqual([415, 'bad-frame']);
    expect(outcome(await post(frames, '[]', { 'content-type': 'application/jsonp' }))).toEqual([415, 'bad-frame']);
    expect(outcome(await ask(frames, { method: 'POST', body: '[]' }))).toEqual([415, 'bad-frame']);
    expect(outcome(await post(frames, '[{'))).toEqual([400, 'bad-frame']);
    expect(outcome(await post(frames, '"x"'.padEnd(65_537)))).toEqual([413, 'bad-frame']);
    expect(outcome(await post(frames, '"x"'.padEnd(65_537), { 'transfer-encoding': 'chunked' }))).toEqual([413, 'bad-frame']);
    expect((await post(frames, '[]'.padEnd(65_536), { 'content-type': 'application/json; charset=utf-8' })).status).toBe(200);
    expect(outcome(await post(frames, `[${'[],'.repeat(20)}[]]`))).toEqual([400, 'bad-frame']);
    expect((await post(frames, '['.repeat(30_000) + ']'.repeat(30_000))).status).toBe(200);
  });

  it('[HT6] in bytes that are not UTF-8 is refused', async () => {
    const { origin } = await stand();
    expect(await postRaw(origin, 'Content-Length: 3', Buffer.from([0x22, 0xff, 0x22]))).toMatch(/^HTTP\/1.1 400 /);
  });

  it('[HT6] that has no end is refused as soon as it is too large', async () => {
    const { origin } = await stand();
    expect(await postRaw(origin, 'Transfer-Encoding: chunked', `11170\r\n${' '.repeat(0x11170)}\r\n`)).toMatch(/^HTTP\/1.1 413 /);
  });

  it('[HT7] from a page that is not listed is 403, in words that name it', async () => {
    const { base } = await stand();
    const { status, body, headers } = await post(`${base}/v1/frames`, [hello({ guest: { name: 'Lan' } })], { origin: 'https://other.example' });
    expect(status).toBe(403);
    expect(body).toMatchObject({ t: 'err', code: 'denied', msg: expect.stringContaining('https://other.example') });
    expect(headers['access-control-allow-origin']).toBe('*');
    const probe = await post(`${base}/v1/frames`, '[]', { origin: 'https://other.example', 'content-type': 'text/plain' });
    expect([probe.status, probe.body.code, probe.headers['access-control-allow-origin']]).toEqual([403, 'denied', '*']);
    const listed = await post(`${base}/v1/frames`, [hello()], { origin: ORIGIN });
    expect([listed.status, listed.headers['access-control-allow-origin'], listed.headers['vary']]).toEqual([200, ORIGIN, 'Origin']);
  });

  it('[HT8] may be asked for beforehand by a listed page alone', async () => {
    const { base } = await stand();
    const preflight = (origin: string) =>
      ask(`${base}/v1/frames`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization,content-type' },
      });
    const listed = await preflight(ORIGIN);
    expect(listed.status).toBe(204);
    expect(listed.headers).toMatchObject({
      'access-control-allow-origin': ORIGIN,
      'access-control-max-age': '7200',
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': 'authorization, content-type, if-none-match',
    });
    expect((await preflight('https://other.example')).status).toBe(403);
  });

  it('[LM8] is taken by address', async () => {
    const { base } = await stand({ settings: { rates: { read: { burst: 1, every: 60_000 } } } });
    const { body } = await post(`${base}/v1/frames`, [sub('thread:a', { follow: 'off' }), sub('thread:a', { follow: 'off' })]);
    expect(body).toMatchObject([{ t: 'snap' }, { t: 'err', code: 'rate' }]);
  });
});

describe('POST of articles', () => {
  it('[AR1] with the newsroom’s token publishes, and says how many changed', async () => {
    const { base } = await stand({ settings: { threads: 'known' } });
    const authorization = `Bearer ${await tokens.issueHost(['articles'])}`;
    expect(await post(`${base}/v1/articles`, [article('a'), article('b')], { authorization })).toMatchObject({ status: 200, body: { changed: 2 } });
    expect(await post(`${base}/v1/articles`, { thread: 'b', withdrawn: true }, { authorization })).toMatchObject({ status: 200, body: { changed: 1 } });
    expect((await ask(`${base}/v1/t/days:home:2020-10`)).body.items).toMatchObject([{ id: '2020-10-22', count: 1 }]);
    expect(await post(`${base}/v1/articles`, { thread: 'c' }, { authorization })).toMatchObject({ status: 400, body: { code: 'bad-frame' } });
  });

  it('[AR4] without it is 401, with a guest’s 403', async () => {
    const { base } = await stand();
    const { body } = await post(`${base}/v1/frames`, [hello({ guest: { name: 'Lan' } })]);
    expect((await post(`${base}/v1/articles`, article('a'))).status).toBe(401);
    expect((await post(`${base}/v1/articles`, article('a'), { authorization: `Bearer ${body[0].auth}` })).status).toBe(403);
  });
});
