import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Err, ErrorCode } from '@bandoc/protocol';
import { type WebSocket, WebSocketServer } from 'ws';
import { type Core, goingDown, type Peer, type Settings } from '../core/index.ts';
import { encodeOnce } from './encode-once.ts';
import { letGo } from './let-go.ts';
import { textFrame } from './text-frame.ts';

/** What the WebSocket binding stands on. */
export interface WebSocketContext {
  readonly core: Core;
  readonly settings: Settings;
  /** The path of its upgrades, such as `/bandoc/v1/ws`. */
  readonly path: string;
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

const encode = encodeOnce(textFrame);

/** Serves plain WebSockets on somebody's HTTP server; answers how to stop. Upgrades of other paths are left alone. */
export function attachWebSocket(httpServer: HttpServer, { core, settings, path, peerOf }: WebSocketContext): () => Promise<void> {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: settings.message,
    maxFragments: FRAGMENTS,
    perMessageDeflate: false,
    handleProtocols: () => SUBPROTOCOL,
  });
  const connections = new Set<Duplex>();
  let stopped = false;

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (request.url?.split('?', 1)[0] !== path) return;
    // Its host may go on, and would leave it without an answer.
    if (stopped) return refuse(socket, '503 Service Unavailable', goingDown);
    const peer = peerOf(request);
    const refusal = core.refuse(peer);
    // A browser sends its origin with an upgrade, and no CORS stands before it (rule WS2).
    if (refusal) return refuse(socket, '403 Forbidden', refusal);
    if (!offers(request)) return refuse(socket, '400 Bad Request', { t: 'err', code: 'version', msg: `Sec-WebSocket-Protocol: ${SUBPROTOCOL} expected` });
    sockets.handleUpgrade(request, socket, head, (opened) => serve(opened, socket, peer));
  };

  const serve = (socket: WebSocket, connection: Duplex, peer: Peer) => {
    connections.add(connection);
    connection.once('close', () => connections.delete(connection));
    const session = core.connect(
      peer,
      (frames) => {
        // Written as it is: `send` would frame it for each connection anew, and hand it over in two parts (bench/fan-out).
        if (socket.readyState === socket.OPEN) connection.write(encode(frames));
      },
      (reason) => socket.close(reason === goingDown ? RESTART : (CLOSE_CODES[reason.code as ErrorCode] ?? INTERNAL), reason.code),
      () => socket.bufferedAmount,
    );
    const stopAsking = askWhetherThere(socket, settings.ping);
    socket.on('message', (data, isBinary) => session.receive(isBinary ? undefined : parse(data as Buffer)));
    // What is wrong with it ends it, by a code of RFC 6455 (rule WS4); there is nothing to add.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      stopAsking();
      session.close();
    });
  };

  httpServer.on('upgrade', upgrade);
  return async () => {
    // The core has said why.
    await letGo(connections);
    stopped = true;
  };
}

/** Lets go of a peer that was not heard for a whole span, a ping being sent at its beginning (rule WS6). */
function askWhetherThere(socket: WebSocket, span: number): () => void {
  let heard = true;
  const hear = () => {
    heard = true;
  };
  socket.on('pong', hear).on('message', hear);
  const asking = setInterval(() => {
    if (!heard) return socket.terminate();
    heard = false;
    socket.ping();
  }, span).unref();
  return () => clearInterval(asking);
}

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
