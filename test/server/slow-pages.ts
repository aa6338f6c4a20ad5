import { request } from 'node:http';
import type { Ev, ServerFrame } from '@bandoc/protocol';
import { io } from 'socket.io-client';
import { WebSocket } from 'ws';
import { add, hello, only, sub } from './newsroom.ts';
import { later, type Standing, tokens } from './standing.ts';

/** A page that follows `thread:large` and `thread:a`, and can stop reading. */
export interface SlowPage {
  readonly frames: ServerFrame[];
  readonly ended: Promise<unknown>;
  pause(): void;
  resume(): void;
}

/** Such a page over each binding. */
export const SLOW_PAGES: Record<string, (at: Pick<Standing, 'origin' | 'base'>) => SlowPage> = {
  WebSocket: ({ base }) => {
    const socket = new WebSocket(`${base.replace('http', 'ws')}/v1/ws`, 'bandoc.v1');
    later(() => socket.terminate());
    const frames: ServerFrame[] = [];
    socket.on('error', () => undefined);
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
      ended: new Promise((resolve) => socket.once('disconnect', resolve).once('connect_error', resolve)),
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
export const LARGE = { data: 1e6, text: 1e6, textBytes: 1e6, itemsBytes: 1e6, tick: 5 };
export const ENOUGH = 60;

/** Looks again each time that something may have come. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}

export async function writerOf({ server }: Pick<Standing, 'server'>): Promise<(thread: string, text: string) => Promise<string>> {
  const token = await tokens.issueHost(['import']);
  return async (thread, text) => only('ok', await server.core.post([add(thread, text)], token, { address: 'newsroom' })).key;
}

/** The events of a topic that told something. */
export const newsOf = (topic: string, { frames }: SlowPage) =>
  frames.filter((frame): frame is Ev => frame.t === 'ev' && frame.topic === topic && frame.items.length > 0);

/** Writes the large ones one by one, each told by itself. */
export async function fill(write: (thread: string, text: string) => Promise<string>, brisk: SlowPage): Promise<void> {
  for (let i = 0; i < ENOUGH; i += 1) {
    await write('large', `${i} ${'ế'.repeat(99_000)}`);
    await until(() => newsOf('thread:large', brisk).at(-1)?.to === i + 1);
  }
}
