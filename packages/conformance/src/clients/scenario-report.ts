import { ruleOf } from '../conformance-case.ts';
import type { ScenarioResult } from './run-scenarios.ts';

type Rules = ReadonlyMap<string, string>;

const count = (results: readonly ScenarioResult[], wanted: ScenarioResult['verdict']) => results.filter(({ verdict }) => verdict === wanted).length;

/** The report as text, failures first, the numbers last. */
export function textOfScenarios(results: readonly ScenarioResult[], rules: Rules): string {
  const failures = results.filter(({ verdict }) => verdict === 'failed').map((result) => textOfScenario(result, rules));
  return [
    ...failures,
    `${count(results, 'passed')} passed, ${count(results, 'failed')} failed, ${count(results, 'absent')} of what the client does not have`,
    '',
  ].join('\n');
}

/** One failure, in what the client's author needs to mend it. */
export function textOfScenario({ scenario, line, demanded = '', came = '', lines = [] }: ScenarioResult, rules: Rules): string {
  return [
    `✗ ${scenario.id} · line ${line} · ${scenario.says}`,
    `  rule      ${ruleOf(scenario)}: ${rules.get(ruleOf(scenario)) ?? ''}`,
    `  demanded  ${demanded}`,
    `  came      ${came}`,
    ...lines.map(({ way, over, what }) => `    ${way === 'sent' ? '→' : '←'} ${over}  ${what}`),
    '',
  ].join('\n');
}

/** The report as JSON, for a program. */
export function jsonOfScenarios(results: readonly ScenarioResult[], rules: Rules): string {
  const tally = { passed: count(results, 'passed'), failed: count(results, 'failed'), absent: count(results, 'absent') };
  const told = results.map(({ scenario: { id, says }, ...result }) => ({ id, says, rule: rules.get(id.slice(0, id.indexOf('.'))), ...result }));
  return JSON.stringify({ tally, results: told }, null, 2);
}
