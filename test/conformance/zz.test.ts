import { appendFileSync } from 'node:fs';
import { cases, meet, run } from '@bandoc/conformance';
import { expect, it } from 'vitest';
import { ORIGIN, SECRET } from '../server/standing.ts';
import { standMutant } from './mutant-server.ts';
import { MUTANTS } from './mutants.ts';

it.each(Object.entries(MUTANTS).filter(([name]) => !process.env.WHICH || process.env.WHICH.split(',').includes(name)))('%s', { timeout: 150_000 }, async (name, { what, found, ...mutation }) => {
  const results = await run(cases, await meet({ url: await standMutant(mutation), secret: SECRET, origin: ORIGIN }), {
    level: Number(process.env.LEVEL ?? 0) as 0,
    only: process.env.ONLY?.split(','),
  });
  const ids = [...new Set(results.filter(({ verdict }) => verdict === 'failed').map(({ case: one }) => one.id))];
  appendFileSync(process.env.OUT ?? '/tmp/found.txt', `${name}: ${ids.join(' ')}\n`);
  expect(1).toBe(1);
});
