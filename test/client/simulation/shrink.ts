import { type Outcome, type Simulation, simulate } from './simulate.ts';

/** Runs that a search for a shorter schedule may take. */
const MOST_RUNS = 300;

/** The same seed with as few steps of its schedule as a search finds that still break the same invariant, and what happened in them. */
export async function shrink(simulation: Simulation, failed: Outcome): Promise<Outcome> {
  const invariant = invariantOf(failed);
  let shortest = failed;
  let runs = 0;
  for (let size = Math.ceil(failed.taken.length / 2); size >= 1 && runs < MOST_RUNS; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < shortest.taken.length && runs < MOST_RUNS; ) {
      const only = shortest.taken.toSpliced(at, size);
      const outcome = await simulate({ ...simulation, only });
      runs += 1;
      if (invariantOf(outcome) === invariant) shortest = outcome;
      else at += size;
    }
  }
  return shortest;
}

function invariantOf({ faults: [fault] }: Outcome): string | undefined {
  return fault && (/^\[\w+\]/.exec(fault)?.[0] ?? fault);
}
