import { ruleOf } from '../conformance-case.ts';
import { badgesOf, type Report } from './report.ts';
import { tallyOf } from './tally.ts';

/** The report as JSON: `{url, level, took, tally, badges, results}`, for a badge or a program. */
export function jsonReport(report: Report): string {
  const { target, level, results, rules, took } = report;
  return JSON.stringify(
    {
      url: target.url,
      site: target.about.site,
      level,
      took,
      tally: tallyOf(results),
      badges: badgesOf(report),
      results: results.map(({ case: one, lines, ...result }) => ({
        ...result,
        id: one.id,
        force: one.force,
        says: one.says,
        rule: rules.get(ruleOf(one)),
        ...(one.invariant !== undefined && { invariant: one.invariant }),
        ...(result.verdict === 'failed' && { usually: one.usually, lines }),
      })),
    },
    null,
    2,
  );
}
