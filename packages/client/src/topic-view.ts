import type { Failure, TopicView } from './client.ts';
import type { Feed } from './feed.ts';
import type { Hub } from './hub.ts';
import { Watchers } from './watchers.ts';

/** What is particular to one kind of view; its getters stay getters. `failure`: of something asked besides the content. */
export interface ViewPart {
  failure?(): Failure | undefined;
}

/** A view of a feed with what all kinds have, and the properties of its own; `leave` is called once, when it is closed. */
export function createTopicView<Own extends object>(
  hub: Hub,
  feed: Feed,
  leave: () => void,
  own: Own,
  part: ViewPart = {},
): TopicView & { close(): void } & Own {
  const watchers = new Watchers(hub.report);
  const stops = [feed.watchers, hub.watchers].map((one) => one.subscribe(() => watchers.changed()));
  let open = true;
  const view = {
    get status() {
      return feed.status;
    },
    get failure() {
      return feed.failure ?? part.failure?.() ?? hub.refusal;
    },
    get connection() {
      return hub.connection;
    },
    get live() {
      return feed.live;
    },
    subscribe: (listener: () => void) => watchers.subscribe(listener),
    reload: () => {
      feed.refresh();
      hub.live?.reload();
    },
    close: () => {
      if (!open) return;
      open = false;
      for (const stop of stops) stop();
      watchers.clear();
      leave();
    },
  };
  return Object.defineProperties(view, Object.getOwnPropertyDescriptors(own)) as typeof view & Own;
}
