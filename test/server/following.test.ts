import { type Comment, parseCursor, type ServerFrame } from '@bandoc/protocol';
import { createMemoryStorage, type Limiter, type Storage } from '@bandoc/server/core';
import { describe, expect, it } from 'vitest';
import { createVirtualTime, settle } from '../setup/virtual-time.ts';
import { add, commentsOf, createNewsroom, hello, NOON, only, putMod, sub } from './newsroom.ts';

const calm = { rates: { add: { burst: 1_000, every: 1 }, 'guest-add': { burst: 1_000, every: 1 } } };

describe('sub', () => {
  it('[SB1] is answered by one snap with its id, or by an err with its id', async () => {
    const { guest } = createNewsroom();
    const page = await guest();
    const [good, bad] = [sub('thread:a'), sub('days:home')];
    expect(await page.say(good, bad)).toMatchObject([
      { t: 'snap', id: good.id, follow: 'items' },
      { t: 'err', id: bad.id, code: 'not-found' },
    ]);
  });

  it('[SB2] repeated takes the place of the one before, and one with follow: off touches none', async () => {
    const { guest, pass } = createNewsroom();
    const [page, writer] = [await guest(), await guest()];
    await page.say(sub('thread:a'), sub('thread:a'), sub('thread:a', { follow: 'off' }), sub('thread:b', { follow: 'off' }));
    await writer.say(add('a', 'Hay'), add('b', 'Hay'));
    await pass(1_000);
    expect(page.take()).toMatchObject([{ t: 'ev', topic: 'thread:a', from: 0, to: 1, total: 1 }]);
  });

  it('[SB3] [EV1] is followed by every later change in one line, though it comes while the snap is read', async () => {
    const memory = createMemoryStorage({ epoch: 'e1' });
    let between: (() => Promise<unknown>) | undefined;
    // The first reading of the thread's window is slow: a comment and its event come first.
    const slow: Storage = {
      ...memory,
      view: async (work) => {
        const result = await memory.view(work);
        const due = between;
        if (!due || (result as { t?: string } | undefined)?.t !== 'snap') return result;
        between = undefined;
        await due();
        return result;
      },
    };
    const { guest, pass } = createNewsroom(calm, { storage: slow });
    const [page, writer] = [await guest(), await guest()];
    await writer.say(add('a', 'Trước'));
    let read = () => {};
    const reading = new Promise<void>((resolve) => (read = resolve));
    between = async () => {
      writer.session.receive(add('a', 'Giữa'));
      await pass(500);
      read();
    };
    page.session.receive(sub('thread:a'));
    await reading;
    const frames = await page.say();
    await writer.say(add('a', 'Sau'));
    await pass(500);
    const all = [...frames, ...page.take()];
    expect(all.map((frame) => frame.t)).toEqual(['snap', 'ev', 'ev']);
    const [snap, ...evs] = all as never as [{ at: string }, ...Array<{ from: number; to: number; items: unknown[] }>];
    let held = parseCursor(snap.at).seq;
    expect(held).toBe(1);
    for (const ev of evs) {
      expect(ev.from).toBeLessThanOrEqual(held);
      expect(ev.items).toHaveLength(1);
      held = ev.to;
    }
    expect(held).toBe(3);
  });

  it('[SB4] with a cursor brings what changed since; of another epoch, or too much, all', async () => {
    const { guest } = createNewsroom({ ...calm, items: 10 });
    const page = await guest();
    const root = add('a', 'Một');
    await page.say(root, add('a', 'Hai'));
    await page.say(add('a', 'Đáp', { parent: root.key }));
    const delta = only('snap', await page.say(sub('thread:a', { since: 'e1:2' })));
    expect(delta).toMatchObject({ mode: 'delta', at: 'e1:3', total: 3 });
    expect(delta.items).toHaveLength(2);
    expect(delta.items.find((item) => item.id === root.key)).toEqual({ id: root.key, counts: { v: 3, replies: 1 } });
    expect(only('snap', await page.say(sub('thread:a', { since: 'e1:3' })))).toMatchObject({ mode: 'delta', items: [] });
    expect(only('snap', await page.say(sub('thread:a', { since: 'e0:2' }))).mode).toBe('full');
    for (let i = 0; i < 8; i += 1) await page.say(add('a', `Số ${i}`));
    expect(only('snap', await page.say(sub('thread:a', { since: 'e1:2' }))).items).toHaveLength(10);
    expect(only('snap', await page.say(sub('thread:a', { since: 'e1:1' }))).mode).toBe('full');
  });

  it('[SB4] with a cursor far back in bytes brings all', async () => {
    const { guest } = createNewsroom({ ...calm, itemsBytes: 3_000 });
    const page = await guest();
    for (let i = 0; i < 3; i += 1) await page.say(add('a', `${i}${'ế'.repeat(400)}`));
    expect(only('snap', await page.say(sub('thread:a', { since: 'e1:2' }))).mode).toBe('delta');
    const full = only('snap', await page.say(sub('thread:a', { since: 'e1:0' })));
    expect(full.mode).toBe('full');
    expect(commentsOf(full).length).toBeLessThan(3);
    expect(full.more).toBeDefined();
  });

  it('[SB5] with a cursor from the future is err reset', async () => {
    const { guest } = createNewsroom();
    expect(only('err', await (await guest()).say(sub('thread:a', { since: 'e1:1' })))).toMatchObject({ code: 'reset', retry: 0 });
  });

  it('[SB6] with page or parent needs follow: off', async () => {
    const { guest } = createNewsroom();
    const page = await guest();
    const put = add('a', 'Hay');
    await page.say(put);
    expect(only('err', await page.say(sub('thread:a', { parent: put.key }))).code).toBe('bad-frame');
    expect(only('err', await page.say(sub('thread:a', { page: 'new.1.x' }))).code).toBe('bad-frame');
    expect(only('snap', await page.say(sub('thread:a', { parent: put.key, follow: 'off' }))).mode).toBe('page');
    for (const token of ['', 'x', 'top.1.a', 'new.x.a', 'new.1'])
      expect(only('err', await page.say(sub('thread:a', { page: token, follow: 'off' }))).code).toBe('bad-frame');
  });

  it('[SB7] of a topic nobody wrote to is empty at 0, and makes no row', async () => {
    const { guest, ports } = createNewsroom();
    const page = await guest();
    for (const topic of ['thread:a', 'tally:home', 'days:home:2020-10']) {
      const snap = only('snap', await page.say(sub(topic)));
      expect([snap.mode, snap.at, commentsOf(snap)]).toEqual(['full', 'e1:0', []]);
    }
    expect(await ports.storage.view((reader) => reader.stale(9))).toEqual([]);
  });

  it('[FH1] [FH2] for its total alone is told by notes, few of them, and of no comment', async () => {
    const { guest, pass, core } = createNewsroom({ rates: { add: { burst: 99, every: 1 } } });
    const [lan, mai] = [await guest(), await guest('Mai')];
    await lan.say(add('a', 'Một'));
    const snap = only('snap', await mai.say(sub('thread:a', { follow: 'head' })));
    expect(snap).toMatchObject({ mode: 'full', items: [], total: 1, at: 'e1:1', follow: 'head' });
    await lan.say(add('a', 'Hai'));
    await pass(250);
    expect(mai.take()).toEqual([{ t: 'note', topic: 'thread:a', head: 2, total: 2 }]);
    for (const text of ['Ba', 'Bốn', 'Năm']) await lan.say(add('a', text));
    await pass(20_000);
    expect(mai.take()).toEqual([]);
    await pass(10_000);
    expect(mai.take()).toEqual([{ t: 'note', topic: 'thread:a', head: 5, total: 5 }]);
    await pass(120_000);
    expect(mai.take()).toEqual([]);
    // Once it is followed otherwise, or not, there are no notes.
    await lan.say(add('a', 'Sáu'));
    expect(only('snap', await mai.say(sub('thread:a'))).items).toHaveLength(7);
    await lan.say(add('a', 'Bảy'));
    await pass(40_000);
    expect(mai.take().filter(({ t }) => t === 'note')).toEqual([]);
    await mai.say(sub('thread:a', { follow: 'head' }), { t: 'unsub', topic: 'thread:a' });
    await lan.say(add('a', 'Tám'));
    await pass(40_000);
    expect(mai.take()).toEqual([]);
    expect(core.topics().followed).toBe(0);
  });

  it('[NT1] is not disturbed by a note, which is never answered and never passed on', async () => {
    const { guest } = createNewsroom();
    const [page, other] = [await guest('Lan'), await guest('Ba')];
    for (const one of [page, other]) await one.say(sub('thread:a'));
    expect(await page.say({ t: 'note', topic: 'thread:a', typing: true })).toEqual([]);
    expect(other.take()).toEqual([]);
    expect(page.ended).toEqual([]);
  });

  it('[SB8] is ended by unsub, without an answer', async () => {
    const { guest, pass } = createNewsroom();
    const [page, writer] = [await guest(), await guest()];
    await page.say(sub('thread:a'));
    expect(await page.say({ t: 'unsub', topic: 'thread:a' }, { t: 'unsub', topic: 'thread:never' })).toEqual([]);
    await writer.say(add('a', 'Hay'));
    await pass(60_000);
    expect(page.take()).toEqual([]);
  });

  it('[SB9] [LM5] follows 16 topics, one more is denied, one less makes room', async () => {
    const { guest } = createNewsroom();
    const page = await guest();
    const topics = Array.from({ length: 16 }, (_, i) => `thread:t${i}`);
    expect(await page.say(...topics.map((topic) => sub(topic)))).toHaveLength(16);
    expect(only('err', await page.say(sub('thread:more'))).code).toBe('denied');
    expect(only('snap', await page.say(sub('thread:t0')))).toBeTruthy();
    await page.say({ t: 'unsub', topic: 'thread:t1' });
    expect(only('snap', await page.say(sub('thread:more')))).toBeTruthy();
  });

  it('[SB10] of a thread the paper does not know is not-found where threads are known, and leaves no subscription', async () => {
    const { guest, core, hostToken } = createNewsroom({ threads: 'known', subs: 1 });
    const page = await guest();
    expect(only('err', await page.say(sub('thread:a'))).code).toBe('not-found');
    expect(only('err', await page.say(add('a', 'Hay'))).code).toBe('not-found');
    await core.publish([{ thread: 'a', url: '/a', title: 'A', at: 0, scopes: [] }], await hostToken('articles'));
    expect(only('snap', await page.say(sub('thread:a')))).toMatchObject({ mode: 'full', items: [{ id: '_thread' }], total: 0 });
  });

  it('[LM8] follows 60 times a minute and reads 300 times, by connection', async () => {
    const { guest } = createNewsroom();
    const [page, other] = [await guest(), await guest()];
    for (let i = 0; i < 60; i += 1) expect(only('snap', await page.say(sub('thread:a')))).toBeTruthy();
    expect(only('err', await page.say(sub('thread:a')))).toMatchObject({ code: 'rate', retry: 1_000 });
    for (let i = 0; i < 15; i += 1) expect(await page.say(...Array.from({ length: 20 }, () => sub('thread:a', { follow: 'off' })))).toHaveLength(20);
    expect(only('err', await page.say(sub('thread:a', { follow: 'off' })))).toMatchObject({ code: 'rate', retry: 200 });
    expect(only('snap', await other.say(sub('thread:a')))).toBeTruthy();
  });
});

