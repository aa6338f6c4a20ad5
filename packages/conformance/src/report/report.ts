import type { Level } from '../conformance-case.ts';
import type { Result } from '../run.ts';
import type { Target } from '../target.ts';

/** What a report is made of. */
export interface Report {
  readonly target: Target;
  readonly level: Level;
  readonly results: readonly Result[];
  /** Each rule's sentence by its id. */
  readonly rules: ReadonlyMap<string, string>;
  /** ms. */
  readonly took: number;
}

/** What the server says that it has besides its level, and no case of which failed. */
export function badgesOf({ target, results }: Pick<Report, 'target' | 'results'>): string[] {
  return target.about.feat.filter((feat) => {
    const about = results.filter((result) => result.case.feat?.includes(feat));
    return about.some(({ verdict }) => verdict === 'passed') && about.every(({ verdict }) => verdict !== 'failed');
  });
}
