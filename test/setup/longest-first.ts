import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take the longest, most of it waiting; a fresh clone knows no durations yet, and what begins last would be waited for alone. */
const LONG = ['backends/backends', 'whole/quiet-page', 'whole/backends', 'whole/nothing-lost/kill', 'conformance/mutants'].map(
  (name) => `test/${name}.test.ts`,
);

/** Vitest's own order, with the longest files first in their group. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const groupOf = ({ project }: TestSpecification) => project.config.sequence.groupOrder;
    const rankOf = ({ moduleId }: TestSpecification) => (LONG.some((name) => moduleId.endsWith(name)) ? 0 : 1);
    return (await super.sort(files)).sort((a, b) => groupOf(a) - groupOf(b) || rankOf(a) - rankOf(b));
  }
}
