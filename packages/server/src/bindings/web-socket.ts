import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Err, ErrorCode, ServerFrame } from '@bandoc/protocol';
import { WebSocket, WebSocketServer } from 'ws';
import { type Core, createRounds, goingDown, type Peer, type Session, type Settings, type Timers, type Wire } from '../core/index.ts';
import { letGo } from './let-go.ts';
import { createMessageEncoder } from './message-encoder.ts';
import { textFrame } from './text-frame.ts';

/** What the WebSocket binding stands on. */
export interface WebSocketContext {
  readonly core: Core;
  readonly settings: Settings;
  /** The path of its upgrades, such as `/bandoc/v1/ws`. */
  readonly path: string;
  readonly timers: Timers;
  peerOf(request: IncomingMessage): Peer;
}

const SUBPROTOCOL = 'bandoc.v1';

/** Pieces of one message: a browser sends one, so only who wants to hurt sends many. */
const FRAGMENTS = 16;

/** How each reason ends a connection (rule WS5); what is not here is a fault of the server. */
const CLOSE_CODES: { readonly [code in ErrorCode]?: number } = {
  'bad-frame': 4000,
  auth: 4000,
  version: 4001,
  denied: 4003,
  'not-found': 4003,
  busy: 4100,
  slow: 4101,
  rate: 4102,
};
const RESTART = 4200;
const INTERNAL = 1011;

const encode = createMessageEncoder((json) => textFrame(json));

/**
 * An open socket with its session. What it listens with is everybody's, so that an idle one holds no function of its own (bench/fan-out).
 */
class ReaderSocket extends WebSocket {
  connection: Socket | undefined;
  session: Session | undefined;
  /** Bytes that had come when the peer was last asked whether it is there. */
  heard = 0;
}

/** As Node calls listeners: `this` is what they listen to, of whatever class. */
interface Listened {
  on(event: string, listener: (this: ReaderSocket, data: Buffer, isBinary: boolean) => void): this;
}

class SocketWire implements Wire {
  readonly #socket: ReaderSocket;

  constructor(socket: ReaderSocket) {
    this.#socket = socket;
  }

  send(frames: readonly ServerFrame[]): void {
    const { readyState, connection } = this.#socket;
    // Written as it is: the socket's own `send` would frame it for each connection anew, and hand it over in two parts (bench/fan-out).
    if (readyState === WebSocket.OPEN) connection?.write(encode(frames));
  }

  end(reason: Err): void {
    this.#socket.close(reason === goingDown ? RESTART : (CLOSE_CODES[reason.code as ErrorCode] ?? INTERNAL), reason.code);
  }

  waiting(): number {
    return this.#socket.bufferedAmount;
  }
}

/** Serves plain WebSockets on somebody's HTTP server; answers how to stop. Upgrades of other paths are left alone. */
export function attachWebSocket(httpServer: HttpServer, { core, settings, path, timers, peerOf }: WebSocketContext): () => Promise<void> {
  const sockets = new WebSocketServer({
    noServer: true,
    WebSocket: ReaderSocket,
    // It would take a function for each.
    clientTracking: false,
    maxPayload: settings.message,
    maxFragments: FRAGMENTS,
    perMessageDeflate: false,
    handleProtocols: () => SUBPROTOCOL,
  });
  const connections = new Set<Duplex>();
  let stopped = false;
  const asked = createRounds(settings.ping, askWhetherThere, { clock: performance, timers });

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (request.url?.split('?', 1)[0] !== path) return;
    // Its host may go on, and would leave it without an answer.
    if (stopped) return refuse(socket, '503 Service Unavailable', goingDown);
    const peer = peerOf(request);
    const refusal = core.refuse(peer);
    // A browser sends its origin with an upgrade, and no CORS stands before it (rule WS2).
    if (refusal) return refuse(socket, '403 Forbidden', refusal);
    if (!offers(request)) return refuse(socket, '400 Bad Request', { t: 'err', code: 'version', msg: `Sec-WebSocket-Protocol: ${SUBPROTOCOL} expected` });
    sockets.handleUpgrade(request, socket, head, (opened) => serve(opened, socket as Socket, peer));
  };

  const serve = (socket: ReaderSocket, connection: Socket, peer: Peer) => {
    socket.connection = connection;
    connections.add(connection);
    socket.session = core.connect(peer, new SocketWire(socket));
    (socket as Listened).on('message', onMessage).on('error', onError).on('close', onClose);
    asked.enter(socket);
  };

  function onClose(this: ReaderSocket): void {
    asked.leave(this);
    if (this.connection) connections.delete(this.connection);
    this.session?.close();
  }

  httpServer.on('upgrade', upgrade);
  return async () => {
    // The core has said why.
    await letGo(connections);
    stopped = true;
  };
}

/** Lets go of a peer that was not heard for a whole span, a ping being sent at its beginning (rule WS6). */
function askWhetherThere(socket: ReaderSocket): void {
  const { bytesRead = 0 } = socket.connection ?? {};
  if (bytesRead === socket.heard) return socket.terminate();
  socket.heard = bytesRead;
  socket.ping();
}

function onMessage(this: ReaderSocket, data: Buffer, isBinary: boolean): void {
  this.session?.receive(isBinary ? undefined : parse(data));
}

/** What is wrong with it ends it, by a code of RFC 6455 (rule WS4); there is nothing to add. */
function onError(): void {}

/** What a message says; one that is no JSON says nothing, which no frame does. */
function parse(data: Buffer): unknown {
  try {
    return JSON.parse(data.toString()) as unknown;
  } catch {
    return undefined;
  }
}

function offers({ headers }: IncomingMessage): boolean {
  return (headers['sec-websocket-protocol'] ?? '').split(',').some((one) => one.trim() === SUBPROTOCOL);
}

function refuse(socket: Duplex, status: string, reason: Err): void {
  const body = JSON.stringify(reason);
  socket.on('error', () => socket.destroy());
  socket.end(
    `HTTP/1.1 ${status}\r\nConnection: close\r\nCache-Control: no-store\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
