import { io } from 'socket.io-client';
import { type Link, type LinkHandlers, type Timers, WireError } from '../ports.ts';

/** The one event of the binding (rule IO1). */
const EVENT = 'frames';
/** A socket that does not open for so long is given up, ms. */
const PATIENCE = 15_000;

/** Opens one Socket.IO connection, WebSocket only; whether and when to open another is the client's to say, so it never reconnects by itself. */
export async function connectSocketIo(address: URL, handlers: LinkHandlers, timers: Timers): Promise<Link> {
  const { origin, pathname } = address;
  const socket = io(origin, { path: pathname, transports: ['websocket'], reconnection: false, forceNew: true });
  const connected = await new Promise<boolean>((resolve) => {
    const cancel = timers.after(PATIENCE, () => resolve(false));
    const settle = () => {
      cancel();
      resolve(socket.connected);
    };
    // An end that comes before the server's first word is no `connect_error`.
    for (const event of ['connect', 'connect_error', 'disconnect'] as const) socket.on(event, settle);
  });
  if (!connected) {
    socket.close();
    throw new WireError('unreachable');
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
