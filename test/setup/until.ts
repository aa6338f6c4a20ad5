import { vi } from 'vitest';

/** What a widget loads later is compiled when a test first asks for it, which takes a busy machine seconds. */
const PATIENCE = 15_000;

/** Waits until this gives something true, and answers with it. Where a test moves the timers by hand, waiting moves them too. */
export function until<T>(holds: () => T | Promise<T>): Promise<T> {
  return vi.waitUntil(holds, { interval: 15, timeout: PATIENCE });
}
