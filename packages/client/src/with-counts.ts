import type { Client, ThreadClient } from './client.ts';
import { openCount } from './count-view.ts';
import { openDays } from './days-view.ts';
import type { Hub } from './hub.ts';

/** Lets the client of this hub, itself and not a copy, open counts and days too. */
export function withCounts(client: ThreadClient, hub: Hub): Client {
  const own: Pick<Client, 'count' | 'days'> = {
    count: (scope, thread, options = {}) => openCount(hub, scope, thread, options),
    days: (scope, month, options = {}) => openDays(hub, scope, month, options),
  };
  return Object.assign(client, own);
}
