import { type CountView, createMemoryStore, type Page, type Store, type ThreadView } from '@bandoc/client';
import { openCount } from '../../../packages/client/src/count-view.ts';
import { Hub } from '../../../packages/client/src/hub.ts';
import { openLive } from '../../../packages/client/src/live.ts';
import { ThreadContent } from '../../../packages/client/src/thread-content.ts';
import { openThread } from '../../../packages/client/src/thread-view.ts';
import type { TopicState } from '../../../packages/client/src/topic-state.ts';
import type { Random } from '../../setup/random.ts';
import type { VirtualTime } from '../../setup/virtual-time.ts';
import { createTestPage } from '../test-page.ts';
import type { Binding, FaultyNetwork } from './faulty-wire.ts';

export const THREAD = 'cho-dem';

/** A reader's device: its store outlives its pages, and one page at a time has the real client core in it. */
export class Device {
  readonly name: string;
  readonly #binding: Binding;
  readonly #network: FaultyNetwork;
  readonly #time: VirtualTime;
  readonly #random: Random;
  readonly #ids: () => string;
  readonly #store = createMemoryStore();
  readonly #page = createTestPage();
  #life = 0;
  hub!: Hub;
  view!: ThreadView;
  count!: CountView;

  constructor(name: string, binding: Binding, network: FaultyNetwork, { time, random, ids }: { time: VirtualTime; random: Random; ids: () => string }) {
    this.name = name;
    this.#binding = binding;
    this.#network = network;
    this.#time = time;
    this.#random = random;
    this.#ids = ids;
    this.open();
  }

  /** Ends the page that is there as a crash would, and opens it anew. */
  open(): void {
    const life = (this.#life += 1);
    const alive = () => this.#life === life;
    this.#network.cut(this.name);
    this.#page.set({ visibility: 'visible' });
    this.hub = new Hub({
      wire: this.#network.wire(this.name, alive, this.#binding),
      clock: this.#time,
      timers: { after: (ms, run) => this.#time.after(ms, () => alive() && run()) },
      random: this.#random,
      ids: this.#ids,
      store: this.#slow(alive),
      page: this.#page,
      live: async () => ({ openLive }),
      report: (error) => {
        throw error;
      },
    });
    this.show(this.#random.chance(0.7) ? 'new' : 'old');
    this.count = openCount(this.hub, 'home', THREAD, {});
  }

  show(sort: 'new' | 'old'): void {
    const before = this.view;
    this.view = openThread(this.hub, THREAD, { sort });
    before?.close();
  }

  see(change: Partial<Pick<Page, 'visibility' | 'online'>>): void {
    this.#page.set(change);
  }

  get page(): Page {
    return this.#page;
  }

  /** What its page holds of the thread, in each order that is open. */
  states(): Array<TopicState<ThreadContent>> {
    return [...this.hub.feeds.values()].filter(({ plan }) => plan.content instanceof ThreadContent).map(({ state }) => state as TopicState<ThreadContent>);
  }

  /** Each call takes a while, and a page that dies meanwhile never hears of it; what it set may or may not have been kept. */
  #slow(alive: () => boolean): Store {
    const late = async <T>(run: () => Promise<T>): Promise<T> => {
      await new Promise<void>((resolve) => void this.#time.after(this.#random.below(10), resolve));
      const result = alive() || this.#random.chance(0.5) ? await run() : undefined;
      return alive() ? (result as T) : new Promise<T>(() => {});
    };
    const store = this.#store;
    return {
      get: (key) => late(() => store.get(key)),
      set: (key, value) => late(() => store.set(key, structuredClone(value))),
      delete: (key) => late(() => store.delete(key)),
      entries: () => late(() => store.entries()),
    };
  }
}