describe('a topic', () => {
  it('[MD1] is named by a kind of this version, a name and, of days, a month', async () => {
    const { guest } = createNewsroom();
    const page = await guest();
    const outcome = async (topic: string) => (await page.say(sub(topic, { follow: 'off' }))).map((frame) => (frame.t === 'err' ? frame.code : frame.t))[0];
    for (const topic of ['thread:a.b_c~d-E9', `thread:${'x'.repeat(64)}`, 'tally:home', 'days:home:2020-10'])
      expect([topic, await outcome(topic)]).toEqual([topic, 'snap']);
    for (const topic of ['thread:', 'thread:a/b', 'thread:ế', `thread:${'x'.repeat(65)}`, 'thread', 'Thread:a', 'days:home:2020'])
      expect([topic, await outcome(topic)]).toEqual([topic, 'bad-frame']);
    for (const topic of ['days:home', 'thread:a:2020-10', 'tally:home:2020-10']) expect([topic, await outcome(topic)]).toEqual([topic, 'not-found']);
  });

  it('[MD6] is asked for and written to with fields that nobody knows yet, which change nothing', async () => {
    const { guest } = createNewsroom();
    const page = await guest();
    const put = add('a', 'Hay', { data: { mood: 'happy' } });
    const ok = only('ok', await page.say({ ...put, later: [1] }));
    expect(Object.keys(ok.item ?? {})).not.toContain('mood');
    expect(only('ok', await page.say({ ...put, data: { parent: null, text: 'Hay', mood: 'sad' } })).dup).toBe(true);
    expect(commentsOf(only('snap', await page.say(sub('thread:a', { later: true }))))).toHaveLength(1);
  });

  it('[MD3] tells the words of a comment that changed long after it came', async () => {
    const { guest, reader } = createNewsroom();
    const page = await guest();
    const put = add('a', 'Hay');
    await page.say(put);
    const minh = await reader('minh', 'moderator');
    await minh.say(putMod(put.key, 1, 'hide'));
    expect(only('snap', await page.say(sub('thread:a', { since: 'e1:1' }))).items).toMatchObject([
      { id: put.key, v: 2, c: 1, state: 'hidden', counts: { v: 1 } },
    ]);
  });
});

