import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type CommentRow, createServer, createSqliteStorage, type Server } from '@bandoc/server';
import { openDatabase } from '../packages/server/src/storage/sqlite-database.ts';
import { createTransaction } from '../packages/server/src/storage/sqlite-rows.ts';
import { sayRange, spreadOf } from './spread.ts';

// How many comments a second are confirmed as durable to 64 readers who write at once, each its next one when the last is confirmed; beside the
// floor, which is what SQLite alone does with the same rows, one commit each. Both: WAL, synchronous = FULL, one process.

const WRITERS = 64;
const POSTS = 6_400;
const THREADS = 8;
const ROUNDS = 7;
const SITE = 'bench';
const TEXT = 'Đoạn về chợ nổi làm tôi nhớ mùa nước năm ngoái: ghe đậu kín hai bờ, sáng sớm đã nghe tiếng rao. Mong báo viết thêm về những người ở lại. ';

interface Post {
  readonly key: string;
  readonly topic: string;
  readonly text: string;
}

const posts: readonly Post[] = Array.from({ length: POSTS }, (_, i) => ({
  key: `post-${String(i).padStart(16, '0')}`,
  topic: `thread:article-${i % THREADS}`,
  text: `${i}. ${TEXT.repeat(1 + (i % 4))}`,
}));

/** The whole core over a file: tokens, checks, both storages' connections, answers. Only sockets and limits are left out. */
async function postThroughServer(file: string): Promise<number> {
  const server = await createServer({
    settings: { site: SITE, threads: 'open' },
    secret: 'a secret that nobody needs to keep for a bench',
    file,
    limiter: { take: async () => 0 },
  });
  const writers = await Promise.all(Array.from({ length: WRITERS }, (_, i) => openWriter(server, i)));
  const queue = posts.values();
  const begin = performance.now();
  await Promise.all(
    writers.map(async (write) => {
      for (const post of queue) await write(post);
    }),
  );
  const ms = performance.now() - begin;
  await server.close();
  return POSTS / (ms / 1000);
}

/** A guest's connection; what it answers posts, and resolves when that is confirmed. */
async function openWriter({ core }: Server, i: number): Promise<(post: Post) => Promise<void>> {
  let id = 0;
  let answered: (t: string) => void = () => undefined;
  const session = core.connect(
    { address: `writer ${i}` },
    {
      send: (frames) => {
        for (const frame of frames) if ('id' in frame && frame.id === id) answered(frame.t);
      },
      end: () => undefined,
    },
  );
  const say = async (wanted: string, frame: object) => {
    id += 1;
    const answer = new Promise<string>((resolve) => (answered = resolve));
    session.receive({ id, ...frame });
    const t = await answer;
    if (t !== wanted) throw new Error(`${wanted} expected, got ${t}`);
  };
  await say('welcome', { t: 'hello', v: [1], site: SITE, guest: { name: `Bạn đọc ${i}` } });
  return ({ key, topic, text }) => say('ok', { t: 'put', topic, key, op: 'add', data: { parent: null, text } });
}

/** The same rows, nothing else done: head, comment and total of each in a commit of its own. */
async function commitOneByOne(file: string, rows: readonly CommentRow[]): Promise<number> {
  const { writer, reader } = openDatabase(file);
  const transaction = createTransaction(writer, SITE);
  const begin = performance.now();
  for (const row of rows) {
    writer.run('BEGIN IMMEDIATE');
    await transaction.raise(row.topic);
    await transaction.putComment(row);
    await transaction.putTotals(row.topic, { total: row.c });
    writer.run('COMMIT');
  }
  const ms = performance.now() - begin;
  reader.close();
  writer.close();
  return rows.length / (ms / 1000);
}

/** What a fresh look into the file finds of the posts. */
async function rowsIn(file: string): Promise<CommentRow[]> {
  const storage = createSqliteStorage({ file, site: SITE });
  const rows = await storage.view((reader) => Promise.all(posts.map(({ topic, key }) => reader.comment(topic, key))));
  await storage.close();
  const found = rows.filter((row): row is CommentRow => row !== undefined);
  if (found.length !== POSTS) throw new Error(`${POSTS} posts were confirmed, and ${found.length} are there`);
  return found;
}

export async function run(under: string): Promise<void> {
  const folder = mkdtempSync(join(under, 'bandoc-bench-'));
  try {
    console.log(`${WRITERS} writers, ${POSTS} posts a round in ${THREADS} threads, in ${under}, Node ${process.versions.node}`);
    const warm = join(folder, 'warm.db');
    await postThroughServer(warm);
    const rows = await rowsIn(warm);
    await commitOneByOne(join(folder, 'warm-floor.db'), rows);

    console.log('round   server/s   floor/s   ratio');
    const rounds: Array<{ server: number; floor: number }> = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      const file = join(folder, `${round}.db`);
      const measures = { server: () => postThroughServer(file), floor: () => commitOneByOne(`${file}.floor`, rows) };
      const rates = { server: 0, floor: 0 };
      // In turns, so that neither is always the one that comes after the other.
      for (const one of round % 2 ? (['server', 'floor'] as const) : (['floor', 'server'] as const)) rates[one] = await measures[one]();
      await rowsIn(file);
      rounds.push(rates);
      console.log(
        `${String(round).padStart(5)}   ${rates.server.toFixed(0).padStart(8)}   ${rates.floor.toFixed(0).padStart(7)}   ${(rates.server / rates.floor).toFixed(2).padStart(5)}`,
      );
    }
    console.log(`durable posts a second   ${sayRange(spreadOf(rounds.map(({ server }) => server)))}`);
    console.log(`one commit a post        ${sayRange(spreadOf(rounds.map(({ floor }) => floor)))}`);
    console.log(`ratio                    ${sayRange(spreadOf(rounds.map(({ server, floor }) => server / floor)), 2)}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
