import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ServerFrame, threadTopic } from '@bandoc/protocol';
import { freePort } from '../../../examples/newspaper/src/free-port.ts';
import type { PlantedFault } from './killed-server.ts';

/** Why no process can be traced here; undefined where one can. */
export function whyUntraced(): string | undefined {
  if (process.platform !== 'linux') return 'strace is of Linux';
  const { status, error, stderr } = spawnSync('strace', ['-f', '-o', '/dev/null', 'true'], { encoding: 'utf8' });
  if (error) return 'strace is not installed';
  return status === 0 ? undefined : `strace may not trace: ${stderr.trim().split('\n')[0] ?? ''}`;
}

/** What a server did for one comment, in the order in which it asked the system for it. */
export interface Traced {
  readonly key: string;
  /** Places among all calls: the comment goes to the WAL, the WAL is synced, its `ok` goes to the socket. Undefined: never. */
  readonly written: number | undefined;
  readonly synced: number | undefined;
  readonly answered: number | undefined;
}

/** Lets a traced server take some comments, alone and many at once, and reads in its trace when each was safe and when it was answered. */
export async function traceWrites(entry: string, planted?: PlantedFault): Promise<readonly Traced[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bandoc-traced-'));
  const trace = join(folder, 'trace');
  const port = await freePort();
  const calls = 'trace=write,writev,sendto,sendmsg,pwrite64,pwritev,fsync,fdatasync';
  const traced = spawn('strace', ['-f', '-y', '-s', '16384', '-e', calls, '-o', trace, process.execPath, entry], {
    env: { ...process.env, PORT: String(port), FILE: join(folder, 'comments.db'), ...(planted && { PLANTED: planted }) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [ready] = (await once(traced.stdout, 'data')) as [Buffer];
    const pid = Number(ready.toString().split(' ')[1]);
    const keys = await writeSome(`http://127.0.0.1:${port}/bandoc`);
    const gone = once(traced, 'exit');
    process.kill(pid, 'SIGKILL');
    await gone;
    const lines = readFileSync(trace, 'utf8').split('\n');
    return keys.map((key) => readTrace(key, lines));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function writeSome(base: string): Promise<string[]> {
  const post = async (...frames: object[]): Promise<ServerFrame[]> => {
    const response = await fetch(`${base}/v1/frames`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(frames) });
    return (await response.json()) as ServerFrame[];
  };
  const [welcome] = await post({ t: 'hello', id: 1, v: [1], site: 'demo', guest: { name: 'Lan' } });
  const auth = welcome?.t === 'welcome' ? welcome.auth : undefined;
  const write = async () => {
    const key = randomBytes(16).toString('base64url');
    const answers = await post(
      { t: 'hello', id: 1, v: [1], site: 'demo', auth },
      { t: 'put', id: 2, topic: threadTopic('cho-dem'), key, op: 'add', data: { parent: null, text: 'Hay quá' } },
    );
    if (answers.at(-1)?.t !== 'ok') throw new Error(`Not taken: ${JSON.stringify(answers)}`);
    return key;
  };
  const keys: string[] = [];
  for (let i = 0; i < 8; i += 1) keys.push(await write());
  for (let i = 0; i < 4; i += 1) keys.push(...(await Promise.all(Array.from({ length: 8 }, write))));
  return keys;
}

function readTrace(key: string, lines: readonly string[]): Traced {
  const find = (from: number, isIt: (line: string) => boolean) => {
    const found = lines.findIndex((line, i) => i >= from && isIt(line));
    return found < 0 ? undefined : found;
  };
  const written = find(0, (line) => /\bpwrite(64|v)\(\d+<[^>]*-wal>/.test(line) && line.includes(key));
  // A call that another thread's cut in two is done where it is resumed.
  const synced =
    written === undefined
      ? undefined
      : find(written, (line) => /\bf(data)?sync\(\d+<[^>]*-wal>\)\s+= 0/.test(line) || /f(data)?sync resumed>\)\s+= 0/.test(line));
  const answered = find(0, (line) => /\b(write|writev|sendto|sendmsg)\(\d+<(socket|TCP)/.test(line) && line.includes(key) && line.includes('\\"t\\":\\"ok\\"'));
  return { key, written, synced, answered };
}
