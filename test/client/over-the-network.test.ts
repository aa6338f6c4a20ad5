import { type Client, createClient, createMemoryStore, type Store, type Watchable } from '@bandoc/client';
import { createServer, type Server } from '@bandoc/server';
import { createMemoryStorage } from '@bandoc/server/core';
import { afterEach, expect, it } from 'vitest';
import { createKey } from '../../packages/client/src/browser/keys.ts';
import { createNetworkWire } from '../../packages/client/src/transports/network.ts';
import { words } from './newsroom.ts';

const ends: Array<() => unknown> = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** The real server over real HTTP and real sockets. */
async function stand(port = 0, storage = createMemoryStorage({ epoch: 'e' })): Promise<{ server: Server; port: number; base: string }> {
  const server = await createServer({
    settings: { site: 'demo', threads: 'open' },
    secret: 'a secret that is long enough to sign tokens with',
    storage,
    log: () => {},
  });
  ends.push(() => server.close());
  const taken = await server.listen(port, '127.0.0.1');
  return { server, port: taken, base: `http://127.0.0.1:${taken}/bandoc` };
}

function reader(base: string, store: Store = createMemoryStore()): Client {
  const client = createClient({
    wire: createNetworkWire(base),
    clock: { now: () => Date.now() },
    timers: {
      after: (ms, run) => {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
    },
    // Comes back at once.
    random: () => 0.01,
    ids: createKey,
    store,
  });
  ends.push(() => client.close());
  return client;
}

/** Settles when it is so, looking at every change. */
function until(watched: Watchable, isSo: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (!isSo()) return;
      stop();
      resolve();
    };
    const stop = watched.subscribe(look);
    look();
  });
}

it('[IO1] two readers see each other’s words over sockets, and again after the server went away between typing and sending', async () => {
  const storage = createMemoryStorage({ epoch: 'e' });
  const first = await stand(0, storage);
  const [lan, minh] = [reader(first.base), reader(first.base)];
  const [hers, his] = [lan.thread('cho-dem'), minh.thread('cho-dem')];
  await until(minh, () => minh.connection === 'up');
  hers.add(words('một'));
  await until(his, () => his.roots.length === 1);
  expect(his.roots).toMatchObject([{ text: 'một', arrived: true, author: { name: 'Lan' } }]);

  await first.server.close();
  await until(lan, () => lan.connection === 'backoff');
  const key = hers.add(words('hai'));
  expect(hers.roots[0]).toMatchObject({ id: key, sending: 'waiting' });
  await stand(first.port, storage);
  await until(his, () => his.roots.length === 2);
  await until(hers, () => hers.roots[0]?.sending === undefined);
  expect(his.total).toBe(2);
});

it('[LM1] a comment as long as may be passes', async () => {
  const { base } = await stand();
  const client = reader(base);
  const view = client.thread('cho-dem');
  const text = 'Ễ'.repeat(client.max.text);
  view.add(words(text));
  await until(view, () => view.roots[0]?.sending === undefined && view.total === 1);
  expect(view.roots[0]?.text).toBe(text);
});

it('a server that is not there is told of, and is found when it comes', async () => {
  const { server, port, base } = await stand();
  await server.close();
  const view = reader(base).thread('cho-dem');
  await until(view, () => view.status === 'failed');
  expect(view.failure).toMatchObject({ code: 'unreachable' });
  await stand(port);
  await until(view, () => view.status === 'ready');
});
