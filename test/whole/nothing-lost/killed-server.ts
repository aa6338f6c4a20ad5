import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { freePort } from '../../../examples/newspaper/src/free-port.ts';

/** Mistakes that a server process can be started with: `normal` does not wait for the disk. */
export type PlantedFault = 'early-ok' | 'unknown-key' | 'normal';

/** A server process on one SQLite file, killed and started again at will. */
export interface KilledServer {
  readonly base: string;
  readonly file: string;
  /** Settles when it answers; while it is down, when it next does. */
  up(): Promise<void>;
  /** Starts it; resolves when it answers, or was killed before it did. */
  start(): Promise<void>;
  /** Ends it by SIGKILL: no goodbye. */
  kill(): Promise<void>;
  /** Ends it and throws its file away. */
  close(): Promise<void>;
}

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** Puts the server into one file, so that it starts in a moment; answers where it is, and how to throw it away. */
export async function bundleServer(): Promise<{ readonly entry: string; drop(): void }> {
  const outDir = mkdtempSync(join(tmpdir(), 'bandoc-server-'));
  const conditions = ['source', 'node'];
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'warn',
    resolve: { conditions },
    ssr: { noExternal: true, resolve: { conditions } },
    build: {
      ssr: fileURLToPath(new URL('server-process.ts', import.meta.url)),
      outDir,
      emptyOutDir: true,
      target: 'node22',
      rolldownOptions: { output: { entryFileNames: 'server.mjs' } },
    },
  });
  return { entry: join(outDir, 'server.mjs'), drop: () => rmSync(outDir, { recursive: true }) };
}

export async function createKilledServer(entry: string, planted?: PlantedFault): Promise<KilledServer> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'bandoc-killed-'));
  const file = join(folder, 'comments.db');
  let child: ChildProcess | undefined;
  let ready = gate();

  const kill = async () => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };
  return {
    base: `http://127.0.0.1:${port}/bandoc`,
    file,
    kill,
    up: () => ready.promise,
    start: async () => {
      const started = spawn(process.execPath, [entry], {
        env: { ...process.env, PORT: String(port), FILE: file, ...(planted && { PLANTED: planted }) },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      child = started;
      let said = '';
      started.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
      await new Promise<void>((resolve, reject) => {
        started.stdout.once('data', () => {
          ready.open();
          resolve();
        });
        started.once('exit', (code, signal) => {
          if (ready.passed) ready = gate();
          if (signal === 'SIGKILL') resolve();
          else reject(new Error(`The server ended by itself with ${code ?? signal}: ${said}`));
        });
      });
    },
    close: async () => {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Gate {
  readonly promise: Promise<void>;
  readonly passed: boolean;
  open(): void;
}

function gate(): Gate {
  let open = () => {};
  let passed = false;
  const promise = new Promise<void>((resolve) => (open = resolve));
  return {
    promise,
    get passed() {
      return passed;
    },
    open: () => {
      passed = true;
      open();
    },
  };
}
