import type { Client } from '../client.ts';
import { createClient } from '../create-client.ts';
import { createHttpWire } from './http-wire.ts';
import { createKey } from './keys.ts';
import { createLazyStore } from './lazy-store.ts';
import { findLocks } from './locks.ts';
import { createPageState } from './page-state.ts';

const clients = new Map<string, Client>();
let page: ReturnType<typeof createPageState> | undefined;

/**
 * The client of the server at `base`, an address relative to the page; one a page and server, shared by all widgets. An address that
 * cannot be read gives a client whose every topic fails as `unreachable`.
 */
export function clientFor(base: string): Client {
  const resolved = resolve(base);
  let client = clients.get(resolved);
  if (!client) {
    page ??= createPageState();
    const locks = findLocks();
    client = createClient({
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
    clients.set(resolved, client);
  }
  return client;
}

/** Puts a client in the place of the one that would be made for this address: for stories and tests, which run the server in the page. */
export function setClientFor(base: string, client: Client): void {
  clients.set(resolve(base), client);
}

function resolve(base: string): string {
  try {
    return new URL(base, document.baseURI).href.replace(/[?#].*$/, '').replace(/\/+$/, '');
  } catch {
    return base;
  }
}
