import type { Clock, Timers } from './ports.ts';

/** Runs one work when asked, never twice at once, and leaves a least time between two beginnings. */
export interface Pacer {
  /** Wishes for a run: at once after a pause, else when the time has passed. Wishes that come before it share it. */
  mark(): void;
  /** Whether a run is wished for or under way. */
  readonly busy: boolean;
  close(): void;
}

/** `work` must not throw. `leave` says how much time is to be left between two beginnings, by what the work took the last time, ms. */
export function createPacer(
  leave: (took: number) => number,
  work: () => Promise<void>,
  { clock, timers }: { readonly clock: Clock; readonly timers: Timers },
): Pacer {
  let begun = -Infinity;
  let took = 0;
  let running = false;
  let wished = false;
  let closed = false;
  let cancel: (() => void) | undefined;

  const run = async () => {
    cancel = undefined;
    wished = false;
    running = true;
    begun = clock.now();
    await work();
    took = Math.max(0, clock.now() - begun);
    running = false;
    if (wished) plan();
  };
  const plan = () => {
    if (closed || running || cancel) return;
    const ms = leave(took);
    // A clock that was set back must not stop the work for long.
    const wait = Math.min(ms, begun + ms - clock.now());
    if (wait > 0) cancel = timers.after(wait, () => void run());
    else void run();
  };

  return {
    get busy() {
      return wished || running;
    },
    mark: () => {
      wished = true;
      plan();
    },
    close: () => {
      closed = true;
      cancel?.();
    },
  };
}
