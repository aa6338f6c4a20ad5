import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { ClientFrame, ServerFrame, Welcome } from '@bandoc/protocol';
import { createTokens } from '@bandoc/server';
import {
  type Core,
  completeSettings,
  createCore,
  createMemoryStorage,
  type GivenSettings,
  type Limiter,
  type Reader,
  type Storage,
  type Tokens,
  type Transaction,
  type Wire,
} from '@bandoc/server/core';
import { createHttpHandler } from '../../packages/server/src/bindings/http.ts';
import { attachSocketIo } from '../../packages/server/src/bindings/socket-io.ts';
import { attachWebSocket } from '../../packages/server/src/bindings/web-socket.ts';
import { createLimiter } from '../../packages/server/src/limiter.ts';
import { ORIGIN, SECRET } from '../server/standing.ts';

/** What is made wrong of the reference server, from outside of its code. */
export interface Mutation {
  readonly settings?: Partial<GivenSettings>;
  /** What `welcome.max` goes on saying, whatever the settings. */
  readonly says?: Readonly<Record<string, number>>;
  /** Features that it has and does not name. */
  readonly hides?: readonly string[];
  /** It names the feature `note`, which the reference has not; and tells all others who are connected that somebody types, or nobody. */
  readonly notes?: 'told' | 'kept-back';
  readonly reader?: <R extends Reader>(reader: R) => R;
  readonly transaction?: (transaction: Transaction) => Transaction;
  readonly storage?: (storage: Storage) => Storage;
  readonly tokens?: (tokens: Tokens) => Tokens;
  readonly limiter?: (limiter: Limiter) => Limiter;
  /** Of every frame that is answered or sent, what is sent in its place. */
  readonly fromServer?: (frame: ServerFrame) => ServerFrame | readonly ServerFrame[];
  readonly fromClient?: (frame: ClientFrame) => ClientFrame;
  /** Of the headers of every answer by HTTP, what goes out. */
  readonly headers?: (headers: Headers) => void;
  /** The origin that is taken to have been sent. */
  readonly origin?: (origin: string | undefined) => string | undefined;
}

/** Times that cases wait for, small. */
const QUICK: Partial<GivenSettings> = { beacon: 1_000, hello: 2_000, slow: 4_000, ping: 6_000, stream: 2_000, tick: 50, projection: 200 };

