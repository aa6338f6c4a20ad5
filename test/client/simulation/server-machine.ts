import { type Core, createMemoryCore, type Identity, Refusal, type Tokens } from '@bandoc/server/core';
import type { Random } from '../../setup/random.ts';
import type { VirtualTime } from '../../setup/virtual-time.ts';
import { Dead, openDisk, type StorageMutant } from './crashing-storage.ts';
import { createDisk, type Disk } from './disk.ts';

/** The machine the real server core runs on: it dies at any moment, and starts again from its disk. */
export interface ServerMachine {
  readonly disk: Disk;
  /** Undefined while it is down. */
  readonly core: Core | undefined;
  /** What is told when it dies. */
  onDeath(run: () => void): void;
  crash(): void;
  start(): void;
  /** Puts an older state of the disk back, as from a backup; the server is down. */
  restore(): Promise<void>;
  /** A token for somebody who is no guest; one that has ended is no good. */
  token(identity: Identity, ended: boolean): string;
  /** Nothing goes wrong any more. */
  calm(): void;
}

export interface MachineOptions {
  readonly time: VirtualTime;
  readonly random: Random;
  readonly ids: () => string;
  readonly trace: (line: string) => void;
  readonly storage: StorageMutant;
  readonly restoreKeepsEpoch: boolean;
  /** So many of the last commits are lost with the power, at most. */
  readonly losesAtMost: number;
}

export const SITE = 'demo';

const READY = Promise.resolve();

export function createServerMachine({ time, random, ids, trace, storage: mutant, restoreKeepsEpoch, losesAtMost }: MachineOptions): ServerMachine {
  const disk = createDisk('e1');
  const deaths: Array<() => void> = [];
  let core: Core | undefined;
  let life = 0;
  let secret = 0;
  let epochs = 1;
  let calm = false;

  /** What waits for the disk, and ends with the server. */
  const waits = new Set<() => void>();

  const crash = () => {
    if (!core) return;
    core = undefined;
    life += 1;
    trace('server dies');
    for (const end of [...deaths, ...waits]) end();
    waits.clear();
    if (losesAtMost) void disk.setBack(random.below(losesAtMost), disk.epoch);
  };

  const waitFor = (ms: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const end = () => reject(new Dead());
      waits.add(end);
      time.after(ms, () => waits.delete(end) && resolve());
    });

  const start = () => {
    if (core) return;
    const mine = (life += 1);
    const alive = () => life === mine;
    if (!calm && random.chance(0.2)) secret += 1;
    const wait = (): Promise<void> => {
      if (!alive()) return Promise.reject(new Dead());
      if (calm) return READY;
      const dice = random();
      if (dice > 0.1) return READY;
      if (dice < 0.001) crash();
      return alive() ? waitFor(random.below(40)) : Promise.reject(new Dead());
    };
    core = createMemoryCore({
      clock: time,
      timers: { after: (ms, run) => time.after(ms, () => alive() && run()) },
      ids: { random: ids },
      storage: openDisk(disk, wait, mutant),
      tokens: createTokens(time, random, () => secret),
      settings: { site: SITE, items: 40, hold: 'links', reactions: ['like', 'sad'], sendBudget: 12_000, slow: 8_000 },
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
    restore: async () => {
      crash();
      epochs += 1;
      await disk.setBack(random.below(30), restoreKeepsEpoch ? disk.epoch : `e${epochs}`);
      trace(`a backup is put back, of epoch ${disk.epoch}`);
    },
    token: (identity, ended) => JSON.stringify({ secret, ends: ended ? 0 : 1e15, identity }),
    calm: () => {
      calm = true;
    },
  };
}

interface Token {
  readonly secret: number;
  readonly ends: number;
  readonly identity: Identity;
}

/** Tokens that are good as long as the secret they were made with is there; some end sooner. */
function createTokens(time: VirtualTime, random: Random, secret: () => number): Tokens {
  const read = new Map<string, Token>();
  return {
    issue: async (identity) => JSON.stringify({ secret: secret(), ends: time.now() + (random.chance(0.2) ? 10_000 + random.below(110_000) : 1e12), identity }),
    verify: async (auth) => {
      let token = read.get(auth);
      if (!token) read.set(auth, (token = JSON.parse(auth) as Token));
      if (token.secret !== secret()) throw new Refusal('auth', 'auth: of another secret', { retry: 0 });
      if (token.ends <= time.now()) throw new Refusal('auth', 'auth: has ended', { retry: 0 });
      return token.identity;
    },
  };
}
