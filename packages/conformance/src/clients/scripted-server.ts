import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Transcript } from '../transcript.ts';
import { completeFrame, discovery, welcomeTo } from './completing.ts';
import { filled, fits, type Names } from './pattern.ts';
import type { Answer } from './scenario.ts';
import { type Reading, World } from './world.ts';

/** What a ping's answer is waited for at most, ms. */
const DEAF = 1_000;

/** Something that a client asked or said: its frame, or a GET as `{t: 'get', …}`; `reads` is the topic that either asks for. */
export interface Request {
  readonly frame: Readonly<Record<string, unknown>>;
  respond(frames: readonly unknown[]): void;
  readonly socket: WebSocket | undefined;
  /** A step has met it. */
  taken: boolean;
}

/** A server that does what a scenario says, and where it says nothing what a server does that has what the scenario gave it. */
export class ScriptedServer {
  readonly world = new World();
  readonly names: Names = new Map();
  readonly requests: Request[] = [];
  /** Called after each thing that happens. */
  changed: () => void = () => {};
  readonly #whens: { readonly wanted: object; readonly answer: Answer; times: number }[] = [];
  readonly #followed = new Set<string>();
  readonly #transcript: Transcript;
  readonly #hasSocket: boolean;
  readonly #server: Server;
  readonly #sockets = new WebSocketServer({ noServer: true, handleProtocols: () => 'bandoc.v1' });
  #socket: WebSocket | undefined;

