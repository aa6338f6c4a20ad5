import { Adapter, readRules, readScenarios, runScenarios, type ScenarioOptions, type ScenarioResult, textOfScenario } from '@bandoc/conformance';
import { describe, expect, it } from 'vitest';
import { MUTANTS } from './client-mutants.ts';

const ROOT = new URL('../../', import.meta.url).pathname;
const NODE = `"${process.execPath}" --conditions=source --no-warnings`;
const ours = (mutant = '') => `${NODE} "${ROOT}test/conformance/client-adapter.ts" ${mutant}`;
const TINY = `"${process.execPath}" "${ROOT}examples/clients/tiny-adapter.mjs"`;

const scenarios = [...readScenarios().values()].flat();
const rules = readRules();

async function hold(command: string, options: ScenarioOptions = {}): Promise<ScenarioResult[]> {
  const adapter = await Adapter.start(command);
  try {
    return await runScenarios(scenarios, adapter, options);
  } finally {
    adapter.close();
  }
}

const failed = (results: readonly ScenarioResult[]) => results.filter(({ verdict }) => verdict === 'failed');
const passed = (results: readonly ScenarioResult[]) => results.filter(({ verdict }) => verdict === 'passed');

describe('the scenarios for clients', () => {
  it('are at least a hundred, each of a rule that there is, under an id of its own', () => {
    expect(scenarios.length).toBeGreaterThanOrEqual(100);
    expect(new Set(scenarios.map(({ id }) => id)).size).toBe(scenarios.length);
    expect(scenarios.filter(({ id }) => !rules.has(id.split('.')[0] ?? ''))).toEqual([]);
  });

  it('are all passed by our client', { timeout: 120_000 }, async () => {
    const results = await hold(ours());
    expect(failed(results).map((result) => textOfScenario(result, rules))).toEqual([]);
    expect(passed(results).length).toBe(scenarios.length);
  });

  it('that need no more than reading are passed by a tiny client', { timeout: 120_000 }, async () => {
    const results = await hold(TINY);
    expect(failed(results).map((result) => textOfScenario(result, rules))).toEqual([]);
    expect(passed(results).length).toBe(scenarios.filter(({ needs }) => needs.every((need) => need === 'read')).length);
  });

  it.concurrent.each(Object.entries(MUTANTS))('find the mutant %s', { timeout: 120_000 }, async (name, { found }) => {
    const results = await hold(ours(name), { only: found, patience: 2_000 });
    expect(results.map(({ scenario }) => scenario.id).sort()).toEqual([...found].sort());
    expect(passed(results).map(({ scenario }) => scenario.id)).toEqual([]);
  });
});
