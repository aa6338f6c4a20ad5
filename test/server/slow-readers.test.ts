import type { Comment, Ev, ServerFrame } from '@bandoc/protocol';
import { describe, expect, it } from 'vitest';
import { settle } from '../setup/virtual-time.ts';
import { add, createNewsroom, hello, type Newsroom, only, sub } from './newsroom.ts';

const calm = { rates: { add: { burst: 1_000, every: 1 }, 'guest-add': { burst: 1_000, every: 1 } } };

/** A connection whose network takes what it is given only when it is told to. */
function dialSlowly({ core }: Newsroom) {
  const frames: ServerFrame[] = [];
  const ended: unknown[] = [];
  let waiting = 0;
  const session = core.connect(
    { address: '10.0.0.9' },
    {
      send: (sent) => void frames.push(...sent),
      end: (reason) => void ended.push(reason),
      waiting: () => waiting,
    },
  );
  return {
    session,
    ended,
    fill: (bytes: number) => void (waiting = bytes),
    take: () => frames.splice(0),
  };
}

const evs = (frames: readonly ServerFrame[]) => frames.filter((frame): frame is Ev => frame.t === 'ev');

describe('a connection over its budget', () => {
  it('[SL1] is told of each topic by one event when there is room again, the newest per id and register', async () => {
    const newsroom = createNewsroom(calm);
    const { guest, pass } = newsroom;
    const [slow, writer] = [dialSlowly(newsroom), await guest()];
    const root = add('a', 'Một');
    await writer.say(root);
    slow.session.receive([hello(), sub('thread:a'), sub('thread:b')]);
    await settle();
    expect(slow.take().map((frame) => frame.t)).toEqual(['welcome', 'snap', 'snap']);
    slow.fill(262_145);
    const fresh = add('a', 'Hai');
    for (const put of [fresh, add('b', 'Khác'), add('a', 'Đáp', { parent: root.key }), add('a', 'Đáp nữa', { parent: root.key })]) {
      await writer.say(put);
      await pass(250);
    }
    await writer.say(add('a', 'Đáp lời hai', { parent: fresh.key }));
    await pass(250);
    expect(slow.take()).toEqual([]);
    slow.fill(262_144);
    await pass(250);
    const [first, second, ...more] = evs(slow.take());
    expect(more).toEqual([]);
    expect(first).toMatchObject({ topic: 'thread:a', from: 1, to: 5, total: 5 });
    expect(first?.items).toHaveLength(5);
    // Only counted, of words that the reader holds; and words with the newest counters, of a comment that is new to her.
    expect(first?.items.find((item) => item.id === root.key)).toEqual({ id: root.key, counts: { v: 4, replies: 2 } });
    expect(first?.items.find((item) => item.id === fresh.key)).toMatchObject({ v: 2, text: 'Hai', counts: { v: 5, replies: 1 } });
    expect(second).toMatchObject({ topic: 'thread:b', from: 0, to: 1, items: [{ text: 'Khác' }] });
    await writer.say(add('a', 'Sau'));
    await pass(250);
    expect(evs(slow.take())).toMatchObject([{ from: 5, to: 6 }]);
  });

  it('[SL1] is told whole of what comes after a silence, in which a beacon was due', async () => {
    const newsroom = createNewsroom({ ...calm, beacon: 5_000, slow: 60_000 });
    const { guest, pass } = newsroom;
    const [slow, writer] = [dialSlowly(newsroom), await guest()];
    slow.session.receive([hello(), sub('thread:a')]);
    await settle();
    slow.take();
    slow.fill(300_000);
    await pass(12_000);
    await writer.say(add('a', 'Hay'));
    await pass(250);
    slow.fill(0);
    await pass(500);
    expect(evs(slow.take())).toMatchObject([{ from: 0, to: 1, items: [{ text: 'Hay' }] }]);
  });

  it('[SL1] is told of a comment whose words changed meanwhile by its last words alone', async () => {
    const newsroom = createNewsroom(calm);
    const { guest, pass, ports, core, hostToken } = newsroom;
    const [slow, writer] = [dialSlowly(newsroom), await guest()];
    slow.session.receive([hello(), sub('thread:a')]);
    await settle();
    slow.take();
    slow.fill(300_000);
    const put = add('a', 'Lời sẽ mất');
    await writer.say(put);
    await pass(250);
    // As a later version will write it.
    await ports.storage.transact(async (tx) => {
      const row = await tx.comment('thread:a', put.key);
      const v = await tx.raise('thread:a');
      if (row) await tx.putComment({ ...row, v, state: 'hidden' });
    });
    await core.post([add('a', 'Khác')], await hostToken(), { address: '1' });
    await pass(500);
    slow.fill(0);
    await pass(250);
    const item = only('ev', slow.take()).items.find((one) => one.id === put.key) as Comment;
    expect(item).toMatchObject({ v: 2, state: 'hidden' });
    expect(item).not.toHaveProperty('text');
  });

  it('[SL1] [EV6] [SB3] is told of too much by the bare end of it, whatever came after that, and finds all by asking', async () => {
    const newsroom = createNewsroom({ ...calm, items: 3 });
    const { guest, pass } = newsroom;
    const [slow, writer] = [dialSlowly(newsroom), await guest()];
    slow.session.receive([hello(), sub('thread:a')]);
    await settle();
    slow.take();
    slow.fill(300_000);
    for (let i = 0; i < 6; i += 1) {
      await writer.say(add('a', `Số ${i}`));
      await pass(250);
    }
    slow.fill(0);
    await pass(250);
    expect(evs(slow.take())).toEqual([{ t: 'ev', topic: 'thread:a', epoch: 'e1', from: 6, to: 6, items: [], total: 6 }]);
    slow.session.receive(sub('thread:a', { since: 'e1:0' }));
    await settle();
    expect(only('snap', slow.take())).toMatchObject({ at: 'e1:6', mode: 'full' });
  });

  it('[SL1] [EV6] is told of too many bytes by the bare end of them', async () => {
    const newsroom = createNewsroom({ ...calm, itemsBytes: 3_000 });
    const { guest, pass } = newsroom;
    const [slow, writer] = [dialSlowly(newsroom), await guest()];
    slow.session.receive([hello(), sub('thread:a')]);
    await settle();
    slow.take();
    slow.fill(300_000);
    for (let i = 0; i < 3; i += 1) {
      await writer.say(add('a', `${i}${'ế'.repeat(400)}`));
      await pass(250);
    }
    slow.fill(0);
    await pass(250);
    expect(evs(slow.take())).toMatchObject([{ from: 3, to: 3, items: [] }]);
  });

  it('[SL1] is told what was gathered before what it asks for anew, and nothing once it has gone', async () => {
    const newsroom = createNewsroom(calm);
    const { guest, pass } = newsroom;
    const [slow, writer] = [dialSlowly(newsroom), await guest()];
    slow.session.receive([hello(), sub('thread:a'), sub('thread:b')]);
    await settle();
    slow.take();
    slow.fill(300_000);
    for (const thread of ['a', 'b']) await writer.say(add(thread, 'Hay'));
    await pass(250);
    slow.session.receive([sub('thread:a'), { t: 'unsub', topic: 'thread:b' }]);
    slow.fill(0);
    await pass(250);
    expect(slow.take()).toMatchObject([
      { t: 'ev', topic: 'thread:a' },
      { t: 'ev', topic: 'thread:b' },
      { t: 'snap', at: 'e1:1' },
    ]);
    slow.session.receive([sub('thread:c')]);
    await settle();
    slow.take();
    slow.fill(300_000);
    await writer.say(add('c', 'Hay'));
    await pass(250);
    slow.session.close();
    slow.fill(0);
    await pass(60_000);
    expect(slow.take()).toEqual([]);
  });

  it('[SL2] has nothing more of it begun, and all of it in order when there is room', async () => {
    const newsroom = createNewsroom(calm);
    const slow = dialSlowly(newsroom);
    slow.session.receive(hello({ guest: { name: 'Lan' } }));
    await settle();
    slow.take();
    slow.fill(300_000);
    const put = add('a', 'Hay');
    slow.session.receive([sub('thread:a', { follow: 'off' }), put, sub('thread:a', { follow: 'off' })]);
    await newsroom.pass(5_000);
    expect(slow.take()).toEqual([]);
    expect(await newsroom.ports.storage.view((reader) => reader.comment('thread:a', put.key))).toBeUndefined();
    slow.fill(0);
    await newsroom.pass(250);
    expect(slow.take()).toMatchObject([{ t: 'snap', total: 0 }, { t: 'ok' }, { t: 'snap', total: 1 }]);
  });

  it('[SL3] for longer than is borne is told so and let go, and hurts nobody else', async () => {
    const newsroom = createNewsroom({ ...calm, slow: 10_000 });
    const { guest, pass } = newsroom;
    const [deaf, slow, brisk, writer] = [dialSlowly(newsroom), dialSlowly(newsroom), await guest(), await guest()];
    for (const { session } of [deaf, slow, brisk]) session.receive([hello(), sub('thread:a')]);
    await settle();
    for (const page of [deaf, slow, brisk]) page.take();
    for (const page of [deaf, slow]) page.fill(300_000);
    await writer.say(add('a', 'Một'));
    await pass(9_000);
    expect(evs(brisk.take())).toMatchObject([{ from: 0, to: 1 }]);
    slow.fill(0);
    await pass(250);
    expect(evs(slow.take())).toMatchObject([{ from: 0, to: 1 }]);
    slow.fill(300_000);
    await pass(1_000);
    expect(deaf.take()).toMatchObject([{ t: 'err', code: 'slow', retry: 10_000 }]);
    expect(deaf.ended).toMatchObject([{ code: 'slow' }]);
    // The time begins anew with each time that there was room.
    await writer.say(add('a', 'Hai'));
    await pass(9_000);
    expect(slow.ended).toEqual([]);
    slow.fill(0);
    await pass(250);
    expect(evs([...slow.take(), ...brisk.take()])).toMatchObject([
      { from: 1, to: 2 },
      { from: 1, to: 2 },
    ]);
    await pass(60_000);
    expect([...slow.ended, ...brisk.ended]).toEqual([]);
  });
});
