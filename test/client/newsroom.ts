import { type Client, createClient, createMemoryStore, createMemoryWire, type Locks, type Ports, type Store, type Wire } from '@bandoc/client';
import type { ClientFrame, ServerFrame } from '@bandoc/protocol';
import { createMemoryCore, type GivenSettings, type MemoryCorePorts } from '@bandoc/server/core';
import { openLive } from '../../packages/client/src/live.ts';
import { createVirtualTime, type VirtualTime } from '../setup/virtual-time.ts';

/** The real server core over memory, and readers of it, all in virtual time. */
export function createNewsroom(
  given: Partial<MemoryCorePorts> | ((time: VirtualTime) => Partial<MemoryCorePorts>) = {},
  settings: Partial<GivenSettings> = {},
) {
  const time = createVirtualTime();
  const ports = typeof given === 'function' ? given(time) : given;
  let ids = 0;
  const random = () => `id${String((ids += 1)).padStart(20, '0')}`;
  const core = createMemoryCore({ clock: time, timers: time, ids: { random }, ...ports, settings: { site: 'demo', ...settings } });

  /** A device that opens the page; the same store is the same device. */
  const reader = (given: Partial<Ports> = {}): Client =>
    createClient({
      wire: createMemoryWire(core),
      clock: time,
      timers: time,
      random: () => 0.5,
      ids: random,
      store: createMemoryStore(),
      live: async () => ({ openLive }),
      ...given,
    });
  return { time, core, reader };
}

/** Tells of everything that goes over a wire, in order. */
export function overhear(wire: Wire, tell: (line: string, frame?: unknown) => void): Wire {
  return {
    get: (topic, query) => {
      tell(`GET ${topic} ${new URLSearchParams({ ...query })}`.trim());
      return wire.get(topic, query);
    },
    discover: () => {
      tell('discover');
      return wire.discover();
    },
    connect: async (handlers, discovery) => {
      const link = await wire.connect(handlers, discovery);
      return {
        close: () => link.close(),
        send: (frames) => {
          for (const frame of frames) tell(frame.t, frame);
          link.send(frames);
        },
      };
    },
  };
}

/** Tells of every write to a store. */
export function overhearStore(store: Store, tell: (line: string) => void): Store {
  return {
    ...store,
    set: (key, value) => {
      tell(`set ${key.replace(/:.*/, '')}`);
      return store.set(key, value);
    },
    delete: (key) => {
      tell(`delete ${key.replace(/:.*/, '')}`);
      return store.delete(key);
    },
  };
}

/** Lets a connection's frames through, or not, as the test says. */
export function guard(wire: Wire, passes: { up?(frame: ClientFrame): boolean; down?(frame: ServerFrame): boolean }): Wire {
  return {
    ...wire,
    connect: async (handlers, discovery) => {
      const frames = (message: unknown) => handlers.frames((message as ServerFrame[]).filter((frame) => passes.down?.(frame) ?? true));
      const link = await wire.connect({ ...handlers, frames }, discovery);
      return { ...link, send: (all) => link.send(all.filter((frame) => passes.up?.(frame) ?? true)) };
    },
  };
}

/** Real mutual exclusion, as Web Locks give it. */
export function createLocks(): Locks {
  const lines = new Map<string, Promise<unknown>>();
  return {
    once: (name, run) => {
      const turn = (lines.get(name) ?? Promise.resolve()).then(run, run);
      lines.set(name, turn);
      return turn;
    },
  };
}

/** What a reader writes. */
export const words = (text: string, parent: string | null = null) => ({ text, parent, name: 'Lan' });
