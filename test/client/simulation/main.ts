import { parseArgs } from 'node:util';
import { MUTANTS, type Mutant } from './mutants.ts';
import { runSeeds, tell } from './run-seeds.ts';

// `npm run simulate -- --seeds 10000 --from 1`: any number of schedules of the simulation; the first that fails is shortened and told.
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '2000' },
    from: { type: 'string', default: '1' },
    steps: { type: 'string', default: '300' },
    mutant: { type: 'string' },
  },
});
const { mutant } = values;
if (mutant !== undefined && !(mutant in MUTANTS)) {
  console.error(`There is no mutant "${mutant}": ${Object.keys(MUTANTS).join(', ')}.`);
  process.exit(2);
}
const begun = performance.now();
const { failed, reached } = await runSeeds({
  from: Number(values.from),
  seeds: Number(values.seeds),
  steps: Number(values.steps),
  mutant: mutant as Mutant | undefined,
});
if (failed) console.error(tell(failed));
else console.log(`No schedule broke an invariant: seeds ${values.from} to ${Number(values.from) + Number(values.seeds) - 1}, ${values.steps} steps each.`);
console.log(`${((performance.now() - begun) / 1_000).toFixed(1)} s; the server sent: ${[...reached].sort().join(', ')}`);
process.exit(failed ? 1 : 0);
