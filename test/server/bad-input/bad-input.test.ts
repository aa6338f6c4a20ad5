import fc from 'fast-check';
import { expect, it } from 'vitest';
import { words } from '../../client/newsroom.ts';
import { reader, until } from '../../client/real-newsroom.ts';
import { startServer } from '../bandoc-server.ts';
import { conversations } from './bad-messages.ts';
import { createHttpLine, createSocketIoLine, createWebSocketLine } from './lines.ts';
import { recordTraffic } from './real-traffic.ts';

const FRAMES = Number(process.env['FRAMES'] ?? 100_000);
const SEED = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
/** So many conversations over each line before it is looked again whether that were frames enough. */
const RUNS = 50;

/** A server without rates, in a process of its own. */
const serve = () => startServer(['--limits=off', '--bad-frames=1000000000', '--pending=1000000', '--tick=5']);

it(
  `[FR2] [FR3] [HS7] [LM1] [LM4] answers each of ${FRAMES.toLocaleString('en')} frames, good and bad, as its rule says, over every binding, and other readers notice nothing (seed ${SEED}: again with SEED=${SEED})`,
  async () => {
    const server = await serve();
    let ended: unknown;
    void server.ended.then((how) => (ended = how));
    const traffic = await recordTraffic(server.base);
    const sent = new Set<string>(traffic.frames.flatMap((frame) => (frame.t === 'put' ? [frame.key] : [])));
    const line = [createSocketIoLine, createWebSocketLine, createWebSocketLine, createHttpLine].map((create) => create(server.base, traffic, sent));

    const [lan, minh] = [reader(server.base, { via: 'web-socket' }), reader(server.base, { via: 'socket-io' })];
    const [hers, his] = [lan.thread('khac'), minh.thread('khac')];
    await Promise.all([lan, minh].map((client) => until(client, () => client.connection === 'up')));
    const states: string[] = [];
    for (const client of [lan, minh]) client.subscribe(() => states.push(client.connection));
    const talk = async () => {
      const key = hers.add(words('vẫn đây'));
      await until(his, () => his.roots.some(({ id }) => id === key));
    };

    let frames = 0;
    const anything = fc.tuple(...line.map(() => conversations(traffic)));
    const holds = fc.asyncProperty(anything, async (all) => {
      const sizes = await Promise.all(line.map((one, i) => one.converse(all[i] ?? [])));
      frames += sizes.reduce((sum, size) => sum + size, 0);
      if (ended !== undefined) throw new Error(`The server ended (${String(ended)}): ${server.err()}`);
    });
    for (let seed = SEED; frames < FRAMES; seed += 1) {
      await fc.assert(holds, { numRuns: RUNS, seed, interruptAfterTimeLimit: 120_000 });
      await talk();
    }

    expect(states.filter((state) => state !== 'up')).toEqual([]);
    expect(server.lines().filter(({ level }) => level === 'error')).toEqual([]);
    expect(server.err()).toBe('');
    console.log(`${frames.toLocaleString('en')} frames, seed ${SEED}`);
  },
  Math.max(120_000, FRAMES),
);
