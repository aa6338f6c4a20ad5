import type { Client } from './client.ts';
import { openCount } from './count-view.ts';
import { openDays } from './days-view.ts';
import { Hub, type Ports } from './hub.ts';
import { openThread } from './thread-view.ts';

/** The reader's side of one server, made of what it is handed; it does nothing until something is asked of it. What makes it live is loaded then. */
export function createClient(ports: Omit<Ports, 'live'> & Partial<Pick<Ports, 'live'>>): Client {
  return createWholeClient({ live: () => import('./live.ts'), ...ports });
}

/** The same, of a page that says itself what brings what makes it live. */
export function createWholeClient(ports: Ports): Client {
  const hub = new Hub(ports);
  return {
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
    subscribe: (listener) => hub.watchers.subscribe(listener),
    thread: (name, options = {}) => openThread(hub, name, options),
    count: (scope, thread, options = {}) => openCount(hub, scope, thread, options),
    days: (scope, month, options = {}) => openDays(hub, scope, month, options),
    close: () => hub.close(),
  };
}
