import { createServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net';
import { describe, expect, it } from 'vitest';
import { type WebSocket as Socket, WebSocketServer } from 'ws';
import { connectWebSocket } from '../../packages/client/src/transports/web-socket.ts';
import { createVirtualTime, settle } from '../setup/virtual-time.ts';
import { atEnd, realTime } from './real-newsroom.ts';

async function portOf(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  atEnd(() => server.close());
  return (server.address() as AddressInfo).port;
}

/** A server of plain sockets that does what the test says with each. */
async function standIn(serve: (socket: Socket) => void, handleProtocols: () => string | false = () => 'bandoc.v1'): Promise<URL> {
  const server = createServer();
  const sockets = new WebSocketServer({ server, handleProtocols });
  sockets.on('connection', serve);
  atEnd(() => {
    for (const socket of sockets.clients) socket.terminate();
  });
  return new URL(`http://127.0.0.1:${await portOf(server)}/bandoc/v1/ws`);
}

/** Connects, and tells what came until the end. */
async function hear(address: URL): Promise<unknown[]> {
  const heard: unknown[] = [];
  await new Promise<void>((resolve, reject) => {
    const handlers = {
      frames: (message: unknown) => heard.push(message),
      closed: () => {
        heard.push('closed');
        resolve();
      },
    };
    connectWebSocket(address, handlers, realTime.timers).catch(reject);
  });
  return heard;
}

const kindOf = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: { kind?: string }) => error.kind,
  );
const nothing = { frames: () => {}, closed: () => {} };

describe('a plain socket', () => {
  it('[WS1] carries arrays of frames both ways, and is closed once', async () => {
    const received: string[] = [];
    const address = await standIn((socket) =>
      socket.on('message', (data: Buffer) => {
        received.push(data.toString());
        socket.send('[{"t":"note","topic":"thread:a"}]', () => socket.send('no JSON', () => socket.close(1000)));
      }),
    );
    const heard: unknown[] = [];
    await new Promise<void>((resolve) => {
      const closed = () => {
        heard.push('closed');
        resolve();
      };
      const handlers = { frames: (message: unknown) => void heard.push(message), closed };
      void connectWebSocket(address, handlers, realTime.timers).then((link) => link.send([{ t: 'unsub', topic: 'thread:a' }]));
    });
    expect(received).toEqual(['[{"t":"unsub","topic":"thread:a"}]']);
    expect(heard).toEqual([[{ t: 'note', topic: 'thread:a' }], undefined, 'closed']);
  });

  it.each([
    [4001, [[{ t: 'err', code: 'version' }], 'closed']],
    [4003, [[{ t: 'err', code: 'denied' }], 'closed']],
    [4100, ['closed']],
    [4200, ['closed']],
    [1011, ['closed']],
  ])('[WS5] that is closed by %i without a word says what that means', async (code, expected) => {
    expect(await hear(await standIn((socket) => socket.close(code)))).toEqual(expected);
  });

  it('[WS5] is closed for the reason of the err before it, whatever the code is', async () => {
    const err = { t: 'err', code: 'busy', retry: 2_000 };
    const address = await standIn((socket) => socket.send(JSON.stringify([err]), () => socket.close(4003)));
    expect(await hear(address)).toEqual([[err], 'closed']);
  });

  it('that does not speak the protocol, or is not there, is unreachable', async () => {
    expect(
      await kindOf(
        connectWebSocket(
          await standIn(
            () => {},
            () => false,
          ),
          nothing,
          realTime.timers,
        ),
      ),
    ).toBe('unreachable');
    expect(await kindOf(connectWebSocket(new URL('http://127.0.0.1:1/ws'), nothing, realTime.timers))).toBe('unreachable');
    const plain = await portOf(createServer((_, response) => response.writeHead(400).end()));
    expect(await kindOf(connectWebSocket(new URL(`http://127.0.0.1:${plain}/ws`), nothing, realTime.timers))).toBe('unreachable');
  });

  it('that does not open is given up after a while', async () => {
    const time = createVirtualTime();
    const mute = createTcpServer((socket) => atEnd(() => socket.destroy()));
    const address = new URL(`http://127.0.0.1:${await portOf(mute)}/ws`);
    const kind = kindOf(connectWebSocket(address, nothing, time));
    await settle();
    await time.pass(16_000);
    expect(await kind).toBe('unreachable');
  });
});
