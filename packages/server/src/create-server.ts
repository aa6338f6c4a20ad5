import { createHash, randomBytes } from 'node:crypto';
import { createServer as createHttpServer, type Server as HttpServer, type IncomingMessage } from 'node:http';
import type { ArticleChange, Err } from '@bandoc/protocol';
import { createAddressOf } from './bindings/address.ts';
import { createHttpHandler, type HttpHandler } from './bindings/http.ts';
import { GRACE } from './bindings/let-go.ts';
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
import type { HostKey } from './host-keys.ts';
import { createLimiter } from './limiter.ts';
import type { Metrics } from './operation/metrics.ts';
import { createProbes } from './operation/probes.ts';
import { createReadiness, type Hindrance } from './operation/readiness.ts';
import { checkSettings } from './settings/core-settings.ts';
import type { Committed } from './storage/group-commit.ts';
import { createSqliteStorage } from './storage/sqlite-storage.ts';
import { createTokens } from './tokens.ts';

/** What a newsroom gives to start its server. */
export interface ServerOptions {
  readonly settings: GivenSettings;
  /** Signs tokens; at least 32 bytes, kept, or all guests become strangers. */
  readonly secret: string;
  /** What hosts' tokens are verified with, in place of the secret. */
  readonly hostKeys?: readonly HostKey[];
  /** How far ahead a host's token may end, and by how much its clock may differ, in seconds. 600 and 30 unless given. */
  readonly tokenLife?: number;
  readonly clockTolerance?: number;
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
  /** A request's network address. The other end's unless given; behind proxies `createAddressOf` of them. */
  readonly addressOf?: (request: IncomingMessage) => string;
  readonly log?: (event: LogEvent) => void;
  readonly metrics?: Metrics;
}

/** A running server, to be put into somebody's own HTTP server by `handle` and `attach`, or to stand alone by `listen`. */
export interface Server {
  readonly core: Core;
  /** Answers a request that is under the path, and says whether it was. */
  readonly handle: HttpHandler;
  /** Serves sockets on an HTTP server. */
  attach(server: HttpServer): void;
  /** Serves requests and sockets, `/healthz` and `/readyz` on a port of its own, 0 = any; answers which. */
  listen(port: number, host?: string): Promise<number>;
  /** Publishes from inside this process. */
  publish(changes: ArticleChange | readonly ArticleChange[]): Promise<PublishOutcome | Err>;
  /** What keeps it from its work, or nothing. */
  hindrance(): Promise<Hindrance | undefined>;
  /** Tells readers to come back, finishes what it began, within the setting `drain` and a second, and ends; once, however often it is asked. */
  close(): Promise<void>;
}

/** Starts a server. Throws in words where what it was given cannot work. */
export async function createServer(options: ServerOptions): Promise<Server> {
  const settings = completeSettings(options.settings);
  checkSettings(settings);
  const { path = '/bandoc', clock = { now: Date.now }, log = logToConsole, addressOf = createAddressOf() } = options;
  const { secret, hostKeys, tokenLife, clockTolerance } = options;
  const tokens = createTokens({ site: settings.site, secret, hostKeys, life: tokenLife, tolerance: clockTolerance });
  const { metrics } = options;
  const storage = options.storage ?? openFile(options.file, settings.site, metrics?.committed);
  const limiter = options.limiter ?? createLimiter(settings.rates);
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
    limiter: metrics?.watchLimiter(limiter) ?? limiter,
    ...(metrics && { told: metrics.told }),
  });
  const coreFor = (binding: string) => metrics?.watchCore(core, binding) ?? core;
  const boot = randomBytes(6).toString('base64url');
  let count = 0;
  const peerOf = (request: IncomingMessage): Peer => {
    const { origin } = request.headers;
    const id = `${boot}.${((count += 1)).toString(36)}`;
    const address = addressOf(request);
    return origin === undefined ? { id, address } : { id, address, origin };
  };
  const http = createHttpHandler({
    core: coreFor('http'),
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
  const hindrance = createReadiness({ storage, timers, clock: { now: () => performance.now() }, isDraining: () => closed !== undefined });
  const probes = createProbes(hindrance);

  const attach = (server: HttpServer) => {
    stops.push(attachSocketIo(server, { core: coreFor('socket-io'), settings, path: `${path}/v1/io`, peerOf }));
    stops.push(attachWebSocket(server, { core: coreFor('web-socket'), settings, path: `${path}/v1/ws`, timers, peerOf }));
  };

  const close = async () => {
    await core.close();
    await Promise.all(stops.map((stop) => stop()));
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
        if (!http(request, response) && !probes(request, response)) response.writeHead(404).end();
      });
      attach(server);
      await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
      stops.push(async () => {
        // What was answered is still on its way.
        await new Promise<void>((resolve) => {
          startTimer(GRACE, resolve);
          server.close(() => resolve());
        });
        server.closeAllConnections();
      });
      return (server.address() as { port: number }).port;
    },
    hindrance,
    close: () => (closed ??= close()),
  };
}

function openFile(file: string | undefined, site: string, committed: Committed | undefined): Storage {
  if (file === undefined) throw new Error('The server needs a place for its comments: give it a `file` or a `storage`.');
  return createSqliteStorage({ file, site, committed });
}

/** Timers do not keep a process alive: its sockets do. */
function startTimer(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms);
  timer.unref();
  return () => clearTimeout(timer);
}

function logToConsole({ kind, detail, error }: LogEvent): void {
  if (kind === 'failure') console.error(`bandoc: ${kind}: ${detail ?? ''}`, error ?? '');
  else if (kind === 'refused-origin') console.warn(`bandoc: ${kind}: ${detail ?? ''}`);
}
