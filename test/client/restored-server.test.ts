import { createMemoryStore, createMemoryWire, type Store, type Wire } from '@bandoc/client';
import { threadTopic } from '@bandoc/protocol';
import { createMemoryCore, createMemoryStorage } from '@bandoc/server/core';
import { expect, it } from 'vitest';
import { createNewsroom } from './newsroom.ts';

const TOPIC = threadTopic('cho-dem');
const key = (i: number) => `root-${String(i).padStart(20, '0')}`;

it('[MD4] what was acknowledged and is missing from the backup that was put back is not shown as if it were there', async () => {
  const { time, core, reader } = createNewsroom({ storage: createMemoryStorage({ epoch: 'before' }) });
  const restored = createMemoryCore({
    clock: time,
    timers: time,
    ids: { random: () => 'another-id-of-the-server' },
    storage: createMemoryStorage({ epoch: 'after' }),
    settings: { site: 'demo' },
  });
  for (let i = 0; i < 25; i += 1) {
    for (const server of [core, restored]) {
      await server.post(
        [
          { t: 'hello', id: 1, v: [1], site: 'demo', auth: `unsigned.${JSON.stringify({ id: 'minh', name: 'Minh', roles: [], rights: [], guest: true })}` },
          { t: 'put', id: 2, topic: TOPIC, key: key(i), op: 'add', data: { parent: null, text: `gốc ${i}` } },
        ],
        undefined,
        { address: 'a' },
      );
    }
  }
  // An earlier page left an answer to the oldest, which the first window does not show.
  const store: Store = createMemoryStore();
  const kept = { key: 'reply-0000000000000000', topic: TOPIC, parent: key(0), text: 'trả lời', name: 'Lan', made: time.now(), user: null };
  await store.set(`outbox:${kept.key}`, kept);
  let wire = createMemoryWire(core);
  const moving: Wire = {
    get: (topic, query) => wire.get(topic, query),
    discover: () => wire.discover(),
    connect: (handlers, discovery) => wire.connect(handlers, discovery),
  };
  const view = reader({ wire: moving, store }).thread('cho-dem');
  await time.pass(10_000);
  expect(await store.get(`outbox:${kept.key}`)).toBeUndefined();

  wire = createMemoryWire(restored);
  await core.close();
  await time.pass(120_000);
  expect(view.total).toBe(25);
  view.loadMore();
  await time.pass(10_000);
  expect(view.roots.some(({ id }) => id === key(0))).toBe(true);
  expect(view.repliesOf(key(0))).toEqual([]);
});
