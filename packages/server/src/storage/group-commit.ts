import { Turns } from '../core/turns.ts';
import type { Connection } from './sqlite-database.ts';

/** Lets writes that wait together share one commit, and so one wait for the disk. */
export interface GroupCommit {
  /** Runs a work inside a transaction; settles after its commit. A work that throws is undone by itself. */
  share<T>(work: () => Promise<T>): Promise<T>;
  /** Grows with every commit. */
  commits(): number;
  /** Resolves when all that was asked for is settled. */
  idle(): Promise<void>;
}

interface Write {
  /** Does it, and answers how to tell so. */
  run(): Promise<() => void>;
  fail(error: unknown): void;
}

interface Outcome {
  readonly kept: boolean;
  tell(): void;
}

/** Hears of a commit: how many writes shared it, and how many ms it took. */
export type Committed = (writes: number, ms: number) => void;

/** `seal` writes what every commit has with it that keeps anything. */
export function createGroupCommit(db: Connection, seal: () => void, committed?: Committed): GroupCommit {
  let waiting: Write[] = [];
  let commits = 0;
  const turns = new Turns();

  const attempt = async (write: Write): Promise<Outcome> => {
    db.run('SAVEPOINT attempt');
    try {
      const tell = await write.run();
      db.run('RELEASE attempt');
      return { kept: true, tell };
    } catch (error) {
      // After some faults (a full disk) SQLite has rolled back the whole group by itself.
      if (!db.open()) throw error;
      db.run('ROLLBACK TO attempt');
      db.run('RELEASE attempt');
      return { kept: false, tell: () => write.fail(error) };
    }
  };

  const commit = async (group: readonly Write[]): Promise<void> => {
    const outcomes: Outcome[] = [];
    const begun = performance.now();
    try {
      db.run('BEGIN IMMEDIATE');
      for (const write of group) outcomes.push(await attempt(write));
      if (outcomes.some(({ kept }) => kept)) seal();
      db.run('COMMIT');
      commits += 1;
    } catch (error) {
      if (db.open()) db.run('ROLLBACK');
      // Alone, each finds out whether it was its own fault.
      if (group.length > 1) for (const write of group) await commit([write]);
      else group[0]?.fail(error);
      return;
    }
    committed?.(group.length, performance.now() - begun);
    for (const { tell } of outcomes) tell();
  };

  const commitWaiting = async () => {
    // All sockets that have something now are heard first, so that their writes are among those that wait.
    await new Promise((resolve) => setImmediate(resolve));
    const group = waiting;
    waiting = [];
    await commit(group).catch((error: unknown) => {
      for (const write of group) write.fail(error);
    });
  };

  return {
    share: (work) =>
      new Promise((resolve, reject) => {
        waiting.push({
          fail: reject,
          run: async () => {
            const result = await work();
            return () => resolve(result);
          },
        });
        if (waiting.length === 1) void turns.take(commitWaiting);
      }),
    commits: () => commits,
    idle: () => turns.take(async () => undefined),
  };
}
