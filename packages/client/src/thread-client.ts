import type { ThreadClient } from './client.ts';
import type { Hub } from './hub.ts';
import { openThread } from './thread-view.ts';

/** A client that opens threads alone: a page that has nothing else does not load what counts need. */
export function createThreadClient(hub: Hub): ThreadClient {
  return {
    get connection() {
      return hub.connection;
    },
    now: () => hub.now(),
    get guestName() {
      return hub.guestName;
    },
    get max() {
      return hub.max;
    },
    subscribe: (listener) => hub.watchers.subscribe(listener),
    thread: (name, options = {}) => openThread(hub, name, options),
    close: () => hub.close(),
  };
}
