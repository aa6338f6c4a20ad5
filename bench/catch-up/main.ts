import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { formatCursor, parseCursor, type Snap } from '@bandoc/protocol';
import { createServer } from '@bandoc/server';
import { fillThread, SITE, TOPIC } from '../fill-thread.ts';
import { sayRange, spreadOf } from '../spread.ts';

// How long readers take to be where they were after a restart, when all of 10,000 come back at once having missed 20 comments (ours spread
// themselves over 5 s); beside the floor: the bare library that answers each with the same bytes. In turns, a server of its own each time.

const MISSED = 20;

interface Round {
  readonly ms: number;
  readonly requests: number;
  readonly cpu: number;
  readonly peak: number;
}

function start(file: string, args: readonly string[]): ChildProcess {
  return fork(fileURLToPath(new URL(file, import.meta.url)), args, { execArgv: ['--conditions=source', '--no-warnings'] });
}

async function round(kind: 'ours' | 'bare', place: string, readers: number, message: object[]): Promise<Round> {
  const server = start('server.ts', [kind, place, String(readers)]);
  const [port] = (await once(server, 'message')) as [number];
  const crowd = start('readers.ts', [String(port), String(readers), '/bandoc/v1/ws', JSON.stringify(message)]);
  const [{ ms, requests }] = (await once(crowd, 'message')) as [{ ms: number; requests: number }];
  server.send('used');
  const [{ cpu, peak }] = (await once(server, 'message')) as [{ cpu: number; peak: number }];
  for (const child of [crowd, server]) child.kill();
  await once(server, 'exit');
  return { ms, requests, cpu, peak };
}

export async function run(under: string): Promise<void> {
  const { values } = parseArgs({
    allowPositionals: true,
    options: { readers: { type: 'string', default: '10000' }, rounds: { type: 'string', default: '3' } },
  });
  const readers = Number(values.readers);
  const folder = mkdtempSync(join(under, 'bandoc-bench-'));
  try {
    const file = join(folder, 'thread.db');
    await fillThread(file, 10_000);
    const server = await createServer({ settings: { site: SITE, threads: 'open' }, secret: 'a secret that nobody needs to keep for a bench', file });
    const { at } = (await server.core.read(TOPIC, {}, { address: 'bench' })) as Snap;
    const { epoch, seq } = parseCursor(at);
    const since = formatCursor(epoch, seq - MISSED);
    const missed = JSON.stringify(await server.core.read(TOPIC, { since }, { address: 'bench' }));
    await server.close();
    const message = [
      { t: 'hello', id: 1, v: [1], site: SITE },
      { t: 'sub', id: 2, topic: TOPIC, since },
    ];
    const rounds: Array<Record<'ours' | 'bare', Round>> = [];
    for (let i = 0; i < Number(values.rounds); i += 1) {
      const both = { ours: undefined as Round | undefined, bare: undefined as Round | undefined };
      for (const kind of i % 2 ? (['ours', 'bare'] as const) : (['bare', 'ours'] as const))
        both[kind] = await round(kind, kind === 'ours' ? file : missed, readers, message);
      rounds.push(both as Record<'ours' | 'bare', Round>);
    }
    console.log(`${readers.toLocaleString('en')} readers at once, each ${MISSED} comments behind (${missed.length} characters), Node ${process.versions.node}`);
    for (const kind of ['bare', 'ours'] as const) {
      const of = (pick: (one: Round) => number) => sayRange(spreadOf(rounds.map((one) => pick(one[kind]))));
      console.log(
        `${kind.padEnd(5)}  until the last ${of((one) => one.ms)} ms   requests ${of((one) => one.requests)}   CPU ${of((one) => one.cpu)} ms   peak ${of((one) => one.peak)} MiB`,
      );
    }
    console.log(`ratio  ${sayRange(spreadOf(rounds.map(({ ours, bare }) => ours.ms / bare.ms)), 2)} by time`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
