import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Client, createClient, createMemoryStore, type Ports, type Watchable } from '@bandoc/client';
import type { Discovery } from '@bandoc/protocol';
import { createServer, type Server } from '@bandoc/server';
import { createMemoryStorage } from '@bandoc/server/core';
import { afterEach } from 'vitest';
import { createKey } from '../../packages/client/src/browser/keys.ts';
import { createNetworkWire, type NetworkOptions } from '../../packages/client/src/transports/network.ts';

const ends: Array<() => unknown> = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** What is to be done after the test, the last first. */
export const atEnd = (end: () => unknown): void => void ends.push(end);

/** The clock and the timers of the machine. */
export const realTime = {
  clock: Date,
  timers: {
    after: (ms: number, run: () => void) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  },
};

export interface Stand {
  readonly server: Server;
  readonly port: number;
  readonly base: string;
}

async function createStand(storage = createMemoryStorage({ epoch: 'e' })): Promise<Server> {
  const server = await createServer({
    settings: { site: 'demo', threads: 'open' },
    secret: 'a secret that is long enough to sign tokens with',
    storage,
    log: () => {},
  });
  atEnd(() => server.close());
  return server;
}

const baseOf = (port: number) => `http://127.0.0.1:${port}/bandoc`;

/** The real server over real HTTP and real sockets. */
export async function stand(port = 0, storage = createMemoryStorage({ epoch: 'e' })): Promise<Stand> {
  const server = await createStand(storage);
  const taken = await server.listen(port, '127.0.0.1');
  return { server, port: taken, base: baseOf(taken) };
}

/** The real server behind something that lets no upgrade through unless told to, and that may say it has other bindings than it has. */
export async function standBehind({ bind, sockets = false }: { readonly bind?: Discovery['bind']; readonly sockets?: boolean } = {}): Promise<Stand> {
  const server = await createStand();
  const front = createHttpServer((request, response) => {
    if (bind && request.url === '/bandoc/v1') response.setHeader('Content-Type', 'application/json').end(JSON.stringify(server.core.discovery(bind)));
    else if (!server.handle(request, response)) response.writeHead(404).end();
  });
  if (sockets) server.attach(front);
  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
  atEnd(() => {
    front.closeAllConnections();
    front.close();
  });
  const { port } = front.address() as AddressInfo;
  return { server, port, base: baseOf(port) };
}

/** A reader who comes back at once. */
export function reader(base: string, { via, ...ports }: Partial<Ports> & Pick<NetworkOptions, 'via'> = {}): Client {
  const client = createClient({
    wire: createNetworkWire(base, { ...realTime, ...(via && { via }) }),
    ...realTime,
    random: () => 0.01,
    ids: createKey,
    store: createMemoryStore(),
    ...ports,
  });
  atEnd(() => client.close());
  return client;
}

/** Settles when it is so, looking at every change. */
export function until(watched: Watchable, isSo: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (!isSo()) return;
      stop();
      resolve();
    };
    const stop = watched.subscribe(look);
    look();
  });
}
