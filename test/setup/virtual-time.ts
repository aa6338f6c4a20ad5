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

/** As `settle`, where nothing waits for more than promises: many times faster, and in Node alone. */
export const settlePromises = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve));

/** Begins at `start`, ms; `settled` waits for all that goes on by itself. */
export function createVirtualTime(start = AFTERNOON, settled = settle): VirtualTime {
  let now = start;
  let order = 0;
  /** A heap: of what is due, the first is at its top. */
  const due: Timer[] = [];
  return {
    now: () => now,
    after: (ms, run) => {
      order += 1;
      const timer: Timer = { at: now + Math.max(0, ms), order, run };
      push(due, timer);
      return () => {
        timer.run = undefined;
      };
    },
    pass: async (ms) => {
      const until = now + ms;
      await settled();
      for (let first = due[0]; first && first.at <= until; first = due[0]) {
        pop(due);
        // What was taken back does nothing.
        if (!first.run) continue;
        now = Math.max(now, first.at);
        first.run();
        await settled();
      }
      now = until;
    },
  };
}

interface Timer {
  readonly at: number;
  readonly order: number;
  run: (() => void) | undefined;
}

function isBefore(a: Timer, b: Timer): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

function push(heap: Timer[], timer: Timer): void {
  let at = heap.length;
  for (let above = (at - 1) >> 1; at > 0 && isBefore(timer, heap[above] as Timer); above = (at - 1) >> 1) {
    heap[at] = heap[above] as Timer;
    at = above;
  }
  heap[at] = timer;
}

function pop(heap: Timer[]): void {
  const last = heap.pop() as Timer;
  if (heap.length === 0) return;
  let at = 0;
  for (;;) {
    let below = 2 * at + 1;
    if (below >= heap.length) break;
    if (below + 1 < heap.length && isBefore(heap[below + 1] as Timer, heap[below] as Timer)) below += 1;
    if (!isBefore(heap[below] as Timer, last)) break;
    heap[at] = heap[below] as Timer;
    at = below;
  }
  heap[at] = last;
}
