import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cases, type Level, meet, readRules, run, type Target, textOfFailure } from '@bandoc/conformance';
import { describe, expect, it, onTestFinished } from 'vitest';
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
    lines: 330,
    command: (port) => ['php', '-S', `127.0.0.1:${port}`, 'bandoc.php'],
    canRun: ['php', '-r', 'exit(extension_loaded("pdo_sqlite") && extension_loaded("intl") ? 0 : 1);'],
  },
  { file: 'python/bandoc.py', level: 1, lines: 450, command: () => ['python3', 'bandoc.py'], canRun: ['python3', '--version'] },
  {
    file: 'node-ws/bandoc.mjs',
    level: 2,
    lines: 540,
    command: () => [process.execPath, '--no-warnings', 'bandoc.mjs'],
    canRun: [process.execPath, '--version'],
  },
];

/** Times that cases wait for, small. */
const QUICK = { BANDOC_BEACON: '800', BANDOC_STREAM: '2500', BANDOC_HELLO: '2000', BANDOC_SLOW: '1000', BANDOC_PING: '1500', BANDOC_BUDGET: '65536' };

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
    it.skipIf(why)(`${file} passes every MUST of level ${level}${why}`, { timeout: 120_000 }, async () => {
      const target = await stand(pathOf(file), command);
      const results = await run(cases, target, { level });
      const failed = results.filter(({ verdict, case: { force } }) => verdict === 'failed' && force === 'MUST');
      expect(failed.map((result) => textOfFailure(result, rules))).toEqual([]);
      expect(results.filter(({ verdict }) => verdict === 'passed').length).toBeGreaterThan(50);
    });
  }
});

/** Starts a backend over an empty file, until the test is over. */
async function stand(path: string, command: Backend['command']): Promise<Target> {
  const port = await freePort();
  const [program = '', ...args] = command(port);
  const child = spawn(program, args, {
    cwd: join(path, '..'),
    // A group of its own: PHP's workers end with it.
    detached: true,
    stdio: 'ignore',
    env: {
      ...process.env,
      ...QUICK,
      PHP_CLI_SERVER_WORKERS: '4',
      BANDOC_SITE: 'demo',
      BANDOC_SECRET: SECRET,
      BANDOC_ORIGINS: ORIGIN,
      BANDOC_FILE: join(mkdtempSync(join(tmpdir(), 'bandoc-backend-')), 'bandoc.db'),
      PORT: String(port),
    },
  });
  onTestFinished(() => void process.kill(-(child.pid as number)));
  let target: Target | undefined;
  await until(async () => {
    target = await meet({ url: `http://127.0.0.1:${port}`, secret: SECRET, origin: ORIGIN }).catch(() => undefined);
    return target !== undefined;
  });
  return target as unknown as Target;
}

function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
