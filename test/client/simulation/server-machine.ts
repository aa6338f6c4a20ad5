import { type Core, createMemoryCore, Refusal, type Tokens } from '@bandoc/server/core';
import type { Random } from '../../setup/random.ts';
import type { VirtualTime } from '../../setup/virtual-time.ts';
import { createDisk, type Disk, openDisk } from './crashing-storage.ts';

/** The machine the real server core runs on: it dies at any moment, and starts again from its disk. */
export interface ServerMachine {
  readonly disk: Disk;
  /** Undefined while it is down. */
  readonly core: Core | undefined;
  /** What is told when it dies. */
  onDeath(run: () => void): void;
  crash(): void;
  start(): Promise<void>;
  /** Nothing goes wrong any more. */
  calm(): void;
}

export interface MachineOptions {
  readonly time: VirtualTime;
  readonly random: Random;
  readonly ids: () => string;
  readonly trace: (line: string) => void;
  readonly ackBeforeCommit: boolean;
}

export function createServerMachine({ time, random, ids, trace, ackBeforeCommit }: MachineOptions): ServerMachine {
  const disk = createDisk();
  const deaths: Array<() => void> = [];
  let core: Core | undefined;
  let life = 0;
  let secret = 0;
  let calm = false;

  const crash = () => {
    if (!core) return;
    core = undefined;
    life += 1;
    trace('server dies');
    for (const run of deaths) run();
  };

  const start = async () => {
    if (core) return;
    const mine = (life += 1);
    const alive = () => life === mine;
    if (!calm && random.chance(0.25)) secret += 1;
    const after = (ms: number, run: () => void) => time.after(ms, () => alive() && run());
    const wait = (): Promise<void> => {
      if (!alive()) return new Promise(() => {});
      if (calm) return Promise.resolve();
      if (random.chance(0.004)) crash();
      else if (random.chance(0.7)) return Promise.resolve();
      return new Promise((resolve) => after(random.below(40), resolve));
    };
    const commitLater = ackBeforeCommit ? (commit: () => void) => void after(random.below(400), commit) : undefined;
    const storage = await openDisk(disk, 'e1', { wait, ...(commitLater && { commitLater }) });
    if (!alive()) return;
    core = createMemoryCore({
      clock: time,
      timers: { after },
      ids: { random: ids },
      storage,
      tokens: tokensOf(() => secret),
      settings: { site: 'demo', items: 40 },
    });
    trace('server is up');
  };

  return {
    disk,
    get core() {
      return core;
    },
    onDeath: (run) => void deaths.push(run),
    crash,
    start,
    calm: () => {
      calm = true;
    },
  };
}

/** Tokens that are good as long as the secret they were made with. */
function tokensOf(secret: () => number): Tokens {
  return {
    issue: async (identity) => JSON.stringify({ secret: secret(), identity }),
    verify: async (auth) => {
      const token = JSON.parse(auth) as { secret: number; identity: Awaited<ReturnType<Tokens['verify']>> };
      if (token.secret !== secret()) throw new Refusal('auth', 'auth: of another secret', { retry: 0 });
      return token.identity;
    },
  };
}