  constructor(hasSocket: boolean, transcript: Transcript) {
    this.#hasSocket = hasSocket;
    this.#transcript = transcript;
    this.#server = createServer((request, response) => void this.#serve(request, response));
    this.#server.on('upgrade', (request, socket, head) => {
      if (this.#hasSocket && request.url === '/base/v1/ws') this.#sockets.handleUpgrade(request, socket, head, (one) => this.#accept(one));
      else socket.destroy();
    });
  }

  /** Its base, once it listens. */
  async stand(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/base`;
  }

  close(): void {
    for (const socket of this.#sockets.clients) socket.terminate();
    this.#server.close();
    this.#server.closeAllConnections();
  }

  when(wanted: object, answer: Answer, times = 1): void {
    this.#whens.push({ wanted, answer, times });
  }

  /** The first request that no step has met yet and that is such. */
  find(wanted: object): Request | undefined {
    return this.requests.find(({ frame, taken }) => !taken && fits(frame, wanted, this.names));
  }

  /** Whether the connection that is open follows a topic. */
  follows(topic: string): boolean {
    return this.#followed.has(topic);
  }

  /** Sends what nobody asked for; a text is sent as it is. */
  send(frames: readonly unknown[]): void {
    const whole = frames.map((one) => completeFrame(filled(one, this.names)));
    for (const one of whole) this.#note(one);
    if (whole.length === 1 && typeof whole[0] === 'string') this.#write(this.#socket, whole[0]);
    else this.#write(this.#socket, JSON.stringify(whole));
  }

  answer(request: Request, answer: Answer): void {
    if (answer === 'wait') return;
    if (answer === 'cut') request.respond([]);
    else request.respond(answer === 'usual' ? [this.#usual(request.frame)] : answer);
  }

  cut(code: true | number): void {
    if (code === true) this.#socket?.terminate();
    else this.#socket?.close(code);
    this.#followed.clear();
  }

  /** Resolves when what was sent has reached the client. */
  async quiet(): Promise<void> {
    const socket = this.#socket;
    if (socket?.readyState !== 1) return;
    await new Promise<void>((resolve) => {
      // A client whose socket answers no ping is taken as it is.
      const timer = setTimeout(() => come(), DEAF);
      const come = () => {
        clearTimeout(timer);
        for (const event of ['pong', 'close']) socket.off(event, come);
        resolve();
      };
      for (const event of ['pong', 'close']) socket.on(event, come);
      socket.ping();
    });
  }

  #accept(socket: WebSocket): void {
    this.#socket = socket;
    this.#followed.clear();
    this.#transcript.add('came', 'ws', 'a connection');
    socket.on('message', (data: Buffer) => {
      this.#transcript.add('came', 'ws', data.toString());
      const message = JSON.parse(data.toString()) as unknown;
      for (const frame of [message].flat() as Record<string, unknown>[]) {
        this.#take(frame, socket, (frames) => {
          if (frames.length === 0) socket.terminate();
          else this.#write(socket, JSON.stringify(frames));
        });
      }
    });
    socket.on('close', () => {
      this.#transcript.add('came', 'ws', 'the end');
      if (this.#socket === socket) this.#followed.clear();
      this.changed();
    });
    this.changed();
  }

  #take(frame: Record<string, unknown>, socket: WebSocket | undefined, write: (frames: readonly unknown[]) => void): void {
    const reads = (frame['t'] === 'sub' || frame['t'] === 'get') && { reads: frame['topic'] };
    const request: Request = {
      frame: { ...frame, ...reads },
      socket,
      taken: false,
      respond: (frames) => {
        const whole = frames.map((one) => completeFrame(filled(one, this.names), frame));
        for (const one of whole) this.#note(one, socket && frame);
        write(whole);
      },
    };
    this.requests.push(request);
    if (frame['t'] === 'unsub') this.#followed.delete(String(frame['topic']));
    const rule = this.#whens.find(({ wanted, times }) => times > 0 && fits(request.frame, wanted, this.names));
    if (rule) rule.times -= 1;
    if (rule || ['hello', 'sub', 'get'].includes(String(frame['t']))) this.answer(request, rule?.answer ?? 'usual');
    this.changed();
  }

  #usual(frame: Readonly<Record<string, unknown>>): unknown {
    if (frame['t'] === 'hello') return welcomeTo(frame);
    return this.world.answer(frame as unknown as Reading);
  }

  /** What is sent moves the topics, and grants what is followed. */
  #note(sent: unknown, asked?: Readonly<Record<string, unknown>>): void {
    const frame = (sent ?? {}) as Record<string, unknown>;
    if (frame['t'] === 'ev') this.world.tell(frame);
    const topic = String(frame['topic']);
    if (frame['t'] === 'snap' && frame['follow'] === 'items' && asked?.['follow'] !== 'off') this.#followed.add(topic);
    if (frame['t'] === 'err' && frame['id'] === undefined) this.#followed.delete(topic);
  }

  #write(socket: WebSocket | undefined, text: string): void {
    this.#transcript.add('sent', 'ws', text);
    socket?.send(text);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://kit');
    const path = pathname.replace('/base/v1', '');
    this.#transcript.add('came', request.method ?? '', request.url);
    const write = (status: number, body: unknown) => {
      this.#transcript.add('sent', request.method ?? '', body);
      response.writeHead(status, { 'Content-Type': 'application/json', 'Access-Control-Allow-Origin': '*' });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    };
    if (path === '') write(200, discovery(this.#hasSocket));
    else if (path.startsWith('/t/')) {
      const { ids, ...query } = Object.fromEntries(searchParams);
      const frame = { t: 'get', topic: decodeURIComponent(path.slice(3)), ...query, ...(ids !== undefined && { ids: ids.split(',') }) };
      this.#take(frame, undefined, ([one]) => {
        const { status, body } = (one ?? {}) as { status?: number; body?: unknown };
        if (one === undefined) request.socket.destroy();
        else write(status ?? statusOf(one), body ?? one);
      });
    } else if (path === '/frames' && request.headers['content-type'] === 'application/json') this.#post(await textOf(request), write, request);
    else write(path === '/frames' ? 415 : 404, { t: 'err', code: path === '/frames' ? 'bad-frame' : 'not-found' });
  }

  #post(body: string, write: (status: number, body: unknown) => void, request: IncomingMessage): void {
    this.#transcript.add('came', 'POST', body);
    const frames = JSON.parse(body) as Record<string, unknown>[];
    const answers: unknown[] = [];
    let left = frames.length;
    for (const [i, frame] of frames.entries()) {
      this.#take(frame, undefined, ([one]) => {
        if (one === undefined) request.socket.destroy();
        answers[i] = one;
        left -= 1;
        if (left === 0) write(200, answers);
      });
    }
    if (left === 0 && frames.length === 0) write(200, []);
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString();
}

function statusOf(frame: unknown): number {
  const { t, code } = frame as { t?: string; code?: string };
  if (t !== 'err') return 200;
  return ({ auth: 401, denied: 403, 'not-found': 404, rate: 429, busy: 503, internal: 500 } as Record<string, number>)[code ?? ''] ?? 400;
}
