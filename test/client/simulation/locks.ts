import type { Locks } from '@bandoc/client';

/** Web Locks of one device: a name has one holder among its tabs, and what a tab holds ends with it. */
export interface DeviceLocks {
  of(tab: object): Locks;
  /** The tab is gone. */
  drop(tab: object): void;
}

interface Wish {
  readonly tab: object;
  start(): void;
}

export function createDeviceLocks(): DeviceLocks {
  const queues = new Map<string, Wish[]>();
  const grant = (name: string) => queues.get(name)?.[0]?.start();
  const leave = (name: string, wish: Wish) => {
    const queue = queues.get(name) ?? [];
    const held = queue[0] === wish;
    queues.set(
      name,
      queue.filter((one) => one !== wish),
    );
    if (held) grant(name);
  };
  return {
    of: (tab) => ({
      once: <T>(name: string, run: () => Promise<T>) =>
        new Promise<T>((resolve, reject) => {
          const wish: Wish = {
            tab,
            start: () =>
              void Promise.resolve()
                .then(run)
                .then(resolve, reject)
                .finally(() => leave(name, wish)),
          };
          const queue = queues.get(name) ?? [];
          queues.set(name, [...queue, wish]);
          if (queue.length === 0) grant(name);
        }),
    }),
    drop: (tab) => {
      for (const [name, queue] of queues) for (const wish of queue) if (wish.tab === tab) leave(name, wish);
    },
  };
}