describe('ev', () => {
  it('[EV2] tells counters alone where only counters changed', async () => {
    const { guest, pass } = createNewsroom();
    const [page, writer] = [await guest(), await guest()];
    const root = add('a', 'Hay');
    await writer.say(root);
    await page.say(sub('thread:a'));
    const reply = add('a', 'Đáp', { parent: root.key });
    await writer.say(reply);
    await pass(250);
    const ev = only('ev', page.take());
    expect(ev).toMatchObject({ epoch: 'e1', from: 1, to: 2, total: 2 });
    expect(ev.items.find((item) => item.id === root.key)).toEqual({ id: root.key, counts: { v: 2, replies: 1 } });
    expect(ev.items.find((item) => item.id === reply.key)).toMatchObject({ text: 'Đáp', v: 2 });
  });

  it('[EV4] is empty after 25 s of silence, one array for all silent topics, and stays away from lively ones', async () => {
    const { guest, pass } = createNewsroom(calm);
    const [page, writer] = [await guest(), await guest()];
    await page.say(sub('thread:a'), sub('thread:b'));
    await pass(25_000);
    expect(page.take()).toMatchObject([
      { t: 'ev', topic: 'thread:a', from: 0, to: 0, items: [] },
      { t: 'ev', topic: 'thread:b', from: 0, to: 0, items: [] },
    ]);
    await pass(20_000);
    await writer.say(add('a', 'Hay'));
    await pass(5_000);
    expect(page.take()).toMatchObject([
      { topic: 'thread:a', to: 1 },
      { topic: 'thread:b', to: 0 },
    ]);
    await pass(25_000);
    expect(page.take()).toMatchObject([{ topic: 'thread:a', from: 1, to: 1, items: [] }, { topic: 'thread:b' }]);
  });

  it('[EV4] never lets a followed topic be silent for 45 s, when a page begins to repair', async () => {
    const { guest, pass, now } = createNewsroom(calm);
    const [page, writer] = [await guest(), await guest()];
    await page.say(sub('thread:a'));
    let heard = now();
    let longest = 0;
    for (let second = 0; second < 300; second += 1) {
      // Just after a beat, just before one, and between two.
      if ([26, 99, 137, 163].includes(second)) await writer.say(add('a', `Giây ${second}`));
      await pass(1_000);
      if (page.take().length) {
        longest = Math.max(longest, now() - heard);
        heard = now();
      }
    }
    expect(longest).toBeLessThanOrEqual(38_000);
  });

  it('[EV5] comes at once after a pause, and then once a tick with all there is', async () => {
    const { guest, pass } = createNewsroom(calm);
    const [page, writer] = [await guest(), await guest()];
    await page.say(sub('thread:a'));
    await writer.say(add('a', 'Một'));
    expect(only('ev', page.take())).toMatchObject({ from: 0, to: 1 });
    for (let i = 0; i < 5; i += 1) await writer.say(add('a', `Số ${i}`));
    await pass(249);
    expect(page.take()).toEqual([]);
    await pass(1);
    const ev = only('ev', page.take());
    expect(ev).toMatchObject({ from: 1, to: 6 });
    expect(ev.items).toHaveLength(5);
  });

  it('[EV5] comes less often where telling all who follow takes long, and each second at least', async () => {
    for (const [takes, wait] of [
      [1, 250],
      [60, 600],
      [400, 1_000],
    ] as const) {
      const time = createVirtualTime(NOON);
      let spent = 0;
      const clock = { now: () => time.now() + spent };
      const { core, guest } = createNewsroom(calm, { clock, timers: time });
      const heard: number[] = [];
      const send = ([frame]: readonly ServerFrame[]) => {
        if (frame?.t !== 'ev') return;
        heard.push(clock.now());
        spent += takes;
      };
      core.connect({ address: '1' }, { send, end: () => undefined }).receive([hello(), sub('thread:a')]);
      const writer = await guest();
      for (let i = 0; i < 30; i += 1) {
        await writer.say(add('a', `Số ${i}`));
        await time.pass(100);
      }
      const waits = heard.slice(1).map((at, i) => at - (heard[i] ?? 0));
      expect(waits.length).toBeGreaterThan(1);
      expect(Math.min(...waits)).toBeGreaterThanOrEqual(wait);
      expect(Math.max(...waits)).toBeLessThanOrEqual(wait + takes + 100);
    }
  });

  it('[EV5] is one array for all who follow, so that it can be written once', async () => {
    const { core, pass, guest } = createNewsroom();
    const seen: unknown[] = [];
    for (let i = 0; i < 3; i += 1) {
      const session = core.connect(
        { address: '1' },
        {
          send: (frames) => {
            if (frames[0]?.t === 'ev') seen.push(frames);
          },
          end: () => undefined,
        },
      );
      session.receive([hello(), sub('thread:a')]);
    }
    await settle();
    await (await guest()).say(add('a', 'Hay'));
    await pass(250);
    expect(seen).toHaveLength(3);
    expect(new Set(seen).size).toBe(1);
  });

  it('[EV6] of too many changes is empty and beyond what the page holds, so that it asks', async () => {
    const { guest, pass } = createNewsroom({ ...calm, items: 3 });
    const [page, writer] = [await guest(), await guest()];
    await page.say(sub('thread:a'));
    await writer.say(add('a', 'Một'));
    page.take();
    for (let i = 0; i < 4; i += 1) await writer.say(add('a', `Số ${i}`));
    await pass(250);
    expect(only('ev', page.take())).toMatchObject({ from: 5, to: 5, items: [], total: 5 });
    expect(only('snap', await page.say(sub('thread:a', { since: 'e1:1' })))).toMatchObject({ mode: 'full', at: 'e1:5' });
    await writer.say(add('a', 'Sau'));
    await pass(250);
    expect(only('ev', page.take())).toMatchObject({ from: 5, to: 6 });
  });

  it('is not even read for a connection that closed before its sub was taken', async () => {
    const memory = createMemoryStorage({ epoch: 'e1' });
    let views = 0;
    const storage: Storage = { ...memory, view: (work) => memory.view(work).finally(() => (views += 1)) };
    let go = () => {};
    const limiter: Limiter = { take: (kind) => (kind === 'sub' ? new Promise((resolve) => (go = () => resolve(0))) : Promise.resolve(0)) };
    const { guest, dial, pass } = createNewsroom({}, { storage, limiter });
    const [writer, gone] = [await guest(), dial()];
    const viewsOfAnAdd = async () => {
      const before = views;
      await writer.say(add('a', 'Hay'));
      await pass(5_000);
      return views - before;
    };
    const alone = await viewsOfAnAdd();
    await gone.say(hello(), sub('thread:a'));
    gone.session.close();
    go();
    await pass(1);
    expect(await viewsOfAnAdd()).toBe(alone);
  });

  it('goes to those who follow and to nobody else', async () => {
    const { guest, dial, pass } = createNewsroom();
    const [page, gone, stranger, writer] = [await guest(), await guest(), dial(), await guest()];
    await page.say(sub('thread:a'));
    await gone.say(sub('thread:a'));
    await stranger.say(hello());
    gone.session.close();
    await writer.say(add('a', 'Hay'));
    await pass(30_000);
    expect((only('ev', page.take()).items[0] as Comment).text).toBe('Hay');
    expect([...gone.take(), ...stranger.take(), ...writer.take()]).toEqual([]);
  });
});
