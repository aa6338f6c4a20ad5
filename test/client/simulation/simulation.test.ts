import { describe, expect, it } from 'vitest';
import { MUTANTS, type Mutant } from './mutants.ts';
import { simulate } from './simulate.ts';

const STEPS = 150;
const first = Number(process.env['FROM'] ?? 1);
const seeds = Number(process.env['SEEDS'] ?? 200);

/** The shortest beginning of this seed's schedule that still fails, told from its start. */
async function explain(seed: number, steps: number, mutant?: Mutant): Promise<string> {
  let shortest = await simulate({ seed, steps, ...(mutant && { mutant }) });
  for (let low = 0, high = steps; low < high; ) {
    const middle = (low + high) >> 1;
    const outcome = await simulate({ seed, steps: middle, ...(mutant && { mutant }) });
    if (outcome.faults.length) [high, shortest] = [middle, outcome];
    else low = middle + 1;
  }
  return [`seed ${seed}: again with FROM=${seed} SEEDS=1`, ...shortest.trace, ...shortest.faults].join('\n');
}

describe('the real client core and the real server core under faults', () => {
  it(
    `keeps [I1] [I2] [I6] [I7] [I8] [I10] over ${seeds} seeds from ${first}`,
    async () => {
      const met = new Set<string>();
      for (let seed = first; seed < first + seeds; seed += 1) {
        const { faults, steps, reached } = await simulate({ seed, steps: STEPS });
        if (faults.length) expect.fail(await explain(seed, steps));
        for (const kind of reached) met.add(kind);
      }
      // A schedule that meets nothing proves nothing.
      if (seeds >= 100) expect([...met]).toEqual(expect.arrayContaining(KINDS));
    },
    seeds * 5_000,
  );

  for (const mutant of Object.keys(MUTANTS) as Mutant[]) {
    it(`finds it when ${MUTANTS[mutant]}`, async () => {
      const found: string[] = [];
      for (let seed = 1; seed <= 100 && !found.length; seed += 1) found.push(...(await simulate({ seed, steps: STEPS, mutant })).faults);
      expect(found[0]).toMatch(EXPECTED[mutant]);
    }, 60_000);
  }
});

const KINDS = ['snap full', 'snap delta', 'snap page', 'ev', 'ok', 'ok dup', 'err auth', 'err key-reuse'];

const EXPECTED: Record<Mutant, RegExp> = {
  'ack-before-commit': /\[I1\]|\[I5\]|\[I8\]/,
  'ignore-gaps': /\[I6\]|\[I7\]/,
  'new-key-on-retry': /\[I2\]/,
  'page-as-is': /\[I6\]|\[I7\]/,
  'item-dropped': /\[I6\]|\[I7\]/,
};
