import { createServer as createHttpServer, type IncomingMessage, request } from 'node:http';
import { type Ev, parseCursor, type ServerFrame, type Snap } from '@bandoc/protocol';
import { describe, expect, it } from 'vitest';
import { createStreamHandler } from '../../packages/server/src/bindings/event-stream.ts';
import { add, createNewsroom, hello, only } from './newsroom.ts';
import { ask, later, ORIGIN, post, type Standing, stand } from './standing.ts';

interface Stream {
  readonly answer: IncomingMessage;
  /** The next array of frames; nothing when the stream has ended. */
  next(): Promise<ServerFrame[] | undefined>;
  /** Every frame from here to its end. */
  rest(): Promise<ServerFrame[]>;
}

/** Reads a stream as a page does that knows `text/event-stream` (HTML, 9.2). */
async function open({ base }: Pick<Standing, 'base'>, query: string, headers: Record<string, string> = {}): Promise<Stream> {
  const sent = request(`${base}/v1/stream${query}`, { headers, agent: false });
  later(() => void sent.destroy());
  sent.end();
  const answer = await new Promise<IncomingMessage>((resolve) => sent.once('response', resolve));
  const messages = (async function* () {
    let text = '';
    for await (const chunk of answer.setEncoding('utf8') as AsyncIterable<string>) {
      text += chunk;
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        expect(text.slice(0, end)).toMatch(/^data: \[.*\]$/);
        yield JSON.parse(text.slice(6, end)) as ServerFrame[];
        text = text.slice(end + 2);
      }
    }
    expect(text).toBe('');
  })();
  const next = async () => (await messages.next()).value as ServerFrame[] | undefined;
  return {
    answer,
    next,
    rest: async () => {
      const frames: ServerFrame[] = [];
      for (let some = await next(); some; some = await next()) frames.push(...some);
      return frames;
    },
  };
}

async function guestOf({ base }: Standing): Promise<(put: object) => Promise<unknown>> {
  const { auth } = (await post(`${base}/v1/frames`, [hello({ guest: { name: 'Lan' } })])).body[0];
  return async (put) => only('ok', (await post(`${base}/v1/frames`, [put], { authorization: `Bearer ${auth}` })).body);
}

const evs = (frames: readonly ServerFrame[]) => frames.filter((frame): frame is Ev => frame.t === 'ev');

