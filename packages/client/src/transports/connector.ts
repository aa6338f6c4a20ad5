import { type Discovery, matches, discovery as schema } from '@bandoc/protocol';
import { getJson } from '../browser/get-json.ts';
import { type Wire, WireError } from '../ports.ts';
import { createHttpRequests, knock } from './http.ts';
import { HttpLink } from './http-link.ts';
import type { NetworkOptions } from './network.ts';
import { createSocketOrHttp } from './socket-or-http.ts';
import { connectWebSocket } from './web-socket.ts';

/** What of a network's wire only a connection needs; `get` is its other part. */
export function createConnector(base: string, get: Wire['get'], { clock, timers, via }: NetworkOptions): Pick<Wire, 'discover' | 'connect'> {
  const has = (binding: typeof via, address: string | undefined): address is string => address !== undefined && (via ?? binding) === binding;
  return {
    discover: async () => {
      const body = await getJson(`${base}/v1`);
      if (!matches(schema, body)) throw new WireError('unreadable');
      return body as Discovery;
    },
    connect: createSocketOrHttp({
      socketOf: ({ bind: { io, ws } }) => {
        if (has('socket-io', io)) return async (handlers) => (await import('./socket-io.ts')).connectSocketIo(new URL(io, `${base}/`), handlers);
        if (has('web-socket', ws)) return (handlers) => connectWebSocket(new URL(ws, `${base}/`), handlers, timers);
        return undefined;
      },
      http: async (handlers, discovery) => {
        await knock(base);
        const { stream } = discovery.bind;
        return new HttpLink(createHttpRequests(base, get, timers, stream === undefined ? undefined : new URL(stream, `${base}/`)), handlers, discovery);
      },
      knock: () => knock(base),
      clock,
      timers,
    }),
  };
}
