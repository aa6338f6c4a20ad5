import { beforeAll, describe, expect, it } from 'vitest';
import { MUTANTS, type Mutant } from './mutants.ts';
import { findMutants, runSeeds, tell } from './run-seeds.ts';

const STEPS = 300;
const from = Number(process.env['FROM'] ?? 1);
const seeds = Number(process.env['SEEDS'] ?? 700);

/** What the server has to have said at least once, or the schedules were too kind. */
const KINDS = [
  'snap full',
  'snap delta',
  'snap page',
  'ev',
  ...['add', 'edit', 'del', 'react', 'flag', 'mod'].flatMap((op) => [`ok ${op}`, `ok ${op} dup`]),
  ...['auth', 'key-reuse', 'not-found', 'conflict', 'denied'].map((code) => `err ${code}`),
];

describe('the real client core and the real server core under faults', () => {
  it(
    `keep [I1] to [I16] and [CL1] over ${seeds} schedules of ${STEPS} steps, from seed ${from}`,
    async () => {
      const { failed, reached } = await runSeeds({ from, seeds, steps: STEPS });
      if (failed) expect.fail(tell(failed));
      if (seeds >= 100) expect([...reached]).toEqual(expect.arrayContaining(KINDS));
    },
    60_000 + seeds * 1_000,
  );
});

describe('a schedule that found a fault once', () => {
  it.each([
    ['a comment whose key was known to the server stood in for itself, with no reply, for ever', 1821],
    ['a comment that another tab had sent under another identity was called refused', 1992],
    ['a page that came after the topic was given up let an older copy in', 3002],
    ['an edit that was stored under an earlier identity of the device was called refused', 9],
    ['a tab that was open before the device had a name was refused what it did', 3308],
    ['a reader whose token had ended asked for what is hers alone every two seconds, in vain', 18],
  ])('finds it no more: %s (seed %i)', async (_, seed) => {
    const { failed } = await runSeeds({ from: seed, seeds: 1, steps: STEPS });
    if (failed) expect.fail(tell(failed));
  });
});

describe('a simulation that finds nothing proves something: it finds it when', () => {
  const mutants = Object.keys(MUTANTS) as Mutant[];
  let found = new Map<Mutant, string>();

  beforeAll(async () => {
    found = await findMutants(mutants, { seeds: 50, steps: STEPS });
  }, 600_000);

  it.each(mutants.map((mutant) => [MUTANTS[mutant][0], mutant] as const))('%s', (_, mutant) => {
    expect(found.get(mutant)).toMatch(MUTANTS[mutant][1]);
  });
});
