import { cases, meet, type Result, readRules, run, textOfFailure } from '@bandoc/conformance';
import { describe, expect, it } from 'vitest';
import { ORIGIN, SECRET } from '../server/standing.ts';
import { standMutant } from './mutant-server.ts';
import { MUTANTS } from './mutants.ts';

/** Holds the whole kit against each mutant: half an hour. */
const isWhole = process.env['KIT'] === 'whole';
const rules = readRules();

const hold = async (mutation: Parameters<typeof standMutant>[0], only?: readonly string[]) =>
  run(cases, await meet({ url: await standMutant(mutation), secret: SECRET, origin: ORIGIN }), { level: 3, only });

const failed = (results: readonly Result[]) => results.filter(({ verdict }) => verdict === 'failed');

describe('the kit', () => {
  it('finds nothing wrong with the reference server', { timeout: 150_000 }, async () => {
    const results = await hold({});
    expect(failed(results).map((result) => textOfFailure(result, rules))).toEqual([]);
    expect(results.length).toBeGreaterThan(0);
  });

  it.each(Object.entries(MUTANTS))('finds the mutant %s', { timeout: 150_000 }, async (name, { what, found, ...mutation }) => {
    const ids = [...new Set(failed(await hold(mutation, isWhole ? undefined : found)).map(({ case: one }) => one.id))];
    console.log(`${name}: ${what}: ${ids.join(', ')}`);
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter((id) => !ids.includes(id))).toEqual([]);
  });
});
