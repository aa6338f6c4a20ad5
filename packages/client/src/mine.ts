import { mineTopic } from '@bandoc/protocol';
import type { Feed, FeedPlan } from './feed.ts';
import type { Hub } from './hub.ts';
import { MineContent } from './mine-content.ts';

/** What the reader has to do with one thread, whoever she is now: followed by the connection as long as somebody is known and the thread is looked at. */
export class Mine {
  readonly #hub: Hub;
  readonly #topic: string;
  readonly #changed: () => void;
  readonly #stop: () => void;
  #user: string | undefined;
  #leave: () => void = () => {};
  #feed: Feed<MineContent> | undefined;

  constructor(hub: Hub, thread: string, changed: () => void) {
    this.#hub = hub;
    this.#topic = mineTopic(thread);
    this.#changed = changed;
    this.#stop = hub.watchers.subscribe(() => this.#look());
    this.#look();
  }

  /** Nothing of it is somebody else's: a reader who has just signed in sees none of it yet. */
  get content(): MineContent | undefined {
    return this.#hub.user?.id === this.#user ? this.#feed?.plan.content : undefined;
  }

  close(): void {
    this.#stop();
    this.#leave();
  }

  #look(): void {
    const user = this.#hub.user?.id;
    if (user === this.#user) return;
    this.#leave();
    this.#user = user;
    this.#feed = undefined;
    this.#leave = () => {};
    if (user === undefined) return;
    // A feed of its own for each reader, so that nothing of one is ever shown to another.
    const key = `${this.#topic} ${user}`;
    const feed = this.#hub.enter(key, () => planMine(this.#topic, user), false);
    const stop = feed.watchers.subscribe(this.#changed);
    this.#feed = feed;
    this.#leave = () => {
      stop();
      this.#hub.leave(key, feed, false);
    };
    this.#hub.follow(feed);
  }
}

function planMine(topic: string, reader: string): FeedPlan<MineContent> {
  return { topic, content: new MineContent(), reader, questions: () => [], sub: () => ({}) };
}
