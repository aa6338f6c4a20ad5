import { type Wire, WireError } from '@bandoc/client';

/** good · slow: nothing comes back until it is mended · down: no answer · stranger: something answers that is no comment server. */
export type LineState = 'good' | 'slow' | 'down' | 'stranger';

/** What lies between a device and the newsroom. */
export interface Line {
  over(wire: Wire): Wire;
  /** Changes the line; one that becomes bad loses its connections. */
  set(state: LineState): void;
}

/** A line that is in this state at first. */
export function createLine(first: LineState): Line {
  let state = first;
  const links = new Set<() => void>();
  const waiting = new Set<() => void>();
  const isSlow = () => state === 'slow';
  const pass = async (): Promise<void> => {
    while (isSlow()) await new Promise<void>((resolve) => waiting.add(resolve));
    if (state === 'down') throw new WireError('unreachable');
    if (state === 'stranger') throw new WireError('unreadable');
  };
  const over: Line['over'] = (wire) => ({
    get: async (topic, query) => {
      await pass();
      return wire.get(topic, query);
    },
    discover: async () => {
      await pass();
      return wire.discover();
    },
    connect: async (handlers, discovery) => {
      await pass();
      const link = await wire.connect(handlers, discovery);
      const end = () => link.close();
      links.add(end);
      return {
        close: () => {
          links.delete(end);
          link.close();
        },
        send: (frames) => {
          void pass().then(
            () => link.send(frames),
            () => undefined,
          );
        },
      };
    },
  });
  const set: Line['set'] = (next) => {
    state = next;
    for (const resolve of waiting) resolve();
    waiting.clear();
    if (next === 'down' || next === 'stranger') for (const end of links) end();
  };
  return { over, set };
}
