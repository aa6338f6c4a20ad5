import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** How many checks of a run went well. */
export interface Tally {
  passed: number;
  failed: number;
}

const cwd = fileURLToPath(new URL('..', import.meta.url));

/** Runs one npm script as one check; a failure is printed and counted, and the rest goes on. */
export function runScript(tally: Tally, script: string): void {
  console.log(`\n> ${script}`);
  const { status } = spawnSync('npm', ['run', '--silent', script], { cwd, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status === 0) tally.passed += 1;
  else {
    tally.failed += 1;
    console.error(`${script} failed`);
  }
}

/** Runs Vitest and adds its counts; a run that did not finish, or that ran nothing, counts as failed. */
export function runVitest(tally: Tally, args: string[], environment: Record<string, string> = {}): void {
  console.log(`\n> vitest ${args.join(' ')}`);
  const report = join(mkdtempSync(join(tmpdir(), 'bandoc-test-')), 'report.json');
  const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));
  const { status } = spawnSync(process.execPath, [vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...args], {
    cwd,
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
  let counted = { numPassedTests: 0, numFailedTests: 0, numFailedTestSuites: 0 };
  try {
    counted = JSON.parse(readFileSync(report, 'utf8')) as typeof counted;
  } catch {
    console.error('Vitest left no report.');
  }
  tally.passed += counted.numPassedTests;
  tally.failed += counted.numFailedTests;
  // A file that could not be loaded, or a browser that did not start, fails without a failed test.
  if (counted.numFailedTests === 0 && (status !== 0 || counted.numPassedTests === 0)) tally.failed += 1;
}

/** The closing line, and the exit code that goes with it. */
export function closeRun(tally: Tally): never {
  console.log(`\n${tally.passed} passed, ${tally.failed} failed`);
  process.exit(tally.failed > 0 || tally.passed === 0 ? 1 : 0);
}
