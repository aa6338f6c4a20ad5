import type { Duplex } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';

/** How long what was said last may take to leave, once no more is said, in ms. */
export const GRACE = 1_000;

/** Settles when these connections have ended: by themselves, or by force where they do not within `GRACE`. */
export async function letGo(connections: ReadonlySet<Duplex>): Promise<void> {
  const ended = Promise.all([...connections].map((one) => new Promise((resolve) => one.once('close', resolve))));
  const patience = new AbortController();
  const late = wait(GRACE, undefined, { ref: false, signal: patience.signal }).catch(() => undefined);
  await Promise.race([ended, late]);
  patience.abort();
  for (const one of connections) one.destroy();
}
