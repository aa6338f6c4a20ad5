import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CommentRow, createServer } from '@bandoc/server';
import { freshComment } from '@bandoc/server/core';
import { openDatabase } from '../packages/server/src/storage/sqlite-database.ts';
import { createTransaction } from '../packages/server/src/storage/sqlite-rows.ts';
import { sayRange, spreadOf } from './spread.ts';

// How many first pages of a thread a second are answered by GET, with 10^2 to 10^5 comments stored in it; beside the floor, a bare node:http server
// that sends the same bytes with the same headers. Readers are another process with 32 connections.

const SIZES = [100, 1_000, 10_000, 100_000];
const ROUNDS = 5;
const SITE = 'bench';
const TOPIC = 'thread:bai';
const TEXT = 'Đoạn về chợ nổi làm tôi nhớ mùa nước năm ngoái: ghe đậu kín hai bờ, sáng sớm đã nghe tiếng rao.';

/** Three of four answer one that came before. */
async function fill(file: string, size: number): Promise<void> {
  const { writer, reader } = openDatabase(file);
  const transaction = createTransaction(writer, SITE);
  writer.run('BEGIN IMMEDIATE');
  const roots = new Map<string, CommentRow>();
  for (let i = 0; i < size; i += 1) {
    const seq = await transaction.raise(TOPIC);
    const parent = i % 4 === 0 ? undefined : [...roots.values()][i % Math.min(roots.size, 50)];
    const row: CommentRow = freshComment({
      topic: TOPIC,
      id: `comment-${String(i).padStart(12, '0')}`,
      v: seq,
      cv: seq,
      c: seq,
      parent: parent?.id ?? null,
      depth: parent ? 1 : 0,
      actor: `reader-${i % 500}`,
      author: { id: `reader-${i % 500}`, name: `Bạn đọc ${i % 500}` },
      time: 1_603_353_600_000 + i * 1_000,
      state: 'shown',
      text: `${i}. ${TEXT}`,
      hash: '',
    });
    await transaction.putComment(row);
    if (parent) {
      const answered = { ...parent, replies: parent.replies + 1, cv: seq };
      roots.set(parent.id, answered);
      await transaction.putComment(answered);
    } else if (roots.size < 50) roots.set(row.id, row);
  }
  await transaction.putTotals(TOPIC, { total: size });
  writer.run('COMMIT');
  reader.close();
  writer.close();
}

/** Answers a second, as the other process counted them. */
async function load(address: string): Promise<number> {
  const readers = fork(fileURLToPath(new URL('page-readers.ts', import.meta.url)), [address], { execArgv: ['--conditions=source'] });
  const [rate] = (await once(readers, 'message')) as [number];
  await once(readers, 'exit');
  return rate;
}

async function measure(folder: string, size: number): Promise<{ server: number; floor: number; bytes: number }[]> {
  const file = join(folder, `${size}.db`);
  const limiter = { take: async () => 0 };
  const first = await createServer({ settings: { site: SITE, threads: 'open' }, secret: 'a secret that nobody needs to keep for a bench', file, limiter });
  await first.close();
  await fill(file, size);
  const server = await createServer({ settings: { site: SITE, threads: 'open' }, secret: 'a secret that nobody needs to keep for a bench', file, limiter });
  const address = `http://127.0.0.1:${await server.listen(0, '127.0.0.1')}/bandoc/v1/t/${TOPIC}`;
  const answer = await fetch(address);
  const body = Buffer.from(await answer.arrayBuffer());
  const headers = Object.fromEntries(
    [...answer.headers].filter(([name]) => !['date', 'connection', 'keep-alive', 'transfer-encoding', 'content-length'].includes(name)),
  );
  const bare = createHttpServer((_, response) => response.writeHead(200, headers).end(body)).listen(0, '127.0.0.1');
  await once(bare, 'listening');
  const bareAddress = `http://127.0.0.1:${(bare.address() as AddressInfo).port}/`;
  const rounds = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const rates = { server: 0, floor: 0, bytes: body.length };
    // In turns, so that neither is always the one that comes after the other.
    for (const one of round % 2 ? (['server', 'floor'] as const) : (['floor', 'server'] as const))
      rates[one] = await load(one === 'server' ? address : bareAddress);
    rounds.push(rates);
  }
  bare.close();
  await server.close();
  return rounds;
}

export async function run(under: string): Promise<void> {
  const folder = mkdtempSync(join(under, 'bandoc-bench-'));
  try {
    console.log(`${ROUNDS} rounds each, Node ${process.versions.node}`);
    console.log('comments    bytes   pages a second             floor                      ratio');
    for (const size of SIZES) {
      const rounds = await measure(folder, size);
      const [server, floor, ratio] = [
        spreadOf(rounds.map((one) => one.server)),
        spreadOf(rounds.map((one) => one.floor)),
        spreadOf(rounds.map((one) => one.server / one.floor)),
      ];
      console.log(
        `${size.toLocaleString('en').padStart(8)}  ${String(rounds[0]?.bytes).padStart(7)}   ${sayRange(server).padEnd(24)}   ${sayRange(floor).padEnd(24)}   ${sayRange(ratio, 2)}`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}
