import type { Client } from '../client.ts';
import { withCounts } from '../with-counts.ts';
import { findPageClient } from './page-client.ts';

/**
 * The client of the server at `base`, an address relative to the page; one a page and server, shared by all widgets. An address that
 * cannot be read gives a client whose every topic fails as `unreachable`.
 */
export function clientFor(base: string): Client {
  const { client, hub } = findPageClient(base);
  // Without a hub it is one that was put there whole.
  return hub ? withCounts(client, hub) : (client as Client);
}
