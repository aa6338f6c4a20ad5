import type { Mutant } from './mutants.ts';
import { type Answer, inLanes } from './seeds-pool.ts';

export interface Seeds {
  readonly from: number;
  readonly seeds: number;
  readonly steps: number;
  readonly mutant?: Mutant | undefined;
}

/** The first seed that failed, shortened, if one did; and the kinds of frames that were met. */
export interface Ran {
  readonly failed: Answer | undefined;
  readonly reached: ReadonlySet<string>;
}

/** Runs seeds until one fails. */
export async function runSeeds({ from, seeds, steps, mutant }: Seeds): Promise<Ran> {
  const reached = new Set<string>();
  const failures: Answer[] = [];
  let seed = from;
  await inLanes(async (run) => {
    while (!failures.length && seed < from + seeds) {
      const answer = await run({ seed: seed++, steps, shorten: true, ...(mutant && { mutant }) });
      for (const kind of answer.reached) reached.add(kind);
      if (answer.faults.length) failures.push(answer);
    }
  });
  return { failed: failures.sort((a, b) => a.seed - b.seed)[0], reached };
}

/** What is found of each mutant first, by any of so many seeds. */
export async function findMutants(mutants: readonly Mutant[], { seeds, steps }: Pick<Seeds, 'seeds' | 'steps'>): Promise<Map<Mutant, string>> {
  const found = new Map<Mutant, string>();
  const left = [...mutants];
  await inLanes(async (run) => {
    for (let mutant = left.shift(); mutant; mutant = left.shift()) {
      for (let seed = 1; seed <= seeds && !found.has(mutant); seed += 1) {
        const { faults } = await run({ seed, steps, mutant, shorten: false });
        if (faults[0] !== undefined) found.set(mutant, `${faults[0]} (seed ${seed})`);
      }
    }
  });
  return found;
}

/** What somebody needs to know of a seed that failed. */
export function tell({ seed, faults, trace = [], taken = [] }: Answer): string {
  return [
    `seed ${seed} fails, and goes on failing with ${taken.length} of its steps: ${taken.join(' ')}`,
    ...trace,
    ...faults,
    `again: npm run simulate -- --from ${seed} --seeds 1`,
  ].join('\n');
}
