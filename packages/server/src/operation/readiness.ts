import type { Clock, Storage, Timers } from '../core/index.ts';

/** What keeps a server from its work: it ends, or its storage takes no writes. */
export type Hindrance = 'draining' | 'storage';

interface ReadinessPorts {
  readonly storage: Storage;
  readonly timers: Timers;
  /** Real time, in ms. */
  readonly clock: Clock;
  isDraining(): boolean;
}

/** How long a storage may take for a write that changes nothing, in ms. */
const PATIENCE = 2_000;

/** For how long what was found is told again, in ms: asking often must not cost commits. */
const KEPT = 1_000;

/** Tells what keeps a server from its work, or nothing; by a write, because a disk that is full can still be read. */
export function createReadiness({ storage, timers, clock, isDraining }: ReadinessPorts): () => Promise<Hindrance | undefined> {
  let found: Promise<boolean> | undefined;
  let foundAt = -Infinity;

  const canWrite = async (): Promise<boolean> => {
    let cancel = () => {};
    const late = new Promise<boolean>((resolve) => (cancel = timers.after(PATIENCE, () => resolve(false))));
    const written = storage
      .transact(async () => undefined)
      .then(
        () => true,
        () => false,
      );
    const can = await Promise.race([written, late]);
    cancel();
    return can;
  };

  return async () => {
    if (isDraining()) return 'draining';
    if (clock.now() - foundAt >= KEPT) {
      found = canWrite();
      foundAt = clock.now();
    }
    return (await found) ? undefined : 'storage';
  };
}
