import { writeFileSync } from 'node:fs';
import { readRules } from '../rules.ts';
import { Adapter } from './adapter.ts';
import { runScenarios } from './run-scenarios.ts';
import { readScenarios } from './scenario.ts';
import { jsonOfScenarios, textOfScenarios } from './scenario-report.ts';

export interface ClientOptions {
  /** The command line of the program that holds the client. */
  readonly client: string;
  readonly only: readonly string[] | undefined;
  readonly report: string | undefined;
}

/** Holds a client to the scenarios, prints what became of it, and answers whether none failed. */
export async function holdClient({ client, only, report }: ClientOptions): Promise<boolean> {
  const adapter = await Adapter.start(client);
  try {
    const results = await runScenarios([...readScenarios().values()].flat(), adapter, { only });
    if (results.length === 0) throw new Error(`No scenario is called ${only?.join(', ') ?? 'so'}.`);
    const rules = readRules();
    const text = textOfScenarios(results, rules);
    if (report !== undefined) writeFileSync(report, report.endsWith('.json') ? jsonOfScenarios(results, rules) : text);
    console.log(text);
    return results.every(({ verdict }) => verdict !== 'failed');
  } finally {
    adapter.close();
  }
}
