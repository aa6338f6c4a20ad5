import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from '@bandoc/server';
import { WebSocketServer } from 'ws';
import { SITE } from '../fill-thread.ts';

// A server that has just begun, in a process of its own: ours over a file, or the bare library, which answers the first message of a connection
// with the same bytes. Tells its parent the port, and when asked what it used: CPU in ms, peak of memory in MiB.

const [, , kind = '', place = '', readers = '0'] = process.argv;

async function ours(): Promise<number> {
  const server = await createServer({
    settings: { site: SITE, threads: 'open', connectionsPerAddress: Number(readers) + 10 },
    secret: 'a secret that nobody needs to keep for a bench',
    file: place,
  });
  return server.listen(0, '127.0.0.1');
}

async function bare(): Promise<number> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', backlog: 511, perMessageDeflate: false });
  server.on('connection', (socket) => socket.once('message', () => socket.send(place)));
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ cpu: (user + system) / 1_000, peak: process.resourceUsage().maxRSS / 1_024 });
});
process.send?.(await (kind === 'ours' ? ours() : bare()));
