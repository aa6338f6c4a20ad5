import type { PageClient, TokenProvider } from '../client.ts';
import { createPageClient } from '../page-client.ts';
import { createNetworkWire } from '../transports/network.ts';
import { createHostToken } from './host-token.ts';
import { createKey } from './keys.ts';
import { createLazyStore } from './lazy-store.ts';
import { leftOut } from './left-out.ts';
import { findLocks } from './locks.ts';
import { clientAt, resolveServer, setClientFor } from './page-clients.ts';
import { createPageState } from './page-state.ts';

const device = {
  clock: Date,
  timers: {
    after: (ms: number, run: () => void) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  },
};
let page: ReturnType<typeof createPageState> | undefined;

/**
 * The client of the server at `base`, an address relative to the page; one a page and server, shared by all widgets. An address that
 * cannot be read gives a client whose every topic fails as `unreachable`. `withThreads` gives it threads. That of the script tag's `data-server`
 * speaks for whoever is signed in on the page, if the tag has a `data-token`; no other server is told who reads.
 */
export function clientFor(base: string): PageClient {
  let client = clientAt(base);
  if (!client) {
    const server = resolveServer(base);
    page ??= createPageState();
    const locks = findLocks();
    client = createPageClient({
      wire: createNetworkWire(server, device),
      ...device,
      live: () => import('./live-page.ts'),
      random: () => Math.random(),
      ids: createKey,
      store: createLazyStore(async () => (await import('./indexed-db-store.ts')).openStore(`bandoc ${server}`)),
      page,
      ...(locks && { locks }),
      report: (error) => console.error(error),
      leftOut,
    });
    setClientFor(base, client);
    const tag = document.querySelector<HTMLElement>('script[data-server][data-token]')?.dataset;
    if (tag && resolveServer(tag['server'] ?? '') === server) signIn(client, createHostToken(tag['token'] ?? ''));
  }
  return client;
}

function signIn(client: PageClient, token: TokenProvider): void {
  client.setToken(token);
  document.addEventListener('bandoc-reader-changed', () => client.setToken(token));
}

declare global {
  interface DocumentEventMap {
    /** The page says that somebody signed in on it, or out, since it was loaded. */
    'bandoc-reader-changed': Event;
  }
}
