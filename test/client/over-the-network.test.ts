import { createMemoryStorage } from '@bandoc/server/core';
import { expect, it } from 'vitest';
import { words } from './newsroom.ts';
import { reader, stand, standBehind, until } from './real-newsroom.ts';

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

it.each(['socket-io', 'web-socket', 'http'] as const)('by %s alone two readers talk, one of whom was away for a while', async (via) => {
  const storage = createMemoryStorage({ epoch: 'e' });
  const first = await stand(0, storage);
  const [lan, minh] = [reader(first.base, { via }), reader(first.base, { via })];
  const [hers, his] = [lan.thread('cho-dem'), minh.thread('cho-dem')];
  await until(minh, () => minh.connection === 'up');
  const key = hers.add(words('một'));
  await until(his, () => his.roots.length === 1);
  expect(his.roots).toMatchObject([{ id: key, text: 'một', arrived: true }]);
  his.add(words('đáp', key));
  await until(hers, () => hers.total === 2 && hers.repliesOf(key).length === 1);
  await first.server.close();
  await until(minh, () => minh.connection === 'backoff');
  hers.add(words('hai'));
  await stand(first.port, storage);
  await until(his, () => his.roots.length === 2);
  expect(his.total).toBe(3);
});

it('[HT1] [HT5] a server that has no sockets is read and written to', async () => {
  const { base } = await standBehind({ bind: { http: 'v1' } });
  const [lan, minh] = [reader(base), reader(base)];
  const hers = lan.thread('cho-dem');
  const key = hers.add(words('một'));
  await until(hers, () => hers.roots[0]?.sending === undefined);
  expect(hers.roots).toMatchObject([{ id: key, author: { name: 'Lan' } }]);
  const his = minh.thread('cho-dem');
  his.add(words('đáp', key));
  await until(his, () => his.repliesOf(key)[0]?.sending === undefined && his.total === 2);
});

it('[WS1] a server that has plain sockets alone is connected to by one', async () => {
  const { base } = await standBehind({ bind: { http: 'v1', ws: 'v1/ws' }, sockets: true });
  const [lan, minh] = [reader(base), reader(base)];
  const [hers, his] = [lan.thread('cho-dem'), minh.thread('cho-dem')];
  await until(minh, () => minh.connection === 'up');
  hers.add(words('một'));
  await until(his, () => his.roots.length === 1);
});

it('[HT5] where sockets are blocked what is written goes by HTTP, after three of them failed', async () => {
  const { base } = await standBehind();
  const client = reader(base);
  const view = client.thread('cho-dem');
  view.add(words('một'));
  await until(view, () => view.total === 1 && view.roots[0]?.sending === undefined);
  expect(client.connection).toBe('up');
});
