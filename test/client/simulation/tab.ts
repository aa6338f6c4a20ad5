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
import { copy } from './copy.ts';
import type { Binding, FaultyNetwork } from './faulty-wire.ts';
import { createDeviceLocks, type DeviceLocks } from './locks.ts';

export const THREAD = 'cho-dem';

/** What outlives the tabs of one reader. */
export interface Device {
  readonly name: string;
  readonly store: Store;
  readonly locks: DeviceLocks;
}

export function createDevice(name: string): Device {
  return { name, store: createMemoryStore(), locks: createDeviceLocks() };
}

export interface TabPorts {
  readonly network: FaultyNetwork;
  readonly time: VirtualTime;
  readonly random: Random;
  readonly ids: () => string;
  readonly binding: Binding;
  /** It was opened, or its reader asks for something else. */
  readonly begins: (name: string) => void;
  /** The store of this tab, with a planted mistake in it. */
  readonly spoil?: (store: Store) => Store;
}

/** One tab of a device, with the real client core in it: closed and opened again, each time with nothing but what the store has. */
export class Tab {
  readonly name: string;
  readonly device: Device;
  readonly #ports: TabPorts;
  #page = createTestPage();
  #life = 0;
  isOpen = false;
  hub!: Hub;
  view!: ThreadView;
  count!: CountView;

  constructor(name: string, device: Device, ports: TabPorts) {
    this.name = name;
    this.device = device;
    this.#ports = ports;
  }

  /** Opens it, ending as a crash would what was there. */
  open(): void {
    this.close();
    this.isOpen = true;
    const life = this.#life;
    const alive = () => this.#life === life;
    const { network, time, random, ids, binding, spoil = (store: Store) => store } = this.#ports;
    this.#page = createTestPage();
    this.hub = new Hub({
      wire: network.wire(this.name, alive, binding),
      clock: time,
      timers: { after: (ms, run) => time.after(ms, () => alive() && run()) },
      random,
      ids,
      store: spoil(this.#slow(alive)),
      locks: this.device.locks.of(this),
      page: this.#page,
      live: async () => ({ openLive }),
      report: (error) => {
        throw error;
      },
    });
    this.show(random.chance(0.7) ? 'new' : 'old');
    this.count = openCount(this.hub, 'home', THREAD, {});
  }

  /** Ends it as a crash would. */
  close(): void {
    this.#life += 1;
    this.isOpen = false;
    this.#ports.network.cut(this.name);
    this.device.locks.drop(this);
  }

  show(sort: 'new' | 'old'): void {
    const before = this.view;
    this.#ports.begins(this.name);
    this.view = openThread(this.hub, THREAD, { sort });
    if (before) before.close();
  }

  see(change: Partial<Pick<Page, 'visibility' | 'online'>>): void {
    this.#page.set(change);
  }

  get page(): Page {
    return this.#page;
  }

  /** What it holds of the thread, in each order that is open. */
  states(): Array<TopicState<ThreadContent>> {
    if (!this.isOpen) return [];
    return [...this.hub.feeds.values()].filter(({ plan }) => plan.content instanceof ThreadContent).map(({ state }) => state as TopicState<ThreadContent>);
  }

  /** Each call may take a while, and a tab that dies meanwhile never hears of it; what it set may or may not have been kept. */
  #slow(alive: () => boolean): Store {
    const { time, random } = this.#ports;
    const late = async <T>(run: () => Promise<T>): Promise<T> => {
      if (random.chance(0.3)) await new Promise<void>((resolve) => void time.after(random.below(10), resolve));
      const result = alive() || random.chance(0.5) ? await run() : undefined;
      return alive() ? (result as T) : new Promise<T>(() => {});
    };
    const { store } = this.device;
    return {
      get: (key) => late(async () => copy(await store.get(key))),
      set: (key, value) => late(() => store.set(key, copy(value))),
      delete: (key) => late(() => store.delete(key)),
      entries: () => late(async () => copy(await store.entries())),
    };
  }
}
