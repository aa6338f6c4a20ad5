import { threadTopic } from '@bandoc/protocol';
import { freshComment } from '@bandoc/server/core';
import { createRandom } from '../../setup/random.ts';
import { AFTERNOON, createVirtualTime, settlePromises } from '../../setup/virtual-time.ts';
import { openDisk } from './crashing-storage.ts';
import type { Disk } from './disk.ts';
import type { Mutant } from './mutants.ts';
import { THREAD } from './tab.ts';
import { variantOf } from './variant.ts';
import { createWorld } from './world.ts';

export interface Simulation {
  readonly seed: number;
  readonly steps: number;
  /** A mistake that is planted, to see that it is found. */
  readonly mutant?: Mutant;
  /** Of the schedule's steps these alone; all, unless given. */
  readonly only?: readonly number[];
}

export interface Outcome {
  /** Empty when every invariant held. */
  readonly faults: readonly string[];
  /** What happened, a line each. */
  readonly trace: readonly string[];
  /** The steps that were taken before the first fault, or all. */
  readonly taken: readonly number[];
  /** The kinds of frames that came from the server before quiet. */
  readonly reached: ReadonlySet<string>;
}

/** So long a page may take a dead connection for a good one: the silence it bears, until it looks, and for an answer that never comes. */
const DOUBT = 80_000;
/** Within this all is quiet after that: it is longer than the longest backoff, a lost beacon and another such answer, one after another. */
const CALM = 185_000;
/** How often it is looked whether all is quiet. */
const PAUSE = 5_000;
/** Within this everybody has what there is, once all is quiet (invariant I7). */
const CONVERGED = 35_000;
/** The part of the time between two steps that passes in a dense schedule. */
const DENSE = 0.1;
/** Steps between two looks at what is held. */
const LOOK = 8;

/** Runs readers and a server against a seeded schedule of faults, then lets everything come to rest; all in virtual time. */
export async function simulate({ seed, steps, mutant, only }: Simulation): Promise<Outcome> {
  const random = createRandom(seed);
  const time = createVirtualTime(AFTERNOON, settlePromises);
  const begun = time.now();
  const lines: Array<readonly [number, string]> = [];
  const trace = (line: string) => void lines.push([time.now() - begun, line]);
  const world = createWorld({ seed, random, time, trace, mutant });
  await fill(world.disk, world.ids);
  world.begin();

  const pace = variantOf(seed).isDense ? DENSE : 1;
  const faults: string[] = [];
  const taken: number[] = [];
  for (const step of only ?? Array.from({ length: steps }, (_, i) => i)) {
    // Each step has chance of its own, so that one is the same whether those before it are taken or not.
    random.reseed(Math.imul(seed, 7_919) + step);
    taken.push(step);
    await world.act();
    await time.pass(Math.floor(random.below(random.chance(0.1) ? 20_000 : 1_200) * pace));
    if (taken.length % LOOK === 0) faults.push(...world.look());
    if (faults.length) break;
  }
  const reached = new Set(world.reached);
  if (faults.length === 0) {
    trace('calm');
    world.calm();
    await time.pass(DOUBT);
    for (let passed = 0; passed < CALM && !world.isQuiet(); passed += PAUSE) await time.pass(PAUSE);
    trace('quiet');
    await time.pass(CONVERGED);
    faults.push(...world.look(), ...world.lookAtRest());
  }
  return { faults, trace: lines.map(([at, line]) => `${String(at).padStart(7)} ${line}`), taken, reached };
}

/** Enough that a thread has pages, and a comment more replies than come along. */
async function fill(disk: Disk, ids: () => string): Promise<void> {
  const topic = threadTopic(THREAD);
  const parent = ids();
  await openDisk(disk, async () => undefined).transact(async (transaction) => {
    for (let seq = 1; seq <= 50; seq += 1) {
      const isReply = seq > 45;
      const isParent = seq === 45;
      await transaction.raise(topic);
      await transaction.putComment(
        freshComment({
          topic,
          id: isParent ? parent : ids(),
          v: seq,
          cv: isParent ? 50 : seq,
          c: seq,
          parent: isReply ? parent : null,
          depth: isReply ? 1 : 0,
          actor: 'seed',
          author: { id: 'seed', name: 'Người cũ' },
          time: seq,
          state: 'shown',
          replies: isParent ? 5 : 0,
          text: `lời cũ số ${seq}`,
          hash: '',
        }),
      );
    }
    await transaction.putTotals(topic, { total: 50 });
  });
}
