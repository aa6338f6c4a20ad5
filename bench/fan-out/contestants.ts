import type { Server as HttpServer } from 'node:http';
import type { ServerFrame } from '@bandoc/protocol';
import { createMemoryStorage, createServer, createTokens } from '@bandoc/server';
import { Server as SocketIoServer } from 'socket.io';
import { WebSocketServer } from 'ws';

/** A server whose readers all follow one topic. */
export interface Contestant {
  /** Tells all readers something once; comes when it was handed to their sockets. */
  broadcast(): Promise<void>;
}

/** Makes a contestant on an HTTP server, for `readers` readers; the bare ones send the frames that ours made. */
type Factory = (http: HttpServer, readers: number, frames: readonly ServerFrame[]) => Promise<Contestant>;

/** Silence is not measured: no ping and no beacon comes in between. */
const NEVER = 3_600_000;

const SECRET = 'a secret that is long enough to sign tokens with';
const SITE = 'demo';

/** How long the token that writes holds, in seconds: longer than any run. */
const TOKEN_LIFE = 3_600;

/** What a tick of a lively thread weighs: some five comments. */
const TEXT = 'Bài viết rất hay, cảm ơn tòa soạn. '.repeat(40);

/** The whole server, over memory so that no disk is measured; every broadcast begins with a comment that is written. */
const bandoc: Factory = async (http, readers) => {
  const server = await createServer({
    secret: SECRET,
    tokenLife: TOKEN_LIFE,
    storage: createMemoryStorage({ epoch: 'e1' }),
    settings: {
      site: SITE,
      threads: 'open',
      tick: 1,
      hotTick: 1,
      beacon: NEVER,
      ping: NEVER,
      stream: NEVER,
      projection: NEVER,
      connectionsPerAddress: readers + 10,
      rates: { get: { burst: readers * 2, every: 1 } },
    },
    path: '',
  });
  http.on('request', (request, response) => void server.handle(request, response));
  server.attach(http);
  const auth = await createTokens({ secret: SECRET, site: SITE, life: TOKEN_LIFE }).issueHost(['import'], TOKEN_LIFE);
  let told = () => {};
  const follower = server.core.connect(
    { address: 'bench' },
    {
      send: (some) => {
        if (some[0]?.t === 'ev') told();
      },
      end: () => undefined,
    },
  );
  follower.receive([
    { t: 'hello', id: 1, v: [1], site: SITE },
    { t: 'sub', id: 2, topic: 'thread:a' },
  ]);
  let count = 0;
  return {
    broadcast: async () => {
      count += 1;
      const key = `bench-${String(count).padStart(16, '0')}`;
      const all = new Promise<void>((resolve) => (told = resolve));
      await server.core.post([{ t: 'put', id: count, topic: 'thread:a', key, op: 'add', data: { parent: null, text: TEXT } }], auth, { address: 'bench' });
      await all;
    },
  };
};

const bareWebSocket: Factory = async (http, _, frames) => {
  const server = new WebSocketServer({ server: http, perMessageDeflate: false });
  return {
    broadcast: async () => {
      const data = Buffer.from(JSON.stringify(frames));
      for (const client of server.clients) client.send(data, { binary: false });
    },
  };
};

const bareSocketIo: Factory = async (http, _, frames) => {
  const server = new SocketIoServer(http, { transports: ['websocket'], serveClient: false, perMessageDeflate: false, pingInterval: NEVER, pingTimeout: NEVER });
  return {
    broadcast: async () => {
      server.emit('frames', frames);
    },
  };
};

export const contestants = { bandoc, bareWebSocket, bareSocketIo };
