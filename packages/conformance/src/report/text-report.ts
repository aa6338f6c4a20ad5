import { ruleOf } from '../conformance-case.ts';
import type { Result } from '../run.ts';
import { badgesOf, type Report } from './report.ts';
import { tallyOf } from './tally.ts';

/** Lines of one failure that a terminal shows: how it began, and how it ended. */
const FIRST = 4;
const LAST = 8;

/** The report as text, failures at the end, where a terminal shows them. */
export function textReport(report: Report): string {
  const { target, level, results, rules, took } = report;
  const { passed, failed, remarks, unproven } = tallyOf(results);
  const told = results.filter(({ verdict }) => verdict === 'failed').map((result) => textOfFailure(result, rules));
  const lacking = [...new Set(results.filter(({ verdict }) => verdict === 'unproven').map(({ demanded = '' }) => demanded))];
  return [
    `${target.url}, level ${level}, ${Math.round(took / 100) / 10} s`,
    ...told,
    ...lacking.map((why) => `unproven: ${why} (${results.filter(({ verdict, demanded }) => verdict === 'unproven' && demanded === why).length} cases)`),
    `badges: ${badgesOf(report).join(', ') || 'none'}`,
    `${passed} passed, ${failed} failed, ${remarks} remarks, ${unproven} unproven`,
    '',
  ].join('\n');
}

/** One failure, in what its author needs to mend it. */
export function textOfFailure({ case: one, binding, demanded = '', came = '', lines = [] }: Result, rules: Report['rules']): string {
  return [
    `✗ ${one.id} by ${binding} · ${one.force} · ${one.says}`,
    `  rule      ${ruleOf(one)}: ${rules.get(ruleOf(one)) ?? ''}`,
    `  demanded  ${demanded}`,
    `  came      ${came}`,
    `  usually   ${one.usually}`,
    ...shown(lines.map(({ way, over, what }) => `    ${way === 'sent' ? '→' : '←'} ${over}  ${what}`)),
    '',
  ].join('\n');
}

function shown(lines: readonly string[]): readonly string[] {
  if (lines.length <= FIRST + LAST) return lines;
  return [...lines.slice(0, FIRST), '    …  what came between is in --report report.html', ...lines.slice(-LAST)];
}
