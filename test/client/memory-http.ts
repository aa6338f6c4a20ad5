import type { Wire } from '@bandoc/client';
import type { ServerFrame } from '@bandoc/protocol';
import type { Core } from '@bandoc/server/core';
import { HttpLink, type HttpRequests, type StreamEnd } from '../../packages/client/src/transports/http-link.ts';

const PEER = { address: 'http' };
const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** The requests of the HTTP binding to a core in the same process, with streams where the test gives them. */
export function createMemoryRequests(core: Core, stream?: HttpRequests['stream']): HttpRequests {
  return {
    get: async (topic, query) => copy(await core.read(topic, { ...query }, PEER)),
    post: async (frames) => copy(await core.post(copy(frames), undefined, PEER)),
    ...(stream && { stream }),
  };
}

/** Streams of a core in the same process; `end` ends those that run, by themselves or as a lost network does. */
export function createMemoryStreams(core: Core): { stream: NonNullable<HttpRequests['stream']>; asked: string[][]; end(how?: 'over' | 'lost'): void } {
  const running = new Set<(how: 'over' | 'lost') => void>();
  const asked: string[][] = [];
  return {
    asked,
    stream: (places, message) => {
      asked.push([...places]);
      let end: (how: 'over' | 'lost') => void = () => {};
      const ended = new Promise<StreamEnd>((resolve, reject) => {
        const send = (frames: readonly ServerFrame[]) => {
          const brought = copy(frames);
          void Promise.resolve().then(() => message(brought));
        };
        const session = core.listen(places, PEER, { send, end: () => resolve('over') });
        end = (how) => {
          running.delete(end);
          void session.then((one) => 'code' in one || one.close());
          if (how === 'over') resolve('over');
          else reject(new TypeError('network error'));
        };
        running.add(end);
        void session.then((one) => 'code' in one && resolve(one));
      });
      return { ended, close: () => end('over') };
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
