import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { Server, type Socket } from 'socket.io';
import type { Core, Peer, Settings } from '../core/index.ts';

/** What the Socket.IO binding stands on. */
export interface SocketIoContext {
  readonly core: Core;
  readonly settings: Settings;
  /** The path of its requests, such as `/bandoc/v1/io`. */
  readonly path: string;
  peerOf(request: IncomingMessage): Peer;
}

/** The one event: an array of frames, both ways (rule IO1). */
const EVENT = 'frames';

/** Serves sockets on somebody's HTTP server; answers how to stop. Other paths' requests and upgrades are left alone. */
export function attachSocketIo(httpServer: HttpServer, { core, settings, path, peerOf }: SocketIoContext): () => Promise<void> {
  const io = new Server({
    path,
    transports: ['websocket'],
    serveClient: false,
    maxHttpBufferSize: settings.message,
    perMessageDeflate: false,
    connectTimeout: settings.hello,
    // Other sockets on the same server are not ours to close.
    destroyUpgrade: false,
    // A browser sends its origin with an upgrade, and no CORS stands before it (rule IO2).
    allowRequest: (request, answer) => {
      const refusal = core.refuse(peerOf(request));
      answer(refusal?.msg ?? null, refusal === undefined);
    },
  });
  io.on('connection', (socket) => serve(socket));
  io.attach(httpServer);

  const serve = (socket: Socket) => {
    const buffered = watchBuffer(socket);
    const session = core.connect(
      peerOf(socket.request),
      (frames) => {
        const reason = frames.length === 1 && frames[0]?.t === 'err';
        // Who does not read is let go, rather than remembered: it comes back with its cursors.
        if (!reason && buffered() > settings.sendBudget) session.finish({ t: 'err', code: 'slow', retry: settings.poll });
        else socket.emit(EVENT, frames);
      },
      // What was sent before is flushed first.
      () => socket.disconnect(true),
    );
    socket.on(EVENT, (message: unknown) => session.receive(message));
    socket.on('disconnect', () => session.close());
  };

  return async () => {
    // `io.close()` would close the HTTP server, which is its owner's.
    io.disconnectSockets(true);
    io.engine.close();
  };
}

/** Counts, roughly in bytes, what waits to be written. */
function watchBuffer({ conn }: Socket): () => number {
  let waiting = 0;
  conn.on('packetCreate', ({ data }: { data?: unknown }) => {
    waiting += typeof data === 'string' ? data.length : 0;
  });
  conn.on('drain', () => {
    waiting = 0;
  });
  return () => waiting;
}
