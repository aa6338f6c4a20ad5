import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Snap } from '@bandoc/protocol';
import { describe, expect, it } from 'vitest';
import { createEventReader } from '../../packages/client/src/transports/event-reader.ts';
import { createHttpRequests, knock } from '../../packages/client/src/transports/http.ts';
import type { EventStream } from '../../packages/client/src/transports/http-link.ts';
import { createVirtualTime } from '../setup/virtual-time.ts';
import { atEnd, realTime } from './real-newsroom.ts';

const get = async (): Promise<Snap> => ({ t: 'snap', topic: 'thread:a', at: 'e:0', mode: 'full', items: [], follow: 'off' });

/** A server that does what the test says; answers its base. */
async function standIn(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  atEnd(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/bandoc`;
}

const faultOf = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: { kind?: string }) => error.kind,
  );

describe('a post', () => {
  const postTo = async (status: number, body: string) => {
    const base = await standIn((_, response) => response.writeHead(status).end(body));
    return createHttpRequests(base, get, realTime.timers).post([{ t: 'unsub', topic: 'thread:a' }]);
  };

  it('[HT5] [HT6] sends JSON and gives the answers', async () => {
    const seen: string[] = [];
    const base = await standIn((request, response) => {
      seen.push(`${request.method} ${request.url} ${request.headers['content-type']}`);
      request.on('data', (data: Buffer) => seen.push(data.toString())).on('end', () => response.end('[{"t":"ok"}]'));
    });
    expect(await createHttpRequests(base, get, realTime.timers).post([{ t: 'unsub', topic: 'thread:a' }])).toEqual([{ t: 'ok' }]);
    expect(seen).toEqual(['POST /bandoc/v1/frames application/json', '[{"t":"unsub","topic":"thread:a"}]']);
  });

  it('[HT9] gives the refusal of all of it', async () => {
    expect(await postTo(503, '{"t":"err","code":"busy","retry":2000}')).toEqual({ t: 'err', code: 'busy', retry: 2_000 });
  });

  it.each([
    ['a proxy in front of a server that is down', 502, '<h1>Bad Gateway</h1>', 'unreachable'],
    ['a page', 200, '<!doctype html>', 'unreadable'],
    ['JSON that is nothing of this protocol', 200, '{"hello":1}', 'unreadable'],
  ])('takes %s for what it is', async (_, status, body, kind) => {
    expect(await faultOf(postTo(status, body))).toBe(kind);
  });

  it('[HT7] that means nothing tells whether this page may post', async () => {
    const says = (status: number, body: string) => standIn((_, response) => response.writeHead(status).end(body));
    expect(await faultOf(knock(await says(415, '{"t":"err","code":"bad-frame"}')))).toBeUndefined();
    expect(await faultOf(knock(await says(403, '{"t":"err","code":"denied","msg":"https://elsewhere"}')))).toBe('refused-origin');
    expect(await faultOf(knock('http://127.0.0.1:1/bandoc'))).toBe('unreachable');
  });
});

describe('a stream', () => {
  const follow = (base: string, timers = realTime.timers) => {
    const heard: unknown[] = [];
    const { stream } = createHttpRequests(base, get, timers, new URL(`${base}/v1/stream`));
    const running = stream?.(['thread:a@e:1', 'tally:home@e:2'], (frames) => heard.push(frames)) as EventStream;
    atEnd(() => running.close());
    return { heard, ...running };
  };

  it('brings arrays of frames until it is over', async () => {
    const seen: Array<string | undefined> = [];
    const base = await standIn((request, response) => {
      seen.push(request.url, request.headers.accept);
      response.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8' });
      response.write(': hello\n\ndata: [{"t":"ev","n":1}]\n\ndata: [{"t":"e');
      setImmediate(() => response.end('v","ế":2}]\r\n\r\n'));
    });
    const { heard, ended } = follow(base);
    expect(await ended).toBe('over');
    expect(heard).toEqual([[{ t: 'ev', n: 1 }], [{ t: 'ev', ế: 2 }]]);
    expect(seen).toEqual(['/bandoc/v1/stream?t=thread:a@e:1&t=tally:home@e:2', 'text/event-stream']);
  });

  it.each([
    ['a server without streams', 404, '{"t":"err","code":"not-found"}', 'absent'],
    ['a page', 200, '<!doctype html>', 'absent'],
    ['a server that is busy', 503, '{"t":"err","code":"busy","retry":2000}', { t: 'err', code: 'busy', retry: 2_000 }],
    ['a refused origin', 403, '{"t":"err","code":"denied"}', { t: 'err', code: 'denied' }],
  ])('takes %s for what it is', async (_, status, body, end) => {
    const base = await standIn((_request, response) => response.writeHead(status).end(body));
    expect(await follow(base).ended).toEqual(end);
  });

  it('that breaks is a lost connection, as is a proxy before a server that is down', async () => {
    const broken = await standIn((_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      response.write('data: []\n\n', () => response.destroy());
    });
    expect(await faultOf(follow(broken).ended)).toBe('unreachable');
    const down = await standIn((_, response) => response.writeHead(502).end('Bad Gateway'));
    expect(await faultOf(follow(down).ended)).toBe('unreachable');
  });

  it('that brings nothing at first is none, and one that falls silent for a minute is over', async () => {
    const time = createVirtualTime();
    let brought: (message: unknown) => void = () => {};
    const kept = await standIn((_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' }).flushHeaders();
      brought(undefined);
    });
    const next = () => new Promise((resolve) => (brought = resolve));
    const first = follow(kept, time);
    await next();
    await time.pass(16_000);
    expect(await first.ended).toBe('absent');

    const silent = await standIn((_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      response.write('data: []\n\n');
    });
    const { stream } = createHttpRequests(silent, get, time, new URL(`${silent}/v1/stream`));
    const isHeard = next();
    const second = stream?.([], brought) as EventStream;
    await isHeard;
    await time.pass(16_000);
    await time.pass(61_000);
    expect(await second.ended).toBe('over');
  });
});

describe('events in pieces', () => {
  it('are the same wherever the pieces were cut, and whatever their line ends are', () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const text = ['id: 7', 'data: một', 'data:hai', '', ': comment', '', 'data: ba', '', ''].join(end);
      for (let cut = 0; cut <= text.length; cut += 1) {
        const told: string[] = [];
        const read = createEventReader((data) => told.push(data));
        read(text.slice(0, cut));
        read(`${text.slice(cut)}${end === '\r' ? ':' : ''}`);
        expect(told).toEqual(['một\nhai', 'ba']);
      }
    }
  });
});
