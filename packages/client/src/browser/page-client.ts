import type { Client, ThreadClient } from '../client.ts';
import { Hub } from '../hub.ts';
import { createThreadClient } from '../thread-client.ts';
import { createHttpWire } from './http-wire.ts';
import { createKey } from './keys.ts';
import { createLazyStore } from './lazy-store.ts';
import { findLocks } from './locks.ts';
import { createPageState } from './page-state.ts';

/** A client of this page; one that was put there has no hub. */
interface PageClient {
  readonly client: ThreadClient;
  readonly hub?: Hub;
}

const clients = new Map<string, PageClient>();
let page: ReturnType<typeof createPageState> | undefined;

/** As `clientFor`, for threads alone. */
export function threadClientFor(base: string): ThreadClient {
  return findPageClient(base).client;
}

export function findPageClient(base: string): PageClient {
  const resolved = resolve(base);
  let found = clients.get(resolved);
  if (!found) {
    page ??= createPageState();
    const locks = findLocks();
    const hub = new Hub({
      wire: createHttpWire(resolved),
      clock: { now: () => Date.now() },
      timers: {
        after: (ms, run) => {
          const timer = setTimeout(run, ms);
          return () => clearTimeout(timer);
        },
      },
      random: () => Math.random(),
      ids: createKey,
      store: createLazyStore(async () => (await import('./indexed-db-store.ts')).openStore(`bandoc ${resolved}`)),
      page,
      ...(locks && { locks }),
      report: (error) => console.error(error),
    });
    found = { client: createThreadClient(hub), hub };
    clients.set(resolved, found);
  }
  return found;
}

/** Puts a client in the place of the one that would be made for this address: for stories and tests, which run the server in the page. */
export function setClientFor(base: string, client: Client): void {
  clients.set(resolve(base), { client });
}

function resolve(base: string): string {
  try {
    return new URL(base, document.baseURI).href.replace(/[?#].*$/, '').replace(/\/+$/, '');
  } catch {
    return base;
  }
}
