import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import { connectSocketIo } from '../../packages/client/src/transports/socket-io.ts';

let server: Server | undefined;
afterEach(() => server?.close());

it('[IO1] a server that dies between the WebSocket and the first word of Socket.IO is no connection, at once', async () => {
  server = createServer((_, response) => void response.end()).listen(0, '127.0.0.1');
  server.on('upgrade', (request, socket) => {
    const accept = createHash('sha1').update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
    socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`);
    const open = Buffer.from(`0${JSON.stringify({ sid: 'a', upgrades: [], pingInterval: 9e5, pingTimeout: 9e5, maxPayload: 65_536 })}`);
    socket.write(Buffer.concat([Buffer.from([0x81, open.length]), open]), () => socket.destroy());
  });
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  await expect(connectSocketIo(new URL(`http://127.0.0.1:${port}/bandoc/v1/io`), { frames: () => {}, closed: () => {} })).rejects.toMatchObject({
    kind: 'unreachable',
  });
});
