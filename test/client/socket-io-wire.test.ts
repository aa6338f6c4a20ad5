import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import { connect } from '../../packages/client/src/browser/socket-io-wire.ts';

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
  const discovery = {
    v: [1],
    site: 'demo',
    now: 0,
    max: { message: 0, batch: 0, subs: 0, text: 0 },
    tick: 0,
    tz: 'UTC',
    feat: [],
    bind: { http: 'v1', io: 'v1/io' },
  };
  await expect(connect(`http://127.0.0.1:${port}/bandoc`, { frames: () => {}, closed: () => {} }, discovery)).rejects.toMatchObject({ kind: 'unreachable' });
});
