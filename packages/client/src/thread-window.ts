import type { ThreadSort } from './client.ts';
import type { Query } from './ports.ts';

/** The first window of a thread, and each page; only what is not the default, so that a cache has one address for it. `limit`: 20 or 50 roots. */
export function windowOf(sort: ThreadSort, limit = 20): Query {
  return { ...(sort !== 'new' && { sort }), ...(limit !== 20 && { limit: String(limit) }) };
}
