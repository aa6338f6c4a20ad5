import { Unproven } from './demand.ts';
import type { Trial } from './trial.ts';

/** Unproven where the run’s binding is a stream that may end before a case has seen what it looks for. */
export function needStreamLife(trial: Trial, ms = 10_000): void {
  const { stream = 60_000 } = trial.about.max;
  if (trial.binding === 'stream' && stream * 0.75 < ms) throw new Unproven(`it needs streams that live for ${ms} ms (max.stream)`);
}
