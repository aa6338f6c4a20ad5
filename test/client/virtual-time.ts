import type { Clock, Timers } from '@bandoc/client';

/** Time that only passes when told to: a clock and timers in ms, and nothing of the machine's. */
export interface VirtualTime extends Clock, Timers {
  /** Lets all promises settle that wait for nothing but each other. */
  settle(): Promise<void>;
  /** Lets so much time pass, timer by timer. */
  pass(ms: number): Promise<void>;
}

/** Begins at `start`, ms. */
export function createVirtualTime(start = 1_603_353_600_000): VirtualTime {
  let now = start;
  let order = 0;
  const due = new Map<number, { readonly at: number; readonly run: () => void }>();
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
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
    settle,
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
