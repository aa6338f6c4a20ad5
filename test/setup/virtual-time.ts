import type { Clock, Timers } from '@bandoc/client';

/** Time that only passes when told to: a clock and timers in ms, and nothing of the machine's. */
export interface VirtualTime extends Clock, Timers {
  /** Lets so much time pass, timer by timer, and everything settle. */
  pass(ms: number): Promise<void>;
}

/** In a page, that has no setImmediate, a timer is the next task too. */
const nextTask: (run: () => void) => unknown = 'setImmediate' in globalThis ? setImmediate : setTimeout;

/** Lets all promises settle that wait for nothing but each other. */
export const settle = (): Promise<void> => new Promise((resolve) => nextTask(resolve));

/** The afternoon of 22 October 2020 in Hà Nội. */
export const AFTERNOON = Date.parse('2020-10-22T15:00:00+07:00');

/** Begins at `start`, ms. */
export function createVirtualTime(start = AFTERNOON): VirtualTime {
  let now = start;
  let order = 0;
  const due = new Map<number, { readonly at: number; readonly run: () => void }>();
  const next = (until: number) => {
    let first: { readonly id: number; readonly at: number } | undefined;
    for (const [id, { at }] of due) if (at <= until && (!first || at < first.at)) first = { id, at };
    return first;
  };
  return {
    now: () => now,
    after: (ms, run) => {
      order += 1;
      const id = order;
      due.set(id, { at: now + Math.max(0, ms), run });
      return () => void due.delete(id);
    },
    pass: async (ms) => {
      const until = now + ms;
      await settle();
      for (let first = next(until); first; first = next(until)) {
        const timer = due.get(first.id);
        due.delete(first.id);
        now = Math.max(now, first.at);
        timer?.run();
        await settle();
      }
      now = until;
    },
  };
}
