import { connect } from 'node:net';
import type { ServerFrame } from '@bandoc/protocol';
import { createMemoryStorage, type Storage } from '@bandoc/server/core';
import { io } from 'socket.io-client';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { settle } from '../setup/virtual-time.ts';
import { type ServerProcess, startServer } from './bandoc-server.ts';
import { add, article, createNewsroom, freshKey, hello, only, sub } from './newsroom.ts';
import { ask, freshFile, later, post } from './standing.ts';

/** A memory whose writes wait until they are let through. */
function createGatedStorage(): Storage & { open(): void } {
  const storage = createMemoryStorage({ epoch: 'e1' });
  let open = () => {};
  const gate = new Promise<void>((resolve) => (open = resolve));
  return { ...storage, open, transact: (work) => gate.then(() => storage.transact(work)) };
}

describe('a core that is told to end', () => {
  const BUSY = { t: 'err', code: 'busy', retry: expect.any(Number) };

  it('[PT3] [ER2] acknowledges the write that is under way, refuses what came after it, and only then ends', async () => {
    const storage = createGatedStorage();
    const { core, guest, dial } = createNewsroom({}, { storage });
    const [page, idle] = [await guest(), dial()];
    const [first, second, third] = [add('a', 'Một'), add('a', 'Hai'), sub('thread:a')];
    expect(await page.say(first, second, third)).toEqual([]);
    let closed = false;
    const closing = core.close().then(() => (closed = true));
    await settle();
    expect(idle.ended).toEqual([expect.objectContaining(BUSY)]);
    expect([closed, page.frames, page.ended]).toEqual([false, [], []]);
    storage.open();
    await closing;
    expect(page.take()).toEqual([
      expect.objectContaining({ t: 'ok', id: first.id, key: first.key }),
      expect.objectContaining({ ...BUSY, id: second.id }),
      expect.objectContaining({ ...BUSY, id: third.id }),
      expect.objectContaining(BUSY),
    ]);
    expect(page.ended).toHaveLength(1);
    expect(await storage.view(async (reader) => [await reader.comment('thread:a', first.key), await reader.comment('thread:a', second.key)])).toEqual([
      expect.objectContaining({ id: first.key }),
      undefined,
    ]);
  });

  it('[ER2] answers the request that is under way, and busy to every other, on any binding', async () => {
    const storage = createGatedStorage();
    const { core, hostToken, dial } = createNewsroom({}, { storage });
    const peer = { address: '1' };
    const under = core.post([hello({ guest: { name: 'Lan' } }), add('a', 'Hay')], undefined, peer);
    await settle();
    const closing = core.close();
    for (const refused of [
      await core.post([hello()], undefined, peer),
      await core.read('thread:a', {}, peer),
      await core.publish(article('a'), await hostToken('articles'), peer),
    ])
      expect(refused).toMatchObject(BUSY);
    const late = dial();
    expect(late.ended).toEqual([expect.objectContaining(BUSY)]);
    storage.open();
    expect(only('ok', await under)).toBeTruthy();
    await closing;
  });

  it('waits for what does not end no longer than it is set to', async () => {
    const { core, guest, pass } = createNewsroom({ drain: 700 }, { storage: createGatedStorage() });
    const page = await guest();
    await page.say(add('a', 'Hay'));
    let closed = false;
    const closing = core.close().then(() => (closed = true));
    await pass(699);
    expect([closed, page.ended]).toEqual([false, []]);
    await pass(1);
    await closing;
    expect(page.ended).toEqual([expect.objectContaining(BUSY)]);
  });
});

/** One write and what became of it: its answer, or nothing where the connection ended without one. */
interface Write {
  readonly key: string;
  answer?: ServerFrame;
}

const messages = ({ lines }: ServerProcess) => lines().map(({ msg }) => msg);

