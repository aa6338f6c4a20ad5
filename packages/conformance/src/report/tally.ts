import type { Result } from '../run.ts';

/** What a result says of the server: a SHOULD or MAY that fails is a remark, not a failure. */
export type Outcome = 'passed' | 'failed' | 'remark' | 'unproven';

export function outcomeOf({ verdict, case: { force } }: Result): Outcome {
  return verdict === 'failed' && force !== 'MUST' ? 'remark' : verdict;
}

/** How many of each outcome. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly remarks: number;
  readonly unproven: number;
}

export function tallyOf(results: readonly Result[]): Tally {
  const count = (outcome: Outcome) => results.filter((result) => outcomeOf(result) === outcome).length;
  return { passed: count('passed'), failed: count('failed'), remarks: count('remark'), unproven: count('unproven') };
}
