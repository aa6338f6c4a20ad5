import type { ServerFrame } from '@bandoc/protocol';
import { io, type Socket } from 'socket.io-client';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { add, hello, only, sub } from './newsroom.ts';
import { later, ORIGIN, type Standing, stand } from './standing.ts';

interface Page {
  readonly socket: Socket;
  send(...frames: object[]): void;
  /** The next array of frames. */
  next(): Promise<ServerFrame[]>;
}

function dial({ origin }: Standing, headers: Record<string, string> = {}, transports = ['websocket']): Page {
  const socket = io(origin, { path: '/bandoc/v1/io', transports, reconnection: false, extraHeaders: headers, forceNew: true });
  later(() => void socket.disconnect());
  const came: ServerFrame[][] = [];
  const waiting: Array<(frames: ServerFrame[]) => void> = [];
  socket.on('frames', (frames: ServerFrame[], ...more: unknown[]) => {
    if (!Array.isArray(frames) || more.length) throw new Error('one argument, an array');
    const first = waiting.shift();
    if (first) first(frames);
    else came.push(frames);
  });
  return {
    socket,
    send: (...frames) => void socket.emit('frames', frames),
    next: () => {
      const held = came.shift();
      return held ? Promise.resolve(held) : new Promise((resolve) => waiting.push(resolve));
    },
  };
}

const happens = (socket: Socket, event: string) => new Promise<unknown>((resolve) => socket.once(event, resolve));

describe('Socket.IO', () => {
  it('[IO1] carries arrays of frames both ways, live', async () => {
    const standing = await stand();
    const [reader, writer] = [dial(standing, { origin: ORIGIN }), dial(standing)];
    reader.send(hello(), sub('thread:a'));
    expect(only('welcome', await reader.next())).toBeTruthy();
    expect(only('snap', await reader.next())).toMatchObject({ mode: 'full', follow: 'items' });
    const put = add('a', 'Hay quá');
    writer.send(hello({ guest: { name: 'Lan' } }), put);
    expect(only('welcome', await writer.next()).user?.name).toBe('Lan');
    expect(only('ok', await writer.next()).key).toBe(put.key);
    expect(only('ev', await reader.next()).items).toMatchObject([{ id: put.key, text: 'Hay quá' }]);
  });

  it('[IO1] goes over WebSocket alone', async () => {
    const page = dial(await stand(), {}, ['polling']);
    expect(await happens(page.socket, 'connect_error')).toBeTruthy();
  });

  it('[IO2] refuses a page that is not listed', async () => {
    const standing = await stand();
    for (const origin of ['https://other.example', 'null', `${ORIGIN}.evil.example`]) {
      const page = dial(standing, { origin });
      expect(await happens(page.socket, 'connect_error')).toBeTruthy();
    }
  });

  it('[IO3] ends a connection whose message is too large, and no other', async () => {
    const standing = await stand();
    const [greedy, modest] = [dial(standing), dial(standing)];
    for (const page of [greedy, modest]) {
      page.send(hello());
      await page.next();
    }
    greedy.send({ t: 'sub', id: 1, topic: 'x'.repeat(70_000) });
    await happens(greedy.socket, 'disconnect');
    modest.send(sub('thread:a'));
    expect(only('snap', await modest.next())).toBeTruthy();
  });

  it('[FR2] survives whatever else is sent', async () => {
    const standing = await stand();
    const page = dial(standing);
    page.send(hello());
    await page.next();
    for (const wrong of [undefined, null, 7, 'x', Buffer.from('x'), [[[]]], { t: 'sub', id: 1, topic: Buffer.from('x') }]) {
      page.socket.emit('frames', wrong);
      expect(only('err', await page.next()).code).toBe('bad-frame');
    }
    page.socket.emit('other', 1);
    page.socket.emit('frames', [sub('thread:a')], () => undefined);
    expect(only('snap', await page.next())).toBeTruthy();
  });

  it.each(['9', 'x', '4', '49', '42[', '42{}', '42["frames",[}]', '40{', '4x["frames"]', '451-["frames",{"_placeholder":true,"num":7}]', Buffer.from('x')])(
    '[IO4] ends a connection that says what is no packet (%s), and no other',
    async (wrong) => {
      const standing = await stand();
      const other = dial(standing);
      const socket = new WebSocket(`${standing.origin.replace('http', 'ws')}/bandoc/v1/io/?EIO=4&transport=websocket`);
      later(() => socket.terminate());
      const ended = new Promise((resolve) => socket.once('close', resolve));
      await new Promise<void>((resolve) => {
        socket.on('message', (data) => {
          const text = (data as Buffer).toString();
          if (text.startsWith('0')) socket.send('40');
          else if (text.startsWith('40')) resolve();
        });
      });
      socket.send(wrong);
      // Of bytes that were announced, wrong ones.
      if (wrong.toString().startsWith('451-')) socket.send(Buffer.from('x'));
      await ended;
      other.send(hello(), sub('thread:a'));
      expect(only('welcome', await other.next())).toBeTruthy();
    },
  );

  it('says why before it ends a connection', async () => {
    const page = dial(await stand());
    page.send(hello({ v: [9] }));
    const ended = happens(page.socket, 'disconnect');
    expect(only('err', await page.next()).code).toBe('version');
    expect(await ended).toBe('io server disconnect');
  });

  it('tells pages to come back when the server goes down, and lets its host’s port go', async () => {
    const standing = await stand();
    const page = dial(standing);
    page.send(hello());
    await page.next();
    const ended = happens(page.socket, 'disconnect');
    await standing.server.close();
    expect(only('err', await page.next())).toMatchObject({ code: 'busy', retry: 2_000 });
    await ended;
  });
});
