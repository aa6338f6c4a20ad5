import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { expect, it } from 'vitest';
import { connectSocketIo } from '../../packages/client/src/transports/socket-io.ts';
import { createVirtualTime } from '../setup/virtual-time.ts';
import { atEnd, realTime } from './real-newsroom.ts';

const nothing = { frames: () => {}, closed: () => {} };

/** A server that opens the WebSocket, says the first word of Engine.IO, and then does what the test says. */
async function standIn(then: (socket: Duplex) => void): Promise<URL> {
  const server = createServer((_, response) => void response.end()).listen(0, '127.0.0.1');
  server.on('upgrade', (request, socket) => {
    socket.on('error', () => undefined);
    atEnd(() => void socket.destroy());
    const accept = createHash('sha1').update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
    socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`);
    const open = Buffer.from(`0${JSON.stringify({ sid: 'a', upgrades: [], pingInterval: 9e5, pingTimeout: 9e5, maxPayload: 65_536 })}`);
    socket.write(Buffer.concat([Buffer.from([0x81, open.length]), open]), () => then(socket));
  });
  await once(server, 'listening');
  atEnd(() => server.close());
  const { port } = server.address() as { port: number };
  return new URL(`http://127.0.0.1:${port}/bandoc/v1/io`);
}

it('[IO1] a server that dies between the WebSocket and the first word of Socket.IO is no connection, at once', async () => {
  const address = await standIn((socket) => socket.destroy());
  await expect(connectSocketIo(address, nothing, realTime.timers)).rejects.toMatchObject({ kind: 'unreachable' });
});

it('[IO1] a server that never says the first word of Socket.IO is no connection after a while', async () => {
  const time = createVirtualTime();
  let told = () => {};
  const opened = new Promise<void>((resolve) => (told = resolve));
  const outcome = connectSocketIo(await standIn(told), nothing, time).catch((error: unknown) => error);
  await opened;
  await time.pass(15_000);
  expect(await outcome).toMatchObject({ kind: 'unreachable' });
});
