import { type Discovery, matches, discovery as schema } from '@bandoc/protocol';
import { getJson } from '../browser/get-json.ts';
import { type Wire, WireError } from '../ports.ts';
import type { NetworkOptions } from './network.ts';
import { createSocketOrHttp } from './socket-or-http.ts';

/** What of a network's wire only a connection needs, each transport when it is used; `get` is the wire's other part. */
export function createConnector(base: string, get: Wire['get'], { clock, timers, via }: NetworkOptions): Pick<Wire, 'discover' | 'connect'> {
  const isTaken = (binding: typeof via, address: string | undefined): address is string => address !== undefined && (via ?? binding) === binding;
  const http = () => import('./http.ts');
  return {
    discover: async () => {
      const body = await getJson(`${base}/v1`);
      if (!matches(schema, body)) throw new WireError('unreadable');
      return body as Discovery;
    },
    connect: createSocketOrHttp({
      socketOf: ({ bind: { io, ws } }) => {
        if (isTaken('socket-io', io)) return async (handlers) => (await import('./socket-io.ts')).connectSocketIo(new URL(io, `${base}/`), handlers, timers);
        if (isTaken('web-socket', ws)) return async (handlers) => (await import('./web-socket.ts')).connectWebSocket(new URL(ws, `${base}/`), handlers, timers);
        return undefined;
      },
      http: async (handlers, discovery) => (await http()).connectHttp(base, get, handlers, discovery, timers),
      knock: async () => (await http()).knock(base),
      clock,
      timers,
    }),
  };
}
