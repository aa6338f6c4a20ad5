import { execSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cases, type Level, meet, readRules, run, type Target, textOfFailure } from '@bandoc/conformance';
import { describe, expect, it, type TestContext } from 'vitest';
import { freePort } from '../../examples/newspaper/src/free-port.ts';
import { ORIGIN, SECRET } from '../server/standing.ts';
import { until } from '../setup/until.ts';

interface Backend {
  readonly file: string;
  readonly level: Level;
  /** What it may not outgrow; the aim is 200. */
  readonly lines: number;
  /** What is run where a free port is needed, and what tells whether it can be. */
  readonly command: (port: number) => readonly string[];
  readonly canRun: readonly string[];
}

const BACKENDS: readonly Backend[] = [
  {
    file: 'php/bandoc.php',
    level: 0,
    lines: 200,
    command: (port) => ['php', '-S', `127.0.0.1:${port}`, 'bandoc.php'],
    canRun: ['php', '-r', 'exit(extension_loaded("pdo_sqlite") && extension_loaded("intl") ? 0 : 1);'],
  },
  { file: 'python/bandoc.py', level: 1, lines: 200, command: () => ['python3', 'bandoc.py'], canRun: ['python3', '--version'] },
  {
    file: 'node-ws/bandoc.mjs',
    level: 2,
    lines: 200,
    command: () => [process.execPath, '--no-warnings', 'bandoc.mjs'],
    canRun: [process.execPath, '--version'],
  },
];

/** Times that cases wait for, small. */
const QUICK = { BANDOC_BEACON: '800', BANDOC_STREAM: '6000', BANDOC_SLOW: '9000' };

const pathOf = (file: string) => fileURLToPath(new URL(`../../examples/backends/${file}`, import.meta.url));
const rules = readRules();

describe('the example backends', () => {
  it.each(BACKENDS)('$file has at most $lines lines, none over 100 characters', ({ file, lines: most }) => {
    const lines = readFileSync(pathOf(file), 'utf8').split('\n');
    expect(lines.length - 1).toBeLessThanOrEqual(most);
    expect(lines.filter((line) => line.length > 100)).toEqual([]);
  });

  for (const { file, level, command, canRun } of BACKENDS) {
    const [program = '', ...args] = canRun;
    const why = spawnSync(program, args).status === 0 ? '' : ` (not run: no ${program})`;
    // Side by side: most of their time is spent waiting.
    it.skipIf(why).concurrent(`${file} passes every MUST of level ${level}${why}`, { timeout: 240_000 }, async ({ onTestFinished }) => {
      const target = await stand(pathOf(file), command, onTestFinished);
      const results = await run(cases, target, { level });
      const failed = results.filter(({ verdict, case: { force } }) => verdict === 'failed' && force === 'MUST');
      expect(failed.map((result) => textOfFailure(result, rules))).toEqual([]);
      expect(results.filter(({ verdict }) => verdict === 'passed').length).toBeGreaterThan(50);
    });
  }
});

/** Starts a backend over an empty file, until the test is over; the kit may kill it. */
async function stand(path: string, command: Backend['command'], onTestFinished: TestContext['onTestFinished']): Promise<Target> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'bandoc-backend-'));
  const settings = { BANDOC_SITE: 'demo', BANDOC_SECRET: SECRET, BANDOC_ORIGINS: ORIGIN, BANDOC_FILE: join(folder, 'bandoc.db'), PORT: String(port) };
  const lines = Object.entries({ ...QUICK, ...settings, PHP_CLI_SERVER_WORKERS: '4' }).map(([name, value]) => `export ${name}='${value}'`);
  const [script, pid] = [join(folder, 'start.sh'), join(folder, 'pid')];
  writeFileSync(script, [...lines, `cd '${join(path, '..')}'`, `exec ${command(port).join(' ')}`, ''].join('\n'));
  // A group of its own, which PHP's workers end with.
  const start = `setsid sh '${script}' >/dev/null 2>&1 & echo $! >'${pid}'`;
  execSync(start, { stdio: 'ignore' });
  onTestFinished(() => {
    process.kill(-Number(readFileSync(pid, 'utf8')), 'SIGKILL');
    rmSync(folder, { recursive: true });
  });
  let target: Target | undefined;
  await until(async () => {
    const kill = `kill -9 -$(cat '${pid}') && { ${start}; }`; // Without `--`, which the shell of Debian does not know.
    target = await meet({ url: `http://127.0.0.1:${port}`, secret: SECRET, origin: ORIGIN, kill }).catch(() => undefined);
    return target !== undefined;
  });
  return target as unknown as Target;
}
