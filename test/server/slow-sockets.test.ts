import { request } from 'node:http';
import type { Ev, ServerFrame } from '@bandoc/protocol';
import { createMemoryStorage } from '@bandoc/server';
import { io } from 'socket.io-client';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { add, hello, only, sub } from './newsroom.ts';
import { later, type Standing, stand, tokens } from './standing.ts';

/** A page that follows `thread:large` and `thread:a`, and can stop reading. */
interface Reader {
  readonly frames: ServerFrame[];
  readonly ended: Promise<unknown>;
  pause(): void;
  resume(): void;
}

/** How each binding is read. */
const WAYS: Record<string, (standing: Standing) => Reader> = {
  WebSocket: ({ base }) => {
    const socket = new WebSocket(`${base.replace('http', 'ws')}/v1/ws`, 'bandoc.v1');
    later(() => socket.terminate());
    const frames: ServerFrame[] = [];
    socket.on('open', () => socket.send(JSON.stringify([hello(), sub('thread:large'), sub('thread:a')])));
    socket.on('message', (data) => frames.push(...(JSON.parse((data as Buffer).toString()) as ServerFrame[])));
    return { frames, ended: new Promise((resolve) => socket.once('close', resolve)), pause: () => socket.pause(), resume: () => socket.resume() };
  },
  'Socket.IO': ({ origin }) => {
    const socket = io(origin, { path: '/bandoc/v1/io', transports: ['websocket'], reconnection: false, forceNew: true });
    later(() => void socket.disconnect());
    const frames: ServerFrame[] = [];
    socket.on('frames', (some: ServerFrame[]) => frames.push(...some));
    socket.emit('frames', [hello(), sub('thread:large'), sub('thread:a')]);
    const { engine } = socket.io as unknown as { engine: { transport: { ws: WebSocket } } };
    return {
      frames,
      ended: new Promise((resolve) => socket.once('disconnect', resolve)),
      pause: () => engine.transport.ws.pause(),
      resume: () => engine.transport.ws.resume(),
    };
  },
  stream: ({ base }) => {
    const frames: ServerFrame[] = [];
    let pause = () => {};
    let resume = () => {};
    const ended = new Promise((resolve) => {
      const sent = request(`${base}/v1/stream?t=thread:large&t=thread:a`, { agent: false }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (chunk: string) => {
          const messages = (text += chunk).split('\n\n');
          text = messages.pop() ?? '';
          for (const message of messages) frames.push(...(JSON.parse(message.slice(6)) as ServerFrame[]));
        });
        answer.on('error', () => undefined).on('close', () => resolve(undefined));
        pause = () => void answer.pause();
        resume = () => void answer.resume();
      }).end();
      later(() => void sent.destroy());
    });
    return { frames, ended, pause: () => pause(), resume: () => resume() };
  },
};

/** Comments so large that what the two kernels hold between the ends is soon full. */
const LARGE = { data: 1e6, text: 1e6, textBytes: 1e6, itemsBytes: 1e6, tick: 5 };
const ENOUGH = 60;

/** Looks again each time that something may have come. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}

async function writerOf({ server }: Standing): Promise<(thread: string, text: string) => Promise<string>> {
  const token = await tokens.issueHost(['import']);
  return async (thread, text) => only('ok', await server.core.post([add(thread, text)], token, { address: 'newsroom' })).key;
}

const newsOf = (topic: string, { frames }: Reader) =>
  frames.filter((frame): frame is Ev => frame.t === 'ev' && frame.topic === topic && frame.items.length > 0);

/** Writes the large ones one by one, each told by itself. */
async function fill(write: (thread: string, text: string) => Promise<string>, brisk: Reader): Promise<void> {
  for (let i = 0; i < ENOUGH; i += 1) {
    await write('large', `${i} ${'ế'.repeat(99_000)}`);
    await until(() => newsOf('thread:large', brisk).at(-1)?.to === i + 1);
  }
}

describe.each(Object.entries(WAYS))('a reader by %s', (way, dial) => {
  it('[SL1] that stops reading finds the news of each topic as few events and misses none when it reads again; nobody else waits', async () => {
    const standing = await stand({ storage: createMemoryStorage({ epoch: 'e1' }), settings: { ...LARGE, slow: 60_000 } });
    const write = await writerOf(standing);
    const [slow, brisk] = [dial(standing), dial(standing)];
    for (const reader of [slow, brisk]) await until(() => reader.frames.filter((frame) => frame.t === 'snap').length === 2);
    slow.pause();
    await fill(write, brisk);
    const keys: string[] = [];
    for (let i = 0; i < 5; i += 1) {
      keys.push(await write('a', `Số ${i}`));
      await until(() => newsOf('thread:a', brisk).at(-1)?.to === i + 1);
    }
    slow.resume();
    await until(() => newsOf('thread:a', slow).at(-1)?.to === 5);
    expect(newsOf('thread:a', brisk)).toHaveLength(5);
    expect(newsOf('thread:a', slow).flatMap(({ from, to }) => [from, to])).toEqual([0, 5]);
    expect(newsOf('thread:a', slow).flatMap(({ items }) => items.map(({ id }) => id))).toEqual(keys);
    expect(newsOf('thread:large', slow).length).toBeLessThan(ENOUGH);
    // All of the large ones was too much: she is told how far it went, and asks.
    await until(() => slow.frames.some((frame) => frame.t === 'ev' && frame.topic === 'thread:large' && frame.to === ENOUGH));
  });

  it('[SL3] that never reads is let go as slow, and nobody else is', async () => {
    const standing = await stand({ storage: createMemoryStorage({ epoch: 'e1' }), settings: { ...LARGE, slow: 100, connectionsPerAddress: 2 } });
    const write = await writerOf(standing);
    const [deaf, brisk] = [dial(standing), dial(standing)];
    for (const reader of [deaf, brisk]) await until(() => reader.frames.filter((frame) => frame.t === 'snap').length === 2);
    deaf.pause();
    await fill(write, brisk);
    // There is room for another as soon as it has gone.
    for (let there = false; !there; ) {
      const next = dial(standing);
      await Promise.race([next.ended, until(() => next.frames.some((frame) => frame.t === 'snap'))]);
      there = next.frames.some((frame) => frame.t === 'snap');
    }
    await write('a', 'Hay');
    await until(() => newsOf('thread:a', brisk).length === 1);
    deaf.resume();
    await deaf.ended;
    expect(newsOf('thread:a', deaf)).toEqual([]);
    // A stream has no closing handshake to wait for: its end comes by the way that is full.
    if (way !== 'stream') expect(deaf.frames.at(-1)).toMatchObject({ t: 'err', code: 'slow', retry: 10_000 });
    expect(newsOf('thread:large', deaf).length).toBeLessThan(ENOUGH);
  });
});
