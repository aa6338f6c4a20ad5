import { writeFileSync } from 'node:fs';
import { cases } from './cases/index.ts';
import { holdClient } from './clients/hold-client.ts';
import { type Level, levelOf } from './conformance-case.ts';
import { HELP, type Options, readOptions } from './options.ts';
import { htmlReport } from './report/html-report.ts';
import { jsonReport } from './report/json-report.ts';
import type { Report } from './report/report.ts';
import { tallyOf } from './report/tally.ts';
import { textReport } from './report/text-report.ts';
import { readRules } from './rules.ts';
import { run } from './run.ts';
import { meet, type Target } from './target.ts';

try {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options && 'client' in options) process.exitCode = (await holdClient(options)) ? 0 : 1;
  else if (options) await hold(options);
  else console.log(HELP);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}

async function hold(options: Options): Promise<void> {
  const target = await meet(options);
  if (options.site !== undefined && target.about.site !== options.site)
    throw new Error(`${options.url} is the site "${target.about.site}", not "${options.site}".`);
  const level = options.level ?? highestOf(target);
  const begun = Date.now();
  const results = await run(cases, target, { level, only: options.only });
  if (results.length === 0) throw new Error(`No case is called ${options.only?.join(', ') ?? 'so'} at level ${level}.`);
  const report: Report = { target, level, results, rules: readRules(), took: Date.now() - begun };
  if (options.report !== undefined) writeFileSync(options.report, inForm(options.report, report));
  console.log(textReport(report));
  process.exitCode = tallyOf(results).failed ? 1 : 0;
}

function inForm(file: string, report: Report): string {
  if (file.endsWith('.html')) return htmlReport(report);
  return file.endsWith('.json') ? jsonReport(report) : textReport(report);
}

function highestOf({ about: { bind } }: Target): Level {
  const has = (['http', 'stream', 'ws', 'io'] as const).filter((binding) => bind[binding] !== undefined);
  return Math.max(...has.map(levelOf)) as Level;
}
