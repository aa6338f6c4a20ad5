import { badgesOf, cases, meet, type Result, readRules, run, textOfFailure } from '@bandoc/conformance';
import { OFFERED } from '@bandoc/server/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { ORIGIN, SECRET } from '../server/standing.ts';
import { type Mutation, withMutant } from './mutant-server.ts';
import { MUTANTS } from './mutants.ts';

/** Holds the whole kit against each mutant, not only the cases that its row names. */
const isWhole = process.env['KIT'] === 'whole';
const rules = readRules();

/** So many mutants are held at once: most of their time is spent waiting, of the whole kit's nearly all. */
const LANES = isWhole ? 8 : 4;

const hold = (mutation: Mutation, only?: readonly string[]) =>
  withMutant(mutation, async (url) => run(cases, await meet({ url, secret: SECRET, origin: ORIGIN }), { level: 3, only }));

const failed = (results: readonly Result[]) => results.filter(({ verdict }) => verdict === 'failed');

describe('the kit', () => {
  it('finds nothing wrong with the reference server', { timeout: 150_000 }, async () => {
    const results = await hold({});
    expect(failed(results).map((result) => textOfFailure(result, rules))).toEqual([]);
    expect(results.length).toBeGreaterThan(0);
  });

  it('[FT1] [TF4] finds nothing wrong with a server that has no feature at all', { timeout: 150_000 }, async () => {
    const results = await hold({ settings: { without: OFFERED } });
    expect(failed(results).map((result) => textOfFailure(result, rules))).toEqual([]);
    expect(results.map(({ case: { id } }) => id)).toContain('FT1.without');
  });

  it('[NT2] gives the badge "note" to a server that tells who follows that somebody types', () =>
    withMutant({ notes: 'told' }, async (url) => {
      const target = await meet({ url, secret: SECRET, origin: ORIGIN });
      const results = await run(cases, target, { level: 3, only: ['NT2'] });
      expect(results.map(({ verdict }) => verdict)).toEqual(['passed', 'passed']);
      expect(badgesOf({ target, results })).toContain('note');
    }));

  describe('finds the mutant', () => {
    const finders = new Map<string, readonly string[]>();

    beforeAll(async () => {
      const left = Object.entries(MUTANTS);
      const lane = async () => {
        for (let next = left.shift(); next; next = left.shift()) {
          const [name, { what: _, found, ...mutation }] = next;
          finders.set(name, [...new Set(failed(await hold(mutation, isWhole ? undefined : found)).map(({ case: { id } }) => id))]);
        }
      };
      await Promise.all(Array.from({ length: LANES }, lane));
      console.table(Object.entries(MUTANTS).map(([name, { what }]) => ({ mutant: name, what, 'found by': finders.get(name)?.join(', ') })));
    }, 3_600_000);

    it.each(Object.entries(MUTANTS))('%s', (name, { found }) => {
      expect(found.length).toBeGreaterThan(0);
      const missed = found.filter((id) => !finders.get(name)?.includes(id));
      // Beside all others a property has less time for its schedules, and one case is enough to find a mutant.
      if (isWhole) expect(missed.length).toBeLessThan(found.length);
      else expect(missed).toEqual([]);
    });
  });
});
