import type { Ev, Snap } from '@bandoc/protocol';
import { finishSeen, leastOf } from './acknowledging.ts';
import { Connection } from './connection.ts';
import type { Feed } from './feed.ts';
import type { Hub } from './hub.ts';
import { Identity } from './identity.ts';
import { Outbox } from './outbox.ts';
import type { Query } from './ports.ts';
import { Speaker } from './speaker.ts';
import { Subscriptions } from './subscriptions.ts';

/** What a page needs once it is live or writes: loaded after first content. */
export interface Live {
  follow(feed: Feed): void;
  left(feed: Feed): void;
  mend(feed: Feed, why: 'gap' | 'reset' | 'unsure'): void;
  /** A topic's frame came: before anything is live nothing was sent, so none of its items is this page's own. */
  saw(feed: Feed, frame: Snap | Ev): void;
  /** Asked for a feed, and there was no answer. */
  missed(feed: Feed): void;
  /** Something was written. */
  send(): void;
  /** What a GET of a topic has to say besides. */
  least(topic: string): Query;
  retry(key: string): void;
  /** Somebody else is signed in on the page, or nobody. */
  readerChanged(): void;
  pageChanged(): void;
  reload(): void;
  close(): void;
}

export interface LiveModule {
  openLive(hub: Hub): Live;
}

/** Opens the connection for what wants it, follows what has first content, and sends what waits. */
export function openLive(hub: Hub): Live {
  const guest = new Identity(hub);
  const connection: Connection = new Connection(hub, {
    introduce: async () => {
      await loaded;
      return speaker.introduce();
    },
    refused: () => speaker.refused(),
    up: (welcome) => {
      const { text, message } = welcome.max;
      hub.max = { ...hub.max, text, message };
      hub.feat = welcome.feat;
      hub.watchers.changed();
      void speaker.up(welcome);
      subscriptions.up(welcome);
      outbox.send();
    },
    down: () => {
      speaker.down();
      subscriptions.down();
    },
    frame: (frame) => subscriptions.frame(frame),
    late: (ok) => outbox.stored(ok),
  });
  const speaker = new Speaker(
    hub,
    guest,
    (hello) => new Promise((resolve) => connection.ask(hello, resolve, true)),
    () => {
      for (const feed of hub.feeds.values()) if (feed.plan.reader !== undefined) subscriptions.follow(feed);
    },
  );
  const subscriptions = new Subscriptions(hub, connection, () => speaker.sayAgain());
  const want = () => connection.want(outbox.busy || [...hub.feeds.values()].some((feed) => feed.wanted > 0));
  const outbox = new Outbox(hub, connection, guest, speaker, want);
  const loaded = guest.load().then(() => outbox.load());
  void loaded.then(want);
  want();

  return {
    follow: (feed) => {
      want();
      subscriptions.follow(feed);
    },
    left: (feed) => {
      subscriptions.left(feed);
      want();
    },
    mend: (feed, why) => subscriptions.mend(feed, why),
    saw: (feed, frame) => finishSeen(hub, feed, frame),
    missed: (feed) => {
      if (subscriptions.isPolled(feed)) connection.lost();
    },
    send: () => {
      speaker.tryAgain();
      want();
      outbox.send();
    },
    least: (topic) => leastOf(hub, topic),
    retry: (key) => {
      speaker.tryAgain();
      outbox.retry(key);
      want();
    },
    readerChanged: () => {
      speaker.changed();
      outbox.readerChanged();
    },
    pageChanged: () => {
      connection.pageChanged();
      subscriptions.look();
      outbox.pageChanged();
    },
    reload: () => connection.reload(),
    close: () => {
      outbox.close();
      connection.close();
    },
  };
}
