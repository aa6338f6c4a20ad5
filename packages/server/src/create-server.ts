import { createHash, randomBytes } from 'node:crypto';
import { createServer as createHttpServer, type Server as HttpServer, type IncomingMessage } from 'node:http';
import type { ArticleChange, Err } from '@bandoc/protocol';
import { createHttpHandler, type HttpHandler } from './bindings/http.ts';
import { attachSocketIo } from './bindings/socket-io.ts';
import { attachWebSocket } from './bindings/web-socket.ts';
import {
  type Clock,
  type Core,
  completeSettings,
  createCore,
  type GivenSettings,
  type Limiter,
  type LogEvent,
  type Peer,
  type PublishOutcome,
  type Storage,
  trusted,
} from './core/index.ts';
import { createLimiter } from './limiter.ts';
import { networkOf } from './network-of.ts';
import { createSqliteStorage } from './storage/sqlite-storage.ts';
import { createTokens } from './tokens.ts';

/** What a newsroom gives to start its server. */
export interface ServerOptions {
  readonly settings: GivenSettings;
  /** Signs tokens; at least 32 bytes, kept, or all guests become strangers. */
  readonly secret: string;
  /** Where comments are kept: an SQLite file, made where it is missing; or a storage, which stays its owner's to close. */
  readonly file?: string;
  readonly storage?: Storage;
  /** The path under which everything is served. `/bandoc` unless given. */
  readonly path?: string;
  /** Published before the server answers. */
  readonly articles?: readonly ArticleChange[];
  /** The time readers are told. The real one unless given. */
  readonly clock?: Clock;
  /** Counts rates; in this process's memory unless given. */
  readonly limiter?: Limiter;
  /** A request's IP address; behind a proxy the header to be trusted. Readers of one IPv4 address, or of one IPv6 /56, share their limits. */
  readonly addressOf?: (request: IncomingMessage) => string;
  readonly log?: (event: LogEvent) => void;
}

/** A running server, to be put into somebody's own HTTP server by `handle` and `attach`, or to stand alone by `listen`. */
export interface Server {
  readonly core: Core;
  /** Answers a request that is under the path, and says whether it was. */
  readonly handle: HttpHandler;
  /** Serves sockets on an HTTP server. */
  attach(server: HttpServer): void;
  /** Serves requests and sockets on a port of its own, 0 = any; answers which. */
  listen(port: number, host?: string): Promise<number>;
  /** Publishes from inside this process. */
  publish(changes: ArticleChange | readonly ArticleChange[]): Promise<PublishOutcome | Err>;
  /** Tells readers to come back, and ends what it began; once, however often it is asked. */
  close(): Promise<void>;
}

/** Starts a server. Throws in words where what it was given cannot work. */
export async function createServer(options: ServerOptions): Promise<Server> {
  const settings = completeSettings(options.settings);
  const { path = '/bandoc', clock = { now: Date.now }, log = logToConsole } = options;
  const tokens = createTokens({ secret: options.secret, site: settings.site });
  const storage = options.storage ?? openFile(options.file, settings.site);
  const timers = { after: startTimer };
  const core = createCore({
    settings,
    storage,
    clock,
    log,
    tokens,
    timers,
    ids: { random: () => randomBytes(16).toString('base64url') },
    hash: async (text) => createHash('sha256').update(text).digest('base64url'),
    limiter: options.limiter ?? createLimiter(settings.rates),
  });
  const peerOf = (request: IncomingMessage): Peer => {
    const { origin } = request.headers;
    const address = options.addressOf?.(request) ?? request.socket.remoteAddress ?? '';
    return { address: networkOf(address), ...(origin === undefined ? {} : { origin }) };
  };
  const http = createHttpHandler({
    core,
    settings,
    path,
    bind: { http: 'v1', io: 'v1/io', ws: 'v1/ws', stream: 'v1/stream' },
    now: () => clock.now(),
    timers,
    random: Math.random,
    peerOf,
  });
  const stops: Array<() => Promise<void>> = [];
  let closed: Promise<void> | undefined;

  const attach = (server: HttpServer) => {
    stops.push(attachSocketIo(server, { core, settings, path: `${path}/v1/io`, peerOf }));
    stops.push(attachWebSocket(server, { core, settings, path: `${path}/v1/ws`, peerOf }));
  };

  const close = async () => {
    await core.close();
    for (const stop of stops) await stop();
    if (!options.storage) await storage.close();
  };

  if (options.articles) {
    const outcome = await core.publish(options.articles, trusted);
    if ('code' in outcome) throw new Error(`The articles could not be published: ${outcome.msg ?? outcome.code}`);
  }

  return {
    core,
    handle: http,
    attach,
    publish: (changes) => core.publish(changes, trusted),
    listen: async (port, host) => {
      // Any other wish to upgrade is answered as the request that it is, rather than never.
      const shouldUpgradeCallback = ({ url = '' }: IncomingMessage) => url.startsWith(`${path}/v1/io/`) || url.split('?', 1)[0] === `${path}/v1/ws`;
      const server = createHttpServer({ shouldUpgradeCallback }, (request, response) => {
        if (!http(request, response)) response.writeHead(404).end();
      });
      attach(server);
      await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
      stops.push(async () => {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      });
      return (server.address() as { port: number }).port;
    },
    close: () => (closed ??= close()),
  };
}

function openFile(file: string | undefined, site: string): Storage {
  if (file === undefined) throw new Error('The server needs a place for its comments: give it a `file` or a `storage`.');
  return createSqliteStorage({ file, site });
}

/** Timers do not keep a process alive: its sockets do. */
function startTimer(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms);
  timer.unref();
  return () => clearTimeout(timer);
}

function logToConsole({ kind, detail, error }: LogEvent): void {
  if (kind === 'failure') console.error(`bandoc: ${kind}: ${detail}`, error ?? '');
  else if (kind === 'refused-origin') console.warn(`bandoc: ${kind}: ${detail}`);
}
