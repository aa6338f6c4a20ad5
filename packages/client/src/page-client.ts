import type { PageClient } from './client.ts';
import { openCount } from './count-view.ts';
import { openDays } from './days-view.ts';
import { Hub, type Ports } from './hub.ts';

const hubs = new WeakMap<PageClient, Hub>();

/** What a client that was made here is made of. */
export function hubOf(client: PageClient): Hub | undefined {
  return hubs.get(client);
}

/** The reader's side of one server without its threads, made of what it is handed; it does nothing until something is asked of it. */
export function createPageClient(ports: Ports): PageClient {
  const hub = new Hub(ports);
  const client: PageClient = {
    get connection() {
      return hub.connection;
    },
    now: () => hub.now(),
    get guestName() {
      return hub.guestName;
    },
    get reader() {
      return hub.reader ?? undefined;
    },
    setToken: (token) => hub.setToken(token),
    get max() {
      return hub.max;
    },
    has: (feature) => hub.has(feature),
    subscribe: (listener) => hub.watchers.subscribe(listener),
    count: (scope, thread, options = {}) => openCount(hub, scope, thread, options),
    days: (scope, month, options = {}) => openDays(hub, scope, month, options),
    close: () => hub.close(),
  };
  hubs.set(client, hub);
  return client;
}
