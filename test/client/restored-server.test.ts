import { createMemoryWire, type Wire, WireError } from '@bandoc/client';
import { threadTopic } from '@bandoc/protocol';
import { createMemoryCore, createMemoryStorage } from '@bandoc/server/core';
import { describe, expect, it } from 'vitest';
import { createNewsroom, words } from './newsroom.ts';

const ROOT = 'root-00000000000000000000';

describe('[MD4] what was acknowledged before its thread had come, and is missing from the backup that was put back, is not shown as if it were there', () => {
  it.each([
    ['a comment', null, []],
    ['an answer', ROOT, [ROOT]],
  ])('%s', async (_, parent, kept) => {
    const { time, core, reader } = createNewsroom({ storage: createMemoryStorage({ epoch: 'before' }) });
    const restored = createMemoryCore({
      clock: time,
      timers: time,
      ids: { random: () => 'another-id-of-the-server' },
      storage: createMemoryStorage({ epoch: 'after' }),
      settings: { site: 'demo' },
    });
    const auth = `unsigned.${JSON.stringify({ id: 'minh', name: 'Minh', roles: [], rights: [], guest: true })}`;
    for (const server of parent === null ? [] : [core, restored]) {
      const put = { t: 'put', id: 2, topic: threadTopic('cho-dem'), key: parent, op: 'add', data: { parent: null, text: 'gốc' } };
      await server.post([{ t: 'hello', id: 1, v: [1], site: 'demo', auth }, put], undefined, { address: 'a' });
    }
    let [wire, isCut] = [createMemoryWire(core), true];
    const moving: Wire = {
      get: (topic, query) => (isCut ? Promise.reject(new WireError('unreachable')) : wire.get(topic, query)),
      discover: () => wire.discover(),
      connect: (handlers, discovery) => wire.connect(handlers, discovery),
    };
    const view = reader({ wire: moving }).thread('cho-dem');
    view.add({ ...words('một'), parent });
    await time.pass(10_000);
    expect(view.repliesOf(parent as string).map(({ text, sending }) => [text, sending])).toEqual([['một', undefined]]);

    [wire, isCut] = [createMemoryWire(restored), false];
    await core.close();
    await time.pass(120_000);
    expect(view.roots.map(({ id }) => id)).toEqual(kept);
    expect(view.repliesOf(ROOT)).toEqual([]);
  });
});
