import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ServerFrame } from '@bandoc/protocol';
import { Server, type Socket } from 'socket.io';
import type { Core, Peer, Settings, Wire } from '../core/index.ts';
import { letGo } from './let-go.ts';
import { createMessageEncoder } from './message-encoder.ts';
import { textFrame } from './text-frame.ts';

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
    pingInterval: settings.ping,
    pingTimeout: settings.ping,
    // Other sockets on the same server are not ours to close.
    destroyUpgrade: false,
    // A browser sends its origin with an upgrade, and no CORS stands before it (rule IO2).
    allowRequest: (request, answer) => {
      const refusal = core.refuse(peerOf(request));
      answer(refusal?.msg ?? null, refusal === undefined);
    },
  });
  io.attach(httpServer);
  const connections = new Set<Duplex>();
  io.engine.on('connection', ({ request: { socket } }: { readonly request: IncomingMessage }) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });
  io.on('connection', (socket) => serve(socket));

  const serve = (socket: Socket) => {
    const session = core.connect(peerOf(socket.request), new SocketIoWire(socket));
    socket.on(EVENT, (message: unknown) => session.receive(message));
    socket.on('disconnect', () => session.close());
  };

  return async () => {
    // The core has said why.
    await letGo(connections);
    // `io.close()` would close the HTTP server, which is its owner's.
    io.engine.close();
  };
}

class SocketIoWire implements Wire {
  readonly #socket: Socket;
  /** Held, because to ask the socket for it at each delivery costs. */
  readonly #connection: Duplex;
  /** Bytes that Engine.IO keeps until its transport has written what it was given before. */
  #kept = 0;

  constructor(socket: Socket) {
    this.#socket = socket;
    this.#connection = socket.request.socket;
    socket.conn.on('drain', () => {
      this.#kept = 0;
    });
  }

  send(frames: readonly ServerFrame[]): void {
    const { length, options } = encode(frames);
    this.#kept += length;
    this.#socket.conn.write('', options);
  }

  end(): void {
    // What was sent before is flushed first.
    this.#socket.disconnect(true);
  }

  waiting(): number {
    return this.#kept + this.#connection.writableLength;
  }
}

/**
 * A message as Socket.IO's protocol 5 has it (42: a message, an event), as the WebSocket frame that Engine.IO sends in a packet's place: what
 * its own broadcast makes once for all, and `socket.emit` for each.
 */
const BEFORE = Buffer.from(`42["${EVENT}",`);
const AFTER = Buffer.from(']');
const encode = createMessageEncoder((json) => {
  const frame = textFrame(BEFORE, json, AFTER);
  // Known to Engine.IO, and not to its types.
  return { length: frame.length, options: { compress: false, wsPreEncodedFrame: [frame] } };
});
