import { mkdtempSync, rmSync } from 'node:fs';
import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Client, createClient, createMemoryStore, type Ports } from '@bandoc/client';
import { type Comment, type Discovery, type Snap, threadTopic } from '@bandoc/protocol';
import { createServer, type Server } from '@bandoc/server';
import { vi } from 'vitest';
import { createKey } from '../../../packages/client/src/browser/keys.ts';
import { createNetworkWire, type NetworkOptions } from '../../../packages/client/src/transports/network.ts';
import { SECRET } from '../../server/standing.ts';
import { createLineProxy, type LineProxy } from './line-proxy.ts';

/** So much faster than the machine's the time of these pages and of their server goes: 15 s of patience are 0.3 s. */
const HASTE = 50;

/** How the far page connects: by what, of what its server says to have. */
export interface Way {
  readonly via?: NonNullable<NetworkOptions['via']>;
  readonly bind: Discovery['bind'];
}

const hasty = {
  clock: { now: () => performance.timeOrigin + performance.now() * HASTE },
  timers: {
    after: (ms: number, run: () => void) => {
      const timer = setTimeout(run, ms / HASTE);
      return () => clearTimeout(timer);
    },
  },
};

/** A real server over a real file, a page that reaches it by a line with weather, and others that have no weather. */
export interface FarNewsroom {
  readonly line: LineProxy;
  /** A page behind the weather. */
  far(ports?: Partial<Ports>): Client;
  /** A page beside the server, by a plain socket. */
  near(): Client;
  /** Every comment that it has of a thread, in the order of their `c`. */
  stored(thread: string): Promise<readonly Comment[]>;
  /** Ends it and begins it again, over the same file and at the same port. */
  restart(): Promise<void>;
  stop(): Promise<void>;
  start(): Promise<void>;
}

// What the platform waits for is to end as much sooner as what we wait for.
vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
  const patience = new AbortController();
  setTimeout(() => patience.abort(new DOMException('too late', 'TimeoutError')), ms / HASTE).unref();
  return patience.signal;
});

/** Opens one for one test, which says by `finished` what is to be done after it: tests that wait may run side by side. */
export async function openNewsroom({ via, bind }: Way, finished: (end: () => Promise<void>) => void): Promise<FarNewsroom> {
  const ends: Array<() => unknown> = [];
  const later = (end: () => unknown) => void ends.push(end);
  finished(async () => {
    for (const end of ends.reverse()) await end();
  });
  const folder = mkdtempSync(join(tmpdir(), 'bandoc-'));
  later(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'comments.db');
  let server: Server;
  let host: HttpServer;
  let port = 0;

  const start = async () => {
    server = await createServer({
      secret: SECRET,
      file,
      log: () => undefined,
      settings: {
        site: 'demo',
        threads: 'open',
        tick: 5,
        projection: 20,
        beacon: 25_000 / HASTE,
        ping: 25_000 / HASTE,
        stream: 60_000 / HASTE,
        hello: 10_000 / HASTE,
        rates: { add: { burst: 1e6, every: 1 }, 'guest-add': { burst: 1e6, every: 1 }, sub: { burst: 1e6, every: 1 }, get: { burst: 1e6, every: 1 } },
      },
    });
    host = createHttpServer((request, response) => {
      if (request.url === '/bandoc/v1') response.setHeader('Content-Type', 'application/json').end(JSON.stringify(server.core.discovery(bind)));
      else if (!server.handle(request, response)) response.writeHead(404).end();
    });
    server.attach(host);
    await new Promise<void>((resolve) => host.listen(port, '127.0.0.1', resolve));
    ({ port } = host.address() as AddressInfo);
  };
  const stop = async () => {
    await server.close();
    await new Promise<void>((resolve) => {
      host.close(() => resolve());
      host.closeAllConnections();
    });
  };
  await start();
  later(stop);
  const line = await createLineProxy(port);
  later(line.close);

  const page = (to: number, by: Way['via'], ports: Partial<Ports> = {}) => {
    const client = createClient({
      wire: createNetworkWire(`http://127.0.0.1:${to}/bandoc`, { ...hasty, ...(by && { via: by }) }),
      ...hasty,
      random: () => 0.05,
      ids: createKey,
      store: createMemoryStore(),
      ...ports,
    });
    later(() => client.close());
    return client;
  };
  return {
    line,
    far: (ports) => page(line.port, via, ports),
    near: () => page(port, 'web-socket'),
    stored: async (thread) => {
      const found: Comment[] = [];
      const walk = async (parent?: string) => {
        for (let more: string | undefined = ''; more !== undefined; ) {
          const query: Record<string, string> = { limit: '50', ...(parent !== undefined && { parent }), ...(more && { page: more }) };
          const snap = (await server.core.read(threadTopic(thread), query, { address: 'test' })) as Snap;
          const some = (snap.items as Comment[]).filter((one) => one.parent === (parent ?? null));
          found.push(...some);
          for (const one of some) if (one.counts.replies > 0) await walk(one.id);
          ({ more } = snap);
        }
      };
      await walk();
      return found.sort((a, b) => a.c - b.c);
    },
    stop,
    start,
    restart: async () => {
      await stop();
      await start();
    },
  };
}
