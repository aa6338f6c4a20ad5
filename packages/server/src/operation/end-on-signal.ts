import { constants } from 'node:os';
import type { Logger } from 'pino';

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/** Ends the process on SIGTERM or SIGINT: by `end`, which may take `most` ms; at once on a second signal. */
export function endOnSignal(end: () => Promise<void>, most: number, log: Logger): void {
  let ending = false;
  const exit = (status: number, words: string): never => {
    log[status === 0 ? 'info' : 'error'](words);
    process.exit(status);
  };
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      if (ending) exit(128 + constants.signals[signal], 'ended at once');
      ending = true;
      log.info({ signal }, 'draining');
      setTimeout(() => exit(1, 'ended before all was done'), most);
      end().then(
        () => exit(0, 'ended'),
        (error: unknown) => exit(1, `ended with a failure: ${String(error)}`),
      );
    });
  }
}
