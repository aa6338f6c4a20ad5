import type { Client, PageClient } from './client.ts';
import type { Ports } from './hub.ts';
import { createPageClient, hubOf } from './page-client.ts';
import { openThread } from './thread-view.ts';

/** The reader's side of one server, made of what it is handed; it does nothing until something is asked of it. What makes it live is loaded then. */
export function createClient(ports: Omit<Ports, 'live'> & Partial<Pick<Ports, 'live'>>): Client {
  return withThreads(createPageClient({ live: () => import('./live.ts'), ...ports }));
}

/** The same client, with threads. */
export function withThreads(client: PageClient): Client {
  const hub = hubOf(client);
  // One that was not made here has its own, as has one that was given them before.
  if (!hub) return client as Client;
  const thread: Client['thread'] = (name, options = {}) => openThread(hub, name, options);
  return Object.create(client, { thread: { value: thread } }) as Client;
}