describe('bandoc-server that is told to end', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    '[PT3] [PT7] by %s in the middle of writing keeps what it acknowledged, once, and nothing that it did not',
    async (signal) => {
      const file = freshFile();
      const server = await startServer(['--limits=off'], file);
      const writes: Write[] = [];
      let oks = 0;
      const begin = (): Write & { frame: object } => {
        const write = { key: freshKey() };
        writes.push(write);
        return { ...write, frame: add('a', 'Hay', { key: write.key }) };
      };
      const note = (key: string, answer: ServerFrame) => {
        const write = writes.find((one) => one.key === key) as Write;
        write.answer = answer;
        if (answer.t === 'ok' && (oks += 1) === 60) server.child.kill(signal);
      };

      const overHttp = async () => {
        const auth = (await post(`${server.base}/v1/frames`, [hello({ guest: { name: 'Lan' } })])).body[0].auth;
        for (;;) {
          const { key, frame } = begin();
          // A connection that could not be made, or ended without an answer, tells its page so.
          const answer = await post(`${server.base}/v1/frames`, [frame], { authorization: `Bearer ${auth}` }).catch(() => undefined);
          if (!answer) return;
          note(key, Array.isArray(answer.body) ? answer.body[0] : answer.body);
          if (answer.status === 503) return;
        }
      };
      /** Three writes at a time, by one connection; what `hear` and `close` get, `send` has asked for. */
      const converse = (send: (frames: object[]) => void) => {
        const asked = new Map<number, string>();
        const write = () => {
          const { key, frame } = begin();
          asked.set((frame as { id: number }).id, key);
          send([frame]);
        };
        return {
          greet: () => send([hello({ guest: { name: 'Mai' } })]),
          hear: (frames: ServerFrame[]) => {
            for (const frame of frames) {
              if (frame.t === 'welcome') for (let i = 0; i < 3; i += 1) write();
              else if ('id' in frame && frame.id !== undefined) {
                note(asked.get(frame.id) as string, frame);
                write();
              }
            }
          },
        };
      };
      const overSocketIo = () =>
        new Promise<void>((resolve) => {
          const socket = io(server.origin, { path: '/bandoc/v1/io', transports: ['websocket'], reconnection: false, forceNew: true });
          later(() => void socket.disconnect());
          const { greet, hear } = converse((frames) => void socket.emit('frames', frames));
          socket.on('frames', hear);
          socket.on('disconnect', () => resolve());
          greet();
        });
      const overWebSocket = () =>
        new Promise<void>((resolve) => {
          const socket = new WebSocket(`${server.base.replace('http', 'ws')}/v1/ws`, 'bandoc.v1');
          later(() => socket.terminate());
          const { greet, hear } = converse((frames) => socket.send(JSON.stringify(frames), () => undefined));
          socket.on('open', greet);
          socket.on('message', (data) => hear(JSON.parse((data as Buffer).toString()) as ServerFrame[]));
          socket.on('close', () => resolve());
        });
      await Promise.all(
        [overHttp, overHttp, overHttp, overHttp, overSocketIo, overSocketIo, overSocketIo, overWebSocket, overWebSocket, overWebSocket].map((write) => write()),
      );
      expect(await server.ended).toBe(0);
      expect(messages(server).slice(-2)).toEqual(['draining', 'ended']);

      const again = await startServer(['--limits=off'], file);
      const found = new Map<string, number>();
      for (let page: string | undefined, more = true; more; ) {
        const { body } = await ask(`${again.base}/v1/t/thread:a?limit=50${page === undefined ? '' : `&page=${page}`}`);
        for (const { id } of body.items) if (id !== '_thread') found.set(id, (found.get(id) ?? 0) + 1);
        page = body.more;
        more = page !== undefined;
      }
      const acknowledged = writes.filter(({ answer }) => answer?.t === 'ok').map(({ key }) => key);
      expect(acknowledged.length).toBeGreaterThanOrEqual(60);
      expect([...found.keys()].sort()).toEqual(acknowledged.sort());
      expect([...found.values()].every((count) => count === 1)).toBe(true);
      for (const { answer } of writes) if (answer?.t === 'err') expect(answer).toMatchObject({ code: 'busy', retry: expect.any(Number) });
    },
  );

  it('ends although a request never comes to its end, and at once on a second signal', async () => {
    const stall = async (server: ServerProcess & { origin: string }) => {
      const socket = connect(Number(new URL(server.origin).port), '127.0.0.1');
      later(() => void socket.destroy());
      socket.on('error', () => undefined);
      socket.write('POST /bandoc/v1/frames HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n[');
      await new Promise((resolve) => socket.once('data', resolve));
    };
    const patient = await startServer();
    await stall(patient);
    patient.child.kill('SIGTERM');
    expect(await patient.ended).toBe(0);

    const hasty = await startServer();
    await stall(hasty);
    hasty.child.kill('SIGTERM');
    await hasty.said('draining');
    hasty.child.kill('SIGTERM');
    expect(await hasty.ended).toBe(143);
    expect(messages(hasty).slice(-2)).toEqual(['draining', 'ended at once']);
  });
});
