import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { later } from './standing.ts';

const MAIN = fileURLToPath(new URL('../../packages/server/src/main.ts', import.meta.url));

/** A process of `bandoc-server`, as the one who started it sees it. */
export interface ServerProcess {
  readonly child: ChildProcess;
  /** Everything that came out so far. */
  readonly out: () => string;
  readonly err: () => string;
  /** How it ended: its exit status, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
}

/** Runs `bandoc-server` from its source, with nothing of this process's environment but the path. */
export function runServer(args: readonly string[], environment: Readonly<Record<string, string>> = {}): ServerProcess {
  const child = spawn(process.execPath, ['--conditions=source', '--no-warnings', MAIN, ...args], {
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | NodeJS.Signals>((resolve) => child.once('close', (code, signal) => resolve(signal ?? code ?? -1)));
  later(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return { child, out: collect(child.stdout), err: collect(child.stderr), ended };
}

function collect(stream: NodeJS.ReadableStream | null): () => string {
  let text = '';
  stream?.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  return () => text;
}
