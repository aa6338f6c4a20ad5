import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createServer } from '@bandoc/server';
import { freshComment } from '@bandoc/server/core';
import { type WebSocket, WebSocketServer } from 'ws';
import { openDatabase } from '../packages/server/src/storage/sqlite-database.ts';
import { createTransaction } from '../packages/server/src/storage/sqlite-rows.ts';
import { SITE, TOPIC } from './fill-thread.ts';
import { openPage, type Page } from './page.ts';
import { percentileOf, sayRange, spreadOf } from './spread.ts';

// How long it takes from `put` to its `ok`, which is durable, and from the same `put` to the `ev` of another reader, over loopback, one put after
// the other; beside the floor: the bare library, which commits the same row durably, answers the writer and tells the other one. Server and
// pages share a process, in both. The second time contains the wait for the tick, by which news are gathered: it is set to 1 ms, and to what a
// site has unless it says otherwise.

const PUTS = 200;
/** As set, each takes as long as its tick. */
const PACED_PUTS = 30;
const ROUNDS = 5;
const TEXT = 'Đoạn về chợ nổi làm tôi nhớ mùa nước năm ngoái: ghe đậu kín hai bờ, sáng sớm đã nghe tiếng rao.';

/** ms of each put. */
interface Waits {
  readonly ok: number[];
  readonly told: number[];
}

interface Contestant {
  round(round: number): Promise<Waits>;
  close(): Promise<void>;
}

/** `pace` puts a pause of so many ms after each, so that ticks are met at any place. */
async function putAll(writer: Page, other: Page, round: number, pace: number): Promise<Waits> {
  const waits: Waits = { ok: [], told: [] };
  for (let i = 0; i < (pace ? PACED_PUTS : PUTS); i += 1) {
    const key = `r${round}-${String(i).padStart(16, '0')}`;
    const id = round * PUTS + i + 10;
    const [ok, told] = [writer.sees(`"id":${id},`), other.sees(key)];
    const begun = performance.now();
    writer.say({ t: 'put', id, topic: TOPIC, key, op: 'add', data: { parent: null, text: `${i}. ${TEXT}` } });
    waits.ok.push((await ok) - begun);
    waits.told.push((await told) - begun);
    if (pace) await new Promise((resolve) => setTimeout(resolve, pace * ((i % 7) / 7)));
  }
  return waits;
}

async function ours(file: string, tick: number | undefined): Promise<Contestant> {
  const server = await createServer({
    settings: { site: SITE, threads: 'open', ...(tick === undefined ? {} : { tick, hotTick: tick }) },
    secret: 'a secret that nobody needs to keep for a bench',
    file,
    limiter: { take: async () => 0 },
  });
  const address = `ws://127.0.0.1:${await server.listen(0, '127.0.0.1')}/bandoc/v1/ws`;
  const [writer, other] = [await openPage(address, ['bandoc.v1']), await openPage(address, ['bandoc.v1'])];
  for (const [page, guest] of [
    [writer, { name: 'Lan' }],
    [other, undefined],
  ] as const) {
    const ready = page.sees('"t":"welcome"');
    page.say({ t: 'hello', id: 1, v: [1], site: SITE, ...(guest ? { guest } : {}) });
    await ready;
  }
  const followed = other.sees('"t":"snap"');
  other.say({ t: 'sub', id: 2, topic: TOPIC });
  await followed;
  return {
    round: (round) => putAll(writer, other, round, tick === undefined ? server.core.discovery().tick : 0),
    close: async () => {
      for (const page of [writer, other]) page.close();
      await server.close();
    },
  };
}

async function bare(file: string): Promise<Contestant> {
  const { writer: db, reader } = openDatabase(file);
  const transaction = createTransaction(db, SITE);
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
  await once(server, 'listening');
  const take = async (socket: WebSocket, text: string) => {
    const { id, key, topic, data } = JSON.parse(text) as { id: number; key: string; topic: string; data: { text: string } };
    db.run('BEGIN IMMEDIATE');
    const v = await transaction.raise(topic);
    const row = { topic, id: key, v, cv: v, c: v, parent: null, depth: 0, actor: 'lan', author: { id: 'lan', name: 'Lan' } } as const;
    await transaction.putComment(freshComment({ ...row, time: Date.now(), state: 'shown', text: data.text, hash: '' }));
    db.run('COMMIT');
    socket.send(JSON.stringify({ t: 'ok', id, at: v }));
    for (const one of server.clients) if (one !== socket) one.send(JSON.stringify({ t: 'ev', items: [row, data] }));
  };
  server.on('connection', (socket) => socket.on('message', (data: Buffer) => void take(socket, data.toString())));
  const address = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const [writer, other] = [await openPage(address), await openPage(address)];
  return {
    round: (round) => putAll(writer, other, round, 0),
    close: async () => {
      for (const page of [writer, other]) page.close();
      server.close();
      reader.close();
      db.close();
    },
  };
}

export async function run(under: string): Promise<void> {
  const folder = mkdtempSync(join(under, 'bandoc-bench-'));
  const contestants = {
    'floor, no tick': await bare(join(folder, 'floor.db')),
    'ours, tick 1 ms': await ours(join(folder, 'quick.db'), 1),
    'ours, tick as set': await ours(join(folder, 'set.db'), undefined),
  };
  try {
    console.log(
      `${ROUNDS} rounds of ${PUTS} puts each (${PACED_PUTS} with the tick as set), in turns, in ${under}; ms, medians of rounds (least to most), Node ${process.versions.node}`,
    );
    const rounds = new Map<string, Waits[]>();
    for (let round = 0; round <= ROUNDS; round += 1) {
      for (const [name, contestant] of Object.entries(contestants)) {
        const waits = await contestant.round(round);
        // The first is for the compiler.
        if (round > 0) rounds.set(name, [...(rounds.get(name) ?? []), waits]);
      }
    }
    for (const [name, waits] of rounds) {
      const say = (kind: keyof Waits, part: number) => sayRange(spreadOf(waits.map((one) => percentileOf(one[kind], part))), 2);
      console.log(
        `${name.padEnd(18)} put→ok p50 ${say('ok', 0.5)}  p99 ${say('ok', 0.99)}   put→other reader p50 ${say('told', 0.5)}  p99 ${say('told', 0.99)}`,
      );
    }
  } finally {
    for (const one of Object.values(contestants)) await one.close();
    rmSync(folder, { recursive: true });
  }
}
