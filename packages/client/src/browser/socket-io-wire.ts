import { type Discovery, matches, discovery as schema } from '@bandoc/protocol';
import { io } from 'socket.io-client';
import { type Link, type LinkHandlers, WireError } from '../ports.ts';
import { getJson } from './get-json.ts';

/** The one event of the binding (rule IO1). */
const EVENT = 'frames';

/** Asks the server at `base` what it is (rule HT1). */
export async function discover(base: string): Promise<Discovery> {
  const body = await getJson(`${base}/v1`);
  if (!matches(schema, body)) throw new WireError('unreadable');
  return body as Discovery;
}

/** Opens one Socket.IO connection, WebSocket only; whether and when to open another is the client's to say, so it never reconnects by itself. */
export async function connect(base: string, handlers: LinkHandlers, { bind }: Discovery): Promise<Link> {
  if (bind.io === undefined) throw new WireError('no-socket');
  const { origin, pathname } = new URL(bind.io, `${base}/`);
  const socket = io(origin, { path: pathname, transports: ['websocket'], reconnection: false, forceNew: true });
  const connected = await new Promise<boolean>((resolve) => {
    socket.on('connect', () => resolve(true));
    // An end that comes before the server's first word is no `connect_error`.
    for (const event of ['connect_error', 'disconnect'] as const) socket.on(event, () => resolve(false));
  });
  if (!connected) {
    socket.close();
    throw new WireError((await isOriginRefused(base)) ? 'refused-origin' : 'unreachable');
  }
  socket.on(EVENT, (message: unknown) => handlers.frames(message));
  socket.on('disconnect', () => handlers.closed());
  return {
    send: (frames) => {
      if (socket.connected) socket.emit(EVENT, frames);
    },
    close: () => void socket.close(),
  };
}

/** A browser does not tell why a socket was refused, so a write that means nothing is tried, without a preflight: its refusal can be read (rule HT7). */
async function isOriginRefused(base: string): Promise<boolean> {
  try {
    return (await fetch(`${base}/v1/frames`, { method: 'POST', body: '[]', credentials: 'omit' })).status === 403;
  } catch {
    return false;
  }
}
