import type { Client } from './client.ts';
import { Hub, type Ports } from './hub.ts';
import { createThreadClient } from './thread-client.ts';
import { withCounts } from './with-counts.ts';

/** The reader's side of one server, made of what it is handed; it does nothing until something is asked of it. */
export function createClient(ports: Ports): Client {
  const hub = new Hub(ports);
  return withCounts(createThreadClient(hub), hub);
}