/** The reference core under all its bindings, over memory, with something wrong, at its base until `work` is done. */
export async function withMutant<T>({ settings: changed, ...mutation }: Mutation, work: (base: string) => Promise<T>): Promise<T> {
  const settings = completeSettings({ site: 'demo', threads: 'open', origins: [ORIGIN], ...QUICK, ...changed });
  const timers = {
    after: (ms: number, run: () => void) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  };
  const tokens = createTokens({ secret: SECRET, site: 'demo' });
  const limiter = createLimiter(settings.rates);
  const storage = spoilStorage(createMemoryStorage({ epoch: randomBytes(6).toString('hex') }), mutation);
  const core = createCore({
    settings,
    storage,
    timers,
    clock: { now: Date.now },
    tokens: mutation.tokens?.(tokens) ?? tokens,
    limiter: mutation.limiter?.(limiter) ?? limiter,
    ids: { random: () => randomBytes(16).toString('base64url') },
    hash: async (text) => createHash('sha256').update(text).digest('base64url'),
    log: () => undefined,
  });
  const spoilt = spoilCore(core, mutation);
  const context = {
    core: spoilt,
    settings,
    timers,
    path: '/bandoc',
    peerOf: ({ headers: { origin }, socket }: IncomingMessage) => {
      const told = mutation.origin ? mutation.origin(origin) : origin;
      return { id: randomBytes(9).toString('base64url'), address: socket.remoteAddress ?? '', ...(told !== undefined && { origin: told }) };
    },
  };
  const handle = createHttpHandler({ ...context, bind: { http: 'v1', io: 'v1/io', ws: 'v1/ws', stream: 'v1/stream' }, now: Date.now, random: Math.random });
  const server = createServer((request, response) => {
    if (mutation.headers) spoilHeaders(response, mutation.headers);
    if (!handle(request, response)) response.writeHead(404).end();
  });
  const stops = [attachSocketIo(server, { ...context, path: '/bandoc/v1/io' }), attachWebSocket(server, { ...context, path: '/bandoc/v1/ws' })];
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await work(`http://127.0.0.1:${(server.address() as { port: number }).port}/bandoc`);
  } finally {
    await core.close();
    await Promise.all(stops.map((stop) => stop()));
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

function spoilStorage(storage: Storage, { reader = (one) => one, transaction = (one) => one, storage: whole = (one) => one }: Mutation): Storage {
  return whole({
    ...storage,
    view: (work) => storage.view((one) => work(reader(one))),
    transact: (work) => storage.transact((one) => work(transaction(reader(one)))),
  });
}

function spoilCore(core: Core, { fromServer = (frame) => frame, fromClient = (frame) => frame, says, hides = [], notes }: Mutation): Core {
  const wires = new Set<Wire>();
  const about = <T extends Pick<Welcome, 'max' | 'feat'>>(one: T): T => ({
    ...one,
    max: { ...one.max, ...says },
    feat: [...one.feat.filter((feature) => !hides.includes(feature)), ...(notes ? ['note'] : [])],
  });
  const told = (frame: ServerFrame): ServerFrame => (frame.t === 'welcome' ? about(frame) : frame);
  const out = (frames: readonly ServerFrame[]) => frames.map(told).flatMap((frame) => fromServer(frame));
  const into = (message: unknown) => [message].flat().map((frame) => (isFrame(frame) ? fromClient(frame) : frame));
  const spoilWire = (wire: Wire): Wire => ({
    send: (frames) => wire.send(out(frames)),
    end: (reason) => wire.end(first(reason)),
    waiting: () => wire.waiting?.() ?? 0,
  });
  const tellNotes = (message: unknown, from: Wire) => {
    for (const frame of [message].flat().filter(isFrame))
      if (frame.t === 'note' && frame.typing === true) for (const wire of wires) if (wire !== from) wire.send([{ t: 'note', topic: frame.topic, typing: 1 }]);
  };
  const first = <Frame>(frame: ServerFrame) => out([frame])[0] as Frame;
  return {
    ...core,
    discovery: (bind) => about(core.discovery(bind)),
    connect: (peer, wire) => {
      const spoilt = spoilWire(wire);
      wires.add(spoilt);
      const session = core.connect(peer, spoilt);
      return {
        receive: (message) => {
          if (notes === 'told') tellNotes(message, spoilt);
          return session.receive(into(message));
        },
        close: () => {
          wires.delete(spoilt);
          return session.close();
        },
        finish: (reason) => session.finish(reason),
        drain: (reason) => session.drain(reason),
        conclude: () => session.conclude(),
      };
    },
    listen: async (places, peer, wire) => core.listen(places, peer, spoilWire(wire)),
    read: async (topic, query, peer) => first(await core.read(topic, query, peer)),
    post: async (message, auth, peer) => {
      const answers = await core.post(Array.isArray(message) ? into(message) : message, auth, peer);
      return Array.isArray(answers) ? answers.map((frame) => first<ServerFrame>(frame)) : first(answers);
    },
  };
}

/** Whatever form the headers are given in, they go out as they were changed. */
function spoilHeaders(response: ServerResponse, change: (headers: Headers) => void): void {
  const writeHead = response.writeHead.bind(response);
  response.writeHead = (status: number, ...given: unknown[]) => {
    const list = given.find((one) => typeof one === 'object') ?? {};
    const headers = new Headers();
    const flat = (Array.isArray(list) ? list : Object.entries(list)).flat() as string[];
    for (let i = 0; i < flat.length; i += 2) headers.append(flat[i] ?? '', String(flat[i + 1]));
    change(headers);
    return writeHead(status, Object.fromEntries(headers));
  };
}

function isFrame(value: unknown): value is ClientFrame {
  return typeof (value as { t?: unknown } | null)?.t === 'string';
}
