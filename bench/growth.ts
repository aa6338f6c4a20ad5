import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerFrame, Snap } from '@bandoc/protocol';
import type { Server } from '@bandoc/server';
import { SITE, TOPIC } from './fill-thread.ts';
import { openFilledServer } from './filled-server.ts';
import { percentileOf, sayRange, spreadOf } from './spread.ts';

// What grows with a thread of 10^2 to 10^6 comments: ms for one durable add, for the first window that is read anew after it, for a page in the
// middle, and for a delta of that one add. All sizes in turns, beside the smallest; sockets are left out.

const SIZES = [100, 1_000, 10_000, 100_000, 1_000_000];
const ROUNDS = 9;
const TIMES = 40;
const WORKS = ['add', 'window', 'page', 'delta'] as const;
type Work = (typeof WORKS)[number];

const PEER = { address: 'bench' };

async function timed<T>(work: () => Promise<T>, into: number[]): Promise<T> {
  const begun = performance.now();
  const result = await work();
  into.push(performance.now() - begun);
  return result;
}

/** A server over a thread of one size, and what its rounds found. */
interface Place {
  readonly size: number;
  readonly server: Server;
  readonly auth: string;
  readonly rounds: Array<Record<Work, number>>;
}

/** Medians of one round. */
async function measure({ core }: Server, auth: string, round: number): Promise<Record<Work, number>> {
  const ms: Record<Work, number[]> = { add: [], window: [], page: [], delta: [] };
  const read = async (query: Readonly<Record<string, string>>) => (await core.read(TOPIC, query, PEER)) as Snap;
  for (let i = 0; i < TIMES; i += 1) {
    const before = await read({});
    const key = `growth-${round}-${String(i).padStart(12, '0')}`;
    const put = { t: 'put', id: 1, topic: TOPIC, key, op: 'add', data: { parent: null, text: `${i}. Mong báo viết thêm về những người ở lại.` } };
    const [ok] = (await timed(() => core.post([put], auth, PEER), ms.add)) as ServerFrame[];
    if (ok?.t !== 'ok') throw new Error(JSON.stringify(ok));
    const { more = '' } = await timed(() => read({}), ms.window);
    await timed(() => read({ page: more }), ms.page);
    await timed(() => read({ since: before.at }), ms.delta);
  }
  return Object.fromEntries(WORKS.map((work) => [work, percentileOf(ms[work], 0.5)])) as Record<Work, number>;
}

async function open(file: string, size: number): Promise<{ readonly server: Server; readonly auth: string }> {
  const server = await openFilledServer(file, size);
  const [welcome] = (await server.core.post([{ t: 'hello', id: 1, v: [1], site: SITE, guest: { name: 'Lan' } }], undefined, PEER)) as ServerFrame[];
  return { server, auth: (welcome?.t === 'welcome' && welcome.auth) || '' };
}

export async function run(under: string): Promise<void> {
  const folder = mkdtempSync(join(under, 'bandoc-bench-'));
  try {
    const places: Place[] = [];
    for (const size of SIZES) places.push({ size, rounds: [], ...(await open(join(folder, `${size}.db`), size)) });
    for (let round = 0; round <= ROUNDS; round += 1) {
      for (const { server, auth, rounds } of places) {
        const result = await measure(server, auth, round);
        // The first is for the compiler.
        if (round > 0) rounds.push(result);
      }
    }
    console.log(
      `${ROUNDS} rounds of ${TIMES}, in turns, in ${under}; median ms, and its ratio to the smallest's of the same round, Node ${process.versions.node}`,
    );
    for (const { size, rounds, server } of places) {
      const cells = WORKS.map((work) => {
        const ratios = rounds.map((one, i) => one[work] / (places[0]?.rounds[i]?.[work] ?? Number.NaN));
        return `${work} ${spreadOf(rounds.map((one) => one[work])).median.toFixed(2)} ms, ${sayRange(spreadOf(ratios), 2)}`;
      });
      console.log(
        `${size.toLocaleString('en').padStart(9)}  ${(statSync(join(folder, `${size}.db`)).size / 1_048_576).toFixed(1).padStart(6)} MiB  ${cells.join('   ')}`,
      );
      await server.close();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}
