import type { Result } from '../run.ts';

/** How many of each verdict; a failed SHOULD or MAY is a remark, not a failure of the server. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly remarks: number;
  readonly unproven: number;
}

export function tallyOf(results: readonly Result[]): Tally {
  const count = (isSuch: (result: Result) => boolean) => results.filter(isSuch).length;
  return {
    passed: count(({ verdict }) => verdict === 'passed'),
    failed: count((result) => result.verdict === 'failed' && result.case.force === 'MUST'),
    remarks: count((result) => result.verdict === 'failed' && result.case.force !== 'MUST'),
    unproven: count(({ verdict }) => verdict === 'unproven'),
  };
}
