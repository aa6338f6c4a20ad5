import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { freshFile, later, ORIGIN, SECRET } from './standing.ts';

const MAIN = fileURLToPath(new URL('../../packages/server/src/main.ts', import.meta.url));

/** A process of `bandoc-server`, as the one who started it sees it. */
export interface ServerProcess {
  readonly child: ChildProcess;
  /** Everything that came out so far. */
  readonly out: () => string;
  readonly err: () => string;
  /** The lines of its log so far. */
  readonly lines: () => Array<Record<string, unknown>>;
  /** Comes with the first line of its log that says so; fails in its own words where it ends before. */
  said(message: string): Promise<Record<string, unknown>>;
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
  const [out, err] = [collect(child.stdout), collect(child.stderr)];
  const lines = () =>
    out()
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  return {
    child,
    out,
    err,
    lines,
    ended,
    said: (message) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = lines().find((line) => line['msg'] === message);
          if (found) resolve(found);
        };
        child.stdout.on('data', look);
        void ended.then((how) => reject(new Error(`ended (${how}) without "${message}": ${err()}${out()}`)));
        look();
      }),
  };
}

/** A running `bandoc-server` with open threads over a fresh file, and its addresses. */
export async function startServer(args: readonly string[] = [], file = freshFile()): Promise<ServerProcess & { origin: string; base: string; file: string }> {
  const server = runServer(['--site=demo', `--origins=${ORIGIN}`, '--threads=open', '--port=0', '--host=127.0.0.1', `--file=${file}`, ...args], {
    BANDOC_SECRET: SECRET,
  });
  const origin = `http://127.0.0.1:${String((await server.said('listening'))['port'])}`;
  return { ...server, origin, base: `${origin}/bandoc`, file };
}

function collect(stream: NodeJS.ReadableStream | null): () => string {
  let text = '';
  stream?.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  return () => text;
}
