import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { TOPIC } from './fill-thread.ts';
import { openFilledServer } from './filled-server.ts';
import { sayRange, spreadOf } from './spread.ts';

// How many first pages of a thread a second are answered by GET, with 10^2 to 10^6 comments stored in it; beside the floor, a bare node:http server
// that sends the same bytes with the same headers. Readers are another process with 32 connections.

const SIZES = '100,1000,10000,100000,1000000';
const ROUNDS = 7;

/** What one round found of one of the two: answers a second, and CPU of the server for one, in µs. */
interface Round {
  readonly rate: number;
  readonly cpu: number;
}

/** Answers as the other process counted them. */
async function load(address: string): Promise<Round> {
  const readers = fork(fileURLToPath(new URL('page-readers.ts', import.meta.url)), [address], { execArgv: ['--conditions=source'] });
  await once(readers, 'message');
  const before = process.cpuUsage();
  const [{ answers, ms }] = (await once(readers, 'message')) as [{ answers: number; ms: number }];
  const { user, system } = process.cpuUsage(before);
  await once(readers, 'exit');
  return { rate: answers / (ms / 1_000), cpu: (user + system) / answers };
}

async function measure(folder: string, size: number): Promise<{ server: Round; floor: Round; bytes: number }[]> {
  const server = await openFilledServer(join(folder, `${size}.db`), size);
  const address = `http://127.0.0.1:${await server.listen(0, '127.0.0.1')}/bandoc/v1/t/${TOPIC}`;
  const answer = await fetch(address);
  const body = Buffer.from(await answer.arrayBuffer());
  const headers = Object.fromEntries([...answer.headers].filter(([name]) => !['date', 'connection', 'keep-alive'].includes(name)));
  const bare = createHttpServer((_, response) => response.writeHead(200, headers).end(body)).listen(0, '127.0.0.1');
  await once(bare, 'listening');
  const bareAddress = `http://127.0.0.1:${(bare.address() as AddressInfo).port}/`;
  const rounds = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const both: { server?: Round; floor?: Round } = {};
    // In turns, so that neither is always the one that comes after the other.
    for (const one of round % 2 ? (['server', 'floor'] as const) : (['floor', 'server'] as const))
      both[one] = await load(one === 'server' ? address : bareAddress);
    // The first is for the compiler.
    if (round > 0) rounds.push({ ...(both as Required<typeof both>), bytes: body.length });
  }
  bare.close();
  await server.close();
  return rounds;
}

export async function run(under: string): Promise<void> {
  const { values } = parseArgs({ allowPositionals: true, options: { sizes: { type: 'string', default: SIZES } } });
  const folder = mkdtempSync(join(under, 'bandoc-bench-'));
  try {
    console.log(`${ROUNDS} rounds each, Node ${process.versions.node}`);
    console.log(' comments    bytes   pages a second             floor                      ratio                 µs CPU a page, floor');
    for (const size of values.sizes.split(',').map(Number)) {
      const rounds = await measure(folder, size);
      const of = (pick: (round: (typeof rounds)[number]) => number) => spreadOf(rounds.map(pick));
      const cpu = [of(({ server }) => server.cpu), of(({ floor }) => floor.cpu)].map(({ median }) => median.toFixed(0)).join(', ');
      console.log(
        `${size.toLocaleString('en').padStart(9)}  ${String(rounds[0]?.bytes).padStart(7)}   ${sayRange(of(({ server }) => server.rate)).padEnd(24)}   ${sayRange(of(({ floor }) => floor.rate)).padEnd(24)}   ${sayRange(
          of(({ server, floor }) => server.rate / floor.rate),
          2,
        ).padEnd(19)}   ${cpu}`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}
