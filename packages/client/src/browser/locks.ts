import type { Locks } from '../ports.ts';

/** One holder of a name among all tabs, where the browser has Web Locks and lets this page use them. */
export function findLocks(): Locks | undefined {
  const locks = typeof navigator === 'object' ? navigator.locks : undefined;
  if (!locks) return undefined;
  return { once: (name, run) => locks.request(name, run) };
}