describe('a stream', () => {
  it('[ES1] [ES6] brings of each topic a snap, then its events, to a page that writes by POST', async () => {
    const standing = await stand();
    const write = await guestOf(standing);
    await write(add('a', 'Trước'));
    const { body } = await ask(`${standing.base}/v1/t/thread:a`);
    const stream = await open(standing, `?t=thread:a@${body.at}&t=thread:b`, { authorization: 'Bearer forged' });
    expect(await stream.next()).toEqual([expect.objectContaining({ t: 'snap', topic: 'thread:a', mode: 'delta', at: body.at, items: [], follow: 'items' })]);
    const [snap] = (await stream.next()) ?? [];
    expect(snap).toMatchObject({ t: 'snap', topic: 'thread:b', mode: 'full' });
    expect(snap).not.toHaveProperty('id');
    await write(add('b', 'Một'));
    expect(await stream.next()).toMatchObject([{ t: 'ev', topic: 'thread:b', from: 0, to: 1, items: [{ text: 'Một' }] }]);
    await write(add('a', 'Hai'));
    expect(await stream.next()).toMatchObject([{ t: 'ev', topic: 'thread:a', from: 1, to: 2, items: [{ text: 'Hai' }] }]);
  });

  it('[ES1] [EV4] brings beacons of silent topics', async () => {
    const stream = await open(await stand({ settings: { beacon: 50 } }), '?t=thread:a&t=tally:home');
    await stream.next();
    await stream.next();
    expect(await stream.next()).toMatchObject([
      { t: 'ev', topic: 'thread:a', from: 0, to: 0, items: [] },
      { t: 'ev', topic: 'tally:home', from: 0, to: 0, items: [] },
    ]);
  });

  it('[ES2] tells of a topic that it cannot follow, and follows the others', async () => {
    const standing = await stand({ settings: { threads: 'known' } });
    const stream = await open(standing, '?t=thread:unknown&t=mine:a&t=tally:home@e0:7');
    expect(await stream.next()).toMatchObject([{ t: 'err', topic: 'thread:unknown', code: 'not-found' }]);
    const [err] = (await stream.next()) ?? [];
    expect(err).toMatchObject({ t: 'err', topic: 'mine:a', code: 'auth' });
    expect(err).not.toHaveProperty('id');
    const [snap] = (await stream.next()) ?? [];
    expect(snap).toMatchObject({ t: 'snap', topic: 'tally:home', mode: 'full' });
    const { epoch } = parseCursor((snap as Snap).at);
    expect(await (await open(standing, `?t=tally:home@${epoch}:9`)).next()).toMatchObject([{ t: 'err', topic: 'tally:home', code: 'reset', retry: 0 }]);
  });

  it('[ES2] tells pages to come back when the server goes down', async () => {
    const standing = await stand();
    const stream = await open(standing, '?t=thread:a');
    await stream.next();
    await standing.server.close();
    expect(await stream.rest()).toMatchObject([{ t: 'err', code: 'busy', retry: 2_000 }]);
  });

  it('[ES3] ends by itself after a last event of every topic, and coming back with the cursors loses nothing', async () => {
    // A tick so long that what is written waits for it.
    const standing = await stand({ settings: { stream: 1_500, tick: 60_000 } });
    const write = await guestOf(standing);
    const stream = await open(standing, '?t=thread:a&t=thread:b');
    await stream.next();
    await stream.next();
    await write(add('a', 'Một'));
    expect(await stream.next()).toMatchObject([{ t: 'ev', topic: 'thread:a', from: 0, to: 1 }]);
    await write(add('a', 'Hai'));
    const last = evs(await stream.rest());
    expect(last).toMatchObject([
      { topic: 'thread:a', from: 1, to: 2, items: [{ text: 'Hai' }] },
      { topic: 'thread:b', from: 0, to: 0, items: [] },
    ]);
    await write(add('a', 'Ba'));
    const again = await open(standing, `?t=thread:a@${last[0]?.epoch}:2`);
    expect(await again.next()).toMatchObject([{ t: 'snap', mode: 'delta', items: [{ text: 'Ba' }] }]);
  });

  it('[ES3] lives between three and five quarters of its setting, as chance has it', async () => {
    const { core, ports } = createNewsroom();
    const spans: number[] = [];
    const chances = [0, 0.5, 0.999];
    const handler = createStreamHandler({
      core,
      settings: ports.settings,
      timers: { after: (ms) => (spans.push(ms), () => undefined) },
      random: () => chances.shift() ?? 0,
      peerOf: () => ({ address: '1' }),
    });
    const host = createHttpServer((asked, answer) => void handler(asked, answer, new URLSearchParams('t=thread:a')));
    await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
    later(() => host.close().closeAllConnections());
    const { port } = host.address() as { port: number };
    for (let i = 0; i < 3; i += 1) await (await open({ base: `http://127.0.0.1:${port}` }, '')).next();
    expect(spans).toEqual([45_000, 60_000, 74_970]);
  });

  it('[ES4] of nothing, of no topic, of too much, or with more in its address is refused', async () => {
    const { base } = await stand({ settings: { subs: 2 } });
    const status = async (query: string) => {
      const { status, headers, body } = await ask(`${base}/v1/stream${query}`);
      return [status, body.code, headers['cache-control']];
    };
    for (const query of ['', '?t=', '?t=nonsense', '?t=thread:a@', '?t=thread:a@x', '?t=thread:a&limit=20', '?t=thread:a@e1:1@e1:2'])
      expect([query, ...(await status(query))]).toEqual([query, 400, 'bad-frame', 'no-store']);
    expect(await status('?t=thread:a&t=thread:b&t=thread:c')).toEqual([403, 'denied', 'no-store']);
  });

  it('[ES4] is for listed pages alone, and by GET alone', async () => {
    const standing = await stand();
    const { base } = standing;
    const refused = await ask(`${base}/v1/stream?t=thread:a`, { headers: { origin: 'https://other.example' } });
    expect([refused.status, refused.body.code, refused.headers['access-control-allow-origin']]).toEqual([403, 'denied', '*']);
    for (const method of ['POST', 'PUT', 'DELETE']) {
      const { status, body, headers } = await ask(`${base}/v1/stream?t=thread:a`, { method });
      expect([status, body.code, headers['allow']]).toEqual([405, 'unsupported', 'GET, OPTIONS']);
    }
    expect((await ask(`${base}/v1/stream?t=thread:a`, { method: 'HEAD' })).status).toBe(405);
    expect((await ask(`${base}/v1/stream?t=thread:a`, { method: 'OPTIONS', headers: { origin: ORIGIN } })).status).toBe(204);
    const { answer } = await open(standing, '?t=thread:a', { origin: ORIGIN });
    expect(answer.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'access-control-allow-origin': ORIGIN,
      vary: 'Origin',
    });
  });

  it('[ES5] [LM8] counts each of its topics as a GET of its address', async () => {
    const { base } = await stand({ settings: { rates: { get: { burst: 3, every: 60_000 } } } });
    await open({ base }, '?t=thread:a&t=thread:b');
    const { status, headers, body } = await ask(`${base}/v1/stream?t=thread:a&t=thread:b`);
    expect([status, headers['retry-after'], body.code]).toEqual([429, '60', 'rate']);
  });

  it('[ES5] [LM9] counts as a connection of its address while it lasts', async () => {
    const standing = await stand({ settings: { connectionsPerAddress: 1 } });
    const { answer } = await open(standing, '?t=thread:a');
    const { status, body } = await ask(`${standing.base}/v1/stream?t=thread:a`);
    expect([status, body.code]).toEqual([503, 'busy']);
    answer.destroy();
    for (;;) if ((await open(standing, '?t=thread:a')).answer.statusCode === 200) break;
  });

  it('[HT1] is told by discovery', async () => {
    expect((await ask(`${(await stand()).base}/v1`)).body).toMatchObject({ max: { stream: 60_000, budget: 262_144 }, bind: { stream: 'v1/stream' } });
  });
});
