import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../examples/newspaper/src/free-port.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The demo newspaper as a process of its own, on a database of its own. */
export interface Paper {
  readonly origin: string;
  readonly port: number;
  readonly data: string;
  /** Ends it as a power cut would: no goodbye. */
  kill(): Promise<void>;
  /** Starts it again on the same port and data. */
  restart(): Promise<void>;
  /** Publishes as the README says, and returns what the command printed. */
  publish(...args: string[]): Promise<string>;
  /** Decides as the README says, and returns what the command printed. */
  moderate(...args: string[]): Promise<string>;
  /** Ends it and throws its data away. */
  close(): Promise<void>;
}

/** How the newspaper is started: its arguments, and what its environment has besides ours. */
export interface PaperOptions {
  readonly args?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** Starts the built newspaper (`npm run build` first) and waits until it answers. */
export async function startPaper(options: PaperOptions = {}): Promise<Paper> {
  const port = await freePort();
  const data = mkdtempSync(join(tmpdir(), 'bandoc-paper-'));
  const environment = { ...process.env, PORT: String(port), DATA: data, ...options.environment };
  const origin = `http://localhost:${port}`;
  let child: ChildProcess | undefined;

  const start = async () => {
    const started = spawn(process.execPath, ['examples/newspaper/dist/main.js', ...(options.args ?? [])], {
      cwd: root,
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = started;
    let said = '';
    await new Promise<void>((resolve, reject) => {
      const listen = (chunk: Buffer) => {
        said += chunk.toString();
        if (said.includes(origin)) resolve();
      };
      started.stdout?.on('data', listen);
      started.stderr?.on('data', listen);
      started.once('exit', (code) => reject(new Error(`The newspaper ended with ${code}: ${said}`)));
    });
  };
  const kill = async () => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };
  const run = async (name: string, args: readonly string[]) => {
    const program = spawn(process.execPath, [`examples/newspaper/dist/${name}.js`, ...args], { cwd: root, env: environment });
    let said = '';
    program.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    program.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const [code] = (await once(program, 'exit')) as [number];
    if (code !== 0) throw new Error(`${name} ended with ${code}: ${said}`);
    return said;
  };
  await start();
  return {
    origin,
    port,
    data,
    kill,
    restart: start,
    publish: (...args) => run('publish', args),
    moderate: (...args) => run('mod', args),
    async close() {
      await kill();
      rmSync(data, { recursive: true, force: true });
    },
  };
}
