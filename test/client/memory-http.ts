import type { Wire } from '@bandoc/client';
import type { ServerFrame } from '@bandoc/protocol';
import type { Core } from '@bandoc/server/core';
import { HttpLink, type HttpRequests } from '../../packages/client/src/transports/http-link.ts';

const PEER = { address: 'http' };
const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** The requests of the HTTP binding to a core in the same process, without streams unless the test gives them. */
export function createMemoryRequests(core: Core, stream: HttpRequests['stream'] = () => ({ ended: Promise.resolve('absent'), close: () => {} })): HttpRequests {
  return {
    get: async (topic, query) => copy(await core.read(topic, { ...query }, PEER)),
    post: async (frames) => copy(await core.post(copy(frames), undefined, PEER)),
    stream,
  };
}

/** Streams as a server offers them: each follows its topics from their cursors on; `end` ends those that run, by themselves or as a lost network does. */
export function createMemoryStreams(core: Core): { stream: HttpRequests['stream']; asked: string[][]; end(how?: 'over' | 'lost'): void } {
  const running = new Set<(how: 'over' | 'lost') => void>();
  const asked: string[][] = [];
  return {
    asked,
    stream: (topics, auth, message) => {
      asked.push([...topics]);
      let close = () => {};
      const ended = new Promise<'over'>((resolve, reject) => {
        const frames = (all: readonly ServerFrame[]) => {
          const brought = all.filter(({ t }) => t === 'ev' || t === 'note');
          // What a sub's own answer would bring the stream brings as an event from the cursor on.
          for (const frame of all) {
            if (frame.t !== 'snap' || frame.mode !== 'delta') continue;
            const [epoch = '', to] = frame.at.split(':');
            const from = topics
              .find((one) => one.startsWith(`${frame.topic}@`))
              ?.split(':')
              .at(-1);
            brought.push({ t: 'ev', topic: frame.topic, epoch, from: Number(from), to: Number(to), items: frame.items });
          }
          if (brought.length) void Promise.resolve().then(() => message(copy(brought)));
        };
        const session = core.connect(PEER, frames, () => resolve('over'));
        session.receive([
          { t: 'hello', id: 1, v: [1], site: 'demo', ...(auth !== undefined && { auth }) },
          ...topics.map((one, i) => ({ t: 'sub', id: i + 2, topic: one.split('@')[0], since: one.split('@')[1] })),
        ]);
        const end = (how: 'over' | 'lost') => {
          close();
          if (how === 'over') resolve('over');
          else reject(new TypeError('network error'));
        };
        running.add(end);
        close = () => {
          running.delete(end);
          session.close();
        };
      });
      return { ended, close: () => close() };
    },
    end: (how = 'over') => {
      for (const end of Array.from(running)) end(how);
    },
  };
}

/** A wire to a core that has HTTP alone. */
export function createMemoryHttp(core: Core, requests = createMemoryRequests(core)): Wire {
  return {
    get: requests.get,
    discover: async () => core.discovery({ http: 'v1' }),
    connect: async (handlers, discovery) => new HttpLink(requests, handlers, discovery),
  };
}
