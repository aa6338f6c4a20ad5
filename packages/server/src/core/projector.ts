import { createPacer } from './pacer.ts';
import type { Clock, LogEvent, Timers } from './ports.ts';
import type { Settings } from './settings.ts';
import type { Reader, Storage, Transaction } from './storage.ts';

/** One kind of rows that are made of others, apart from their transactions. What is to be done stands in the storage, so a crash loses nothing. */
export interface Projection {
  /** What it does, for the log. */
  readonly detail: string;
  isDue(reader: Reader): Promise<boolean>;
  /** Does some of what is due; answers the topics that changed. */
  step(transaction: Transaction, settings: Settings): Promise<ReadonlySet<string>>;
}

/** Keeps derived rows up to date. */
export interface Projector {
  /** There may be something to do. */
  mark(): void;
  /** Does all there is to do now. */
  run(): Promise<void>;
  close(): void;
}

interface ProjectorPorts {
  readonly settings: Settings;
  readonly storage: Storage;
  readonly clock: Clock;
  readonly timers: Timers;
  /** Called with the topics that changed. */
  changed(topics: ReadonlySet<string>): void;
  log(event: LogEvent): void;
}

export function createProjector(projections: readonly Projection[], { settings, storage, changed, log, ...time }: ProjectorPorts): Projector {
  const project = async ({ isDue, step }: Projection) => {
    while (await storage.view(isDue)) changed(await storage.transact((transaction) => step(transaction, settings)));
  };
  const pacer = createPacer(
    () => settings.projection,
    async () => {
      // One that fails does not hold up the others.
      for (const one of projections) await project(one).catch((error: unknown) => log({ kind: 'failure', detail: one.detail, error }));
    },
    time,
  );
  return {
    mark: pacer.mark,
    run: async () => {
      for (const one of projections) await project(one);
    },
    close: pacer.close,
  };
}
