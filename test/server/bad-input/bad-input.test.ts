import fc from 'fast-check';
import { expect, it } from 'vitest';
import { words } from '../../client/newsroom.ts';
import { reader, until } from '../../client/real-newsroom.ts';
import { startServer } from '../bandoc-server.ts';
import { conversations, type Message } from './bad-messages.ts';
import { damagedBytes, recordings, throwBytes } from './damaged-bytes.ts';
import { createHttpLine, createSocketIoLine, createWebSocketLine } from './lines.ts';
import { recordTraffic, type Traffic } from './real-traffic.ts';

const FRAMES = Number(process.env['FRAMES'] ?? 100_000);
const SEED = Number(process.env['SEED'] ?? 1);
const AGAIN = `seed ${SEED}: again with SEED=${SEED}`;
/** A damaged line has some twenty frames. */
const LINES = Math.ceil(FRAMES / 50);
/** After so many runs it is looked whether others noticed anything. */
const RUNS = 20;

/** What goes on side by side. */
const SIDE_BY_SIDE = [
  ...Array.from({ length: 2 }, () => createSocketIoLine),
  ...Array.from({ length: 4 }, () => createWebSocketLine),
  ...Array.from({ length: 2 }, () => createHttpLine),
];

/** A server without rates in a process of its own, what a real page said to it, and two readers who talk. */
async function serve(): Promise<{ readonly base: string; readonly port: number; readonly traffic: Traffic; talk(): Promise<void>; check(): void }> {
  const server = await startServer(['--limits=off', '--bad-frames=1000000000', '--pending=1000000', '--items=10']);
  const traffic = await recordTraffic(server.base);
  const [lan, minh] = [reader(server.base, { via: 'web-socket' }), reader(server.base, { via: 'socket-io' })];
  const [hers, his] = [lan.thread('khac'), minh.thread('khac')];
  await Promise.all([lan, minh].map((client) => until(client, () => client.connection === 'up')));
  const states: string[] = [];
  for (const client of [lan, minh]) client.subscribe(() => states.push(client.connection));
  let ended: unknown;
  void server.ended.then((how) => (ended = how));
  return {
    base: server.base,
    port: Number(new URL(server.base).port),
    traffic,
    talk: async () => {
      const key = hers.add(words('vẫn đây'));
      await until(his, () => his.roots.some(({ id }) => id === key));
    },
    check: () => {
      expect([ended, server.err()]).toEqual([undefined, '']);
      expect(states.filter((state) => state !== 'up')).toEqual([]);
      expect(server.lines().filter(({ level }) => level === 'error')).toEqual([]);
    },
  };
}

/** Runs a property some times, and says in words what broke it. */
async function hold<T>(property: fc.IAsyncPropertyWithHooks<[T]>, seed: number, show: (counterexample: T) => string): Promise<void> {
  const { failed, errorInstance, counterexample, counterexamplePath } = await fc.check(property, { numRuns: RUNS, seed, interruptAfterTimeLimit: 60_000 });
  if (failed) expect.fail(`${String(errorInstance)}\nseed ${seed}, path ${counterexamplePath}\n${counterexample ? show(counterexample[0]) : ''}`);
}

/** Messages line by line; of long ones only how they begin. */
function showMessages(all: ReadonlyArray<readonly Message[]>): string {
  const short = (message: Message) => ('text' in message ? message.text : `bytes ${message.bytes.join(' ')}`).slice(0, 2_000).trim();
  return all.flatMap((messages, i) => messages.map((message) => `line ${i}: ${short(message)}`)).join('\n');
}

it(
  `[FR2] [FR3] [HS7] [LM1] [LM4] [IO4] each of ${FRAMES.toLocaleString('en')} frames, good and bad, is answered as its rule says over every binding, and other readers notice nothing (${AGAIN})`,
  async () => {
    const { base, traffic, talk, check } = await serve();
    const sent = new Set<string>(traffic.frames.flatMap((frame) => (frame.t === 'put' ? [frame.key] : [])));
    const lines = SIDE_BY_SIDE.map((create) => create(base, traffic, sent));
    const said = { frames: 0 };
    const property = fc.asyncProperty(fc.tuple(...lines.map(() => conversations(traffic))), async (all) => {
      const sizes = await Promise.all(lines.map((line, i) => line.converse(all[i] ?? [])));
      said.frames += sizes.reduce((sum, size) => sum + size, 0);
    });
    for (let seed = SEED; said.frames < FRAMES; seed += 1) {
      await hold<readonly Message[][]>(property as never, seed, showMessages);
      await talk();
    }
    check();
  },
  Math.max(180_000, FRAMES),
);

it(
  `[WS1] [IO4] ${LINES.toLocaleString('en')} lines whose bytes were damaged on the way break nothing but themselves (${AGAIN})`,
  async () => {
    const { port, traffic, talk, check } = await serve();
    const property = fc.asyncProperty(fc.array(damagedBytes(recordings(traffic)), { minLength: 10, maxLength: 10 }), async (all) => {
      for (const answer of await Promise.all(all.map((bytes) => throwBytes(port, bytes)))) {
        expect(answer).toMatch(/^($|HTTP\/1\.1 (101|200|204|304|4\d\d) )/);
        expect(answer).not.toMatch(/HTTP\/1\.1 5|"code":"(internal|slow|busy)"/);
      }
    });
    for (let lines = 0; lines < LINES; lines += RUNS * 10) {
      await hold(property, SEED + lines, (all) => all.map((bytes) => bytes.toString('latin1').slice(0, 2_000)).join('\n\n'));
      await talk();
    }
    check();
  },
  Math.max(180_000, FRAMES),
);
