import { randomBytes } from 'node:crypto';
import { createServer as createHttpServer } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { ServerFrame } from '@bandoc/protocol';
import { createServer } from '@bandoc/server';
import { describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { add, hello, only, sub } from './newsroom.ts';
import { ask, freshFile, later, ORIGIN, SECRET, type Standing, stand } from './standing.ts';

interface Page {
  readonly socket: WebSocket;
  send(...frames: object[]): void;
  /** The next message, as an array of frames. */
  next(): Promise<ServerFrame[]>;
  /** The code that the connection ended with. */
  readonly ended: Promise<number>;
}

function dial({ base }: Standing, headers: Record<string, string> = {}): Page {
  const socket = new WebSocket(`${base.replace('http', 'ws')}/v1/ws`, 'bandoc.v1', { headers });
  later(() => socket.terminate());
  const came: ServerFrame[][] = [];
  const waiting: Array<(frames: ServerFrame[]) => void> = [];
  socket.on('message', (data, isBinary) => {
    if (isBinary) throw new Error('text expected');
    const frames = JSON.parse((data as Buffer).toString()) as ServerFrame[];
    const first = waiting.shift();
    if (first) first(frames);
    else came.push(frames);
  });
  socket.on('error', () => undefined);
  const open = new Promise((resolve) => socket.once('open', resolve));
  return {
    socket,
    send: (...frames) => void open.then(() => socket.send(JSON.stringify(frames))),
    next: () => {
      const held = came.shift();
      return held ? Promise.resolve(held) : new Promise((resolve) => waiting.push(resolve));
    },
    ended: new Promise((resolve) => socket.once('close', resolve)),
  };
}

/** What an upgrade is answered: status line, headers and body. */
async function upgrade(standing: Standing, path: string, headers: Record<string, string> = {}): Promise<string> {
  const socket = await handshake(standing, path, headers);
  let text = '';
  return new Promise((resolve) => socket.on('data', (chunk) => (text += chunk)).on('close', () => resolve(text)));
}

async function handshake({ origin }: Standing, path: string, headers: Record<string, string> = {}): Promise<Socket> {
  const socket = connect(Number(new URL(origin).port), '127.0.0.1');
  later(() => void socket.destroy());
  const all = {
    Host: 'x',
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
    'Sec-WebSocket-Protocol': 'bandoc.v1',
    ...headers,
  };
  socket.write(
    `GET ${path} HTTP/1.1\r\n${Object.entries(all)
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join('')}\r\n`,
  );
  return socket;
}

describe('WebSocket', () => {
  it('[WS1] [HT1] carries frames and arrays of frames both ways, live, at the address that discovery tells', async () => {
    const standing = await stand();
    expect((await ask(`${standing.base}/v1`)).body.bind.ws).toBe('v1/ws');
    const [reader, writer] = [dial(standing, { origin: ORIGIN }), dial(standing)];
    reader.send(hello(), sub('thread:a'));
    expect(only('welcome', await reader.next())).toBeTruthy();
    expect(only('snap', await reader.next())).toMatchObject({ mode: 'full', follow: 'items' });
    expect([reader.socket.protocol, reader.socket.extensions]).toEqual(['bandoc.v1', '']);
    writer.send(hello({ guest: { name: 'Lan' } }));
    expect(only('welcome', await writer.next()).user?.name).toBe('Lan');
    const put = add('a', 'Hay quá');
    writer.socket.send(JSON.stringify(put));
    expect(only('ok', await writer.next()).key).toBe(put.key);
    expect(only('ev', await reader.next()).items).toMatchObject([{ id: put.key, text: 'Hay quá' }]);
  });

  it('[WS1] [HT1] is refused to whom does not offer its subprotocol, or asks otherwise than RFC 6455 says', async () => {
    const standing = await stand();
    const path = '/bandoc/v1/ws';
    expect(await upgrade(standing, path, { 'Sec-WebSocket-Protocol': 'bandoc.v9, chat' })).toMatch(/^HTTP\/1.1 400 [^]*bandoc\.v1/);
    expect(await upgrade(standing, path, { 'Sec-WebSocket-Version': '12' })).toMatch(/^HTTP\/1.1 4\d\d /);
    expect(await upgrade(standing, path, { 'Sec-WebSocket-Key': 'short' })).toMatch(/^HTTP\/1.1 4\d\d /);
    expect((await ask(`${standing.base}/v1/ws`)).status).toBe(404);
  });

  it('[WS1] leaves upgrades of other paths to its host', async () => {
    const host = createHttpServer();
    const server = await createServer({ secret: SECRET, file: freshFile(), settings: { site: 'demo' } });
    server.attach(host);
    const others = new WebSocketServer({ noServer: true });
    host.on('upgrade', (request, socket, head) => {
      if (request.url === '/chat') others.handleUpgrade(request, socket, head, (chat) => chat.send('theirs'));
    });
    await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
    later(() => new Promise((resolve) => void host.close(() => resolve())));
    const { port } = host.address() as { port: number };
    const chat = new WebSocket(`ws://127.0.0.1:${port}/chat`);
    later(() => chat.terminate());
    expect(String(await new Promise((resolve) => chat.once('message', resolve)))).toBe('theirs');
    await server.close();
    expect(chat.readyState).toBe(WebSocket.OPEN);
  });

  it('leaves no wish to upgrade without an answer where its server stands alone', async () => {
    const standing = await stand();
    const h2c = { Connection: 'Upgrade, HTTP2-Settings, close', Upgrade: 'h2c', 'HTTP2-Settings': 'AAMAAABkAAQAoAAAAAIAAAAA' };
    expect(await upgrade(standing, '/bandoc/v1', h2c)).toMatch(/^HTTP\/1.1 200 /);
    expect(await upgrade(standing, '/chat', { Connection: 'Upgrade, close' })).toMatch(/^HTTP\/1.1 404 /);
  });

  it('[WS2] refuses a page that is not listed, in words that name it', async () => {
    const standing = await stand();
    for (const origin of ['https://other.example', 'null', `${ORIGIN}.evil.example`, 'HTTPS://bao.example']) {
      const answer = await upgrade(standing, '/bandoc/v1/ws', { Origin: origin });
      expect(answer).toMatch(/^HTTP\/1.1 403 /);
      expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({ t: 'err', code: 'denied', msg: expect.stringContaining(origin) });
    }
  });

  it('[WS3] [FR2] survives whatever else is sent', async () => {
    const standing = await stand();
    const page = dial(standing);
    page.send(hello());
    await page.next();
    for (const wrong of ['', '{', '7', 'null', '"x"', '[[[]]]', '{"t":"sub","id":1}', Buffer.from(JSON.stringify(sub('thread:a'))), Buffer.from([0xff])]) {
      page.socket.send(wrong);
      expect([String(wrong), only('err', await page.next()).code]).toEqual([String(wrong), 'bad-frame']);
    }
    page.socket.send('[]');
    page.send(sub('thread:a'));
    expect(only('snap', await page.next())).toBeTruthy();
  });

  it('[WS4] [IO3] ends a connection whose message is too large, or in too many pieces, and no other', async () => {
    const standing = await stand();
    const [greedy, scattered, modest] = [dial(standing), dial(standing), dial(standing)];
    for (const page of [greedy, scattered, modest]) {
      page.send(hello());
      await page.next();
    }
    greedy.socket.send('"x"'.padEnd(65_537));
    expect(await greedy.ended).toBe(1009);
    for (let i = 0; i < 20; i += 1) scattered.socket.send(' ', { fin: false });
    expect(await scattered.ended).toBe(1008);
    modest.socket.send(JSON.stringify(sub('thread:a')).padEnd(65_536));
    expect(only('snap', await modest.next())).toBeTruthy();
  });

  it('[WS4] takes text that is not UTF-8 for the end of its connection', async () => {
    const page = dial(await stand());
    page.send(hello());
    await page.next();
    page.socket.send(Buffer.from([0x22, 0xff, 0x22]), { binary: false });
    expect(await page.ended).toBe(1007);
  });

  it('[WS5] says why by a frame, and then by its code', async () => {
    const standing = await stand({ settings: { connectionsPerAddress: 1, badFrames: 2 } });
    const outcome = async (at: Standing, ...frames: object[]) => {
      const page = dial(at);
      page.send(...frames);
      let last: ServerFrame | undefined;
      page.socket.on('message', (data) => (last = (JSON.parse((data as Buffer).toString()) as ServerFrame[]).at(-1)));
      return [await page.ended, last?.t === 'err' && last.code];
    };
    expect(await outcome(standing, hello({ v: [9] }))).toEqual([4001, 'version']);
    expect(await outcome(standing, hello({ site: 'other' }))).toEqual([4003, 'not-found']);
    expect(await outcome(standing, { t: 'sub' }, { t: 'sub' })).toEqual([4000, 'bad-frame']);
    expect(await outcome(await stand({ settings: { hello: 50 } }))).toEqual([4000, 'auth']);
    dial(standing).send(hello());
    expect(await outcome(standing, hello())).toEqual([4100, 'busy']);
  });

  it('[WS5] tells pages that send more than can wait to slow down', async () => {
    const standing = await stand({ settings: { pending: 3 } });
    const page = dial(standing);
    page.send(...Array.from({ length: 4 }, () => hello()));
    expect(only('err', await page.next()).code).toBe('rate');
    expect(await page.ended).toBe(4102);
  });

  it('[WS5] tells pages to come back when the server goes down, and lets its host’s port go', async () => {
    const standing = await stand();
    const page = dial(standing);
    page.send(hello());
    await page.next();
    await standing.server.close();
    expect(only('err', await page.next())).toMatchObject({ code: 'busy', retry: 2_000 });
    expect(await page.ended).toBe(4200);
  });

  it('[WS6] lets go of a peer that does not answer, and keeps one that does', async () => {
    const standing = await stand({ settings: { ping: 100, hello: 60_000 } });
    const there = dial(standing);
    there.send(hello());
    await there.next();
    let pings = 0;
    there.socket.on('ping', () => (pings += 1));
    const half = await handshake(standing, '/bandoc/v1/ws');
    half.resume();
    await new Promise((resolve) => half.once('close', resolve));
    there.send(sub('thread:a'));
    expect(only('snap', await there.next())).toBeTruthy();
    expect(pings).toBeGreaterThan(0);
  });
});
