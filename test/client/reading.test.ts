import { createMemoryWire, type Wire, WireError } from '@bandoc/client';
import type { Ev, ServerFrame, Snap } from '@bandoc/protocol';
import { trusted } from '@bandoc/server/core';
import { describe, expect, it } from 'vitest';
import { createNewsroom, overhear, words } from './newsroom.ts';
import { createTestPage } from './test-page.ts';

/** Changes what comes over a connection. */
function tamper(wire: Wire, change: (frame: ServerFrame) => ServerFrame | undefined): Wire {
  return {
    ...wire,
    connect: (handlers, discovery) =>
      wire.connect(
        {
          ...handlers,
          frames: (message) => {
            const frames = (message as ServerFrame[]).flatMap((frame) => change(frame) ?? []);
            if (frames.length) handlers.frames(frames);
          },
        },
        discovery,
      ),
  };
}

describe('first content', () => {
  it('comes by one GET with nothing before it, and the connection goes on from its cursor', async () => {
    const { time, core, reader } = createNewsroom();
    const heard: string[] = [];
    const frames: unknown[] = [];
    const client = reader({
      wire: overhear(createMemoryWire(core), (line, frame) => {
        heard.push(line);
        if (frame) frames.push(frame);
      }),
    });
    const view = client.thread('cho-dem');
    expect(view.status).toBe('loading');
    await time.pass(1_000);
    expect(view.status).toBe('ready');
    expect(heard).toEqual(['GET thread:cho-dem', 'discover', 'hello', 'sub']);
    expect(frames.at(-1)).toMatchObject({ t: 'sub', topic: 'thread:cho-dem', since: expect.stringMatching(/:0$/) });
    expect(client.connection).toBe('up');
  });

  it('[SB3] what is written between the GET and the connection is neither missed nor fetched twice', async () => {
    const { time, core, reader } = createNewsroom();
    const writer = reader().thread('cho-dem');
    await time.pass(1_000);
    const snaps: Snap[] = [];
    const wire = tamper(createMemoryWire(core), (frame) => {
      if (frame.t === 'snap') snaps.push(frame);
      return frame;
    });
    let open = () => {};
    const gate = new Promise<void>((resolve) => (open = resolve));
    const view = reader({ wire: { ...wire, connect: (handlers, discovery) => gate.then(() => wire.connect(handlers, discovery)) } }).thread('cho-dem');
    await time.pass(1_000);
    writer.add(words('giữa hai lần'));
    await time.pass(1_000);
    expect(view.roots).toEqual([]);
    open();
    await time.pass(1_000);
    expect(view.roots).toMatchObject([{ text: 'giữa hai lần', arrived: true }]);
    expect(snaps).toMatchObject([{ mode: 'delta', items: [{ text: 'giữa hai lần' }] }]);
  });

  it('that cannot be had is told with the time of the next try, and had then', async () => {
    const { time, core, reader } = createNewsroom();
    const wire = createMemoryWire(core);
    let down = true;
    const view = reader({ wire: { ...wire, get: (topic, query) => (down ? Promise.reject(new WireError('unreachable')) : wire.get(topic, query)) } }).thread(
      'cho-dem',
    );
    await time.pass(100);
    expect(view.status).toBe('failed');
    expect(view.failure).toEqual({ code: 'unreachable', retryAt: expect.any(Number) });
    down = false;
    await time.pass((view.failure?.retryAt ?? 0) - time.now());
    expect(view.status).toBe('ready');
    expect(view.failure).toBeUndefined();
  });

  it.each(['refused-origin', 'unreadable'] as const)('an answer that is %s is told as such', async (kind) => {
    const { time, core, reader } = createNewsroom();
    let asked = 0;
    const get = () => {
      asked += 1;
      return Promise.reject(new WireError(kind));
    };
    const view = reader({ wire: { ...createMemoryWire(core), get } }).thread('cho-dem');
    await time.pass(60_000);
    expect(view.failure).toMatchObject({ code: kind });
    if (kind === 'refused-origin') expect(asked).toBe(1);
    else expect(asked).toBeGreaterThan(1);
  });

  it('[SB10] a thread that the paper does not know is not-found, and is not asked for again', async () => {
    const { time, core, reader } = createNewsroom({}, { threads: 'known' });
    const heard: string[] = [];
    const view = reader({ wire: overhear(createMemoryWire(core), (line) => heard.push(line)) }).thread('nowhere');
    await time.pass(120_000);
    expect([view.status, view.failure]).toEqual(['failed', { code: 'not-found' }]);
    expect(heard).toEqual(['GET thread:nowhere']);
    view.reload();
    await time.pass(100);
    expect(heard).toHaveLength(2);
  });

  it('is asked for at once when the page has a network again', async () => {
    const { time, core, reader } = createNewsroom();
    const page = createTestPage();
    page.set({ online: false });
    const wire = createMemoryWire(core);
    const get: Wire['get'] = (topic, query) => (page.online ? wire.get(topic, query) : Promise.reject(new WireError('unreachable')));
    const client = reader({ page, wire: { ...wire, get }, random: () => 0.99 });
    const view = client.thread('cho-dem');
    await time.pass(100);
    expect(view.status).toBe('failed');
    page.set({ online: true });
    await time.pass(100);
    expect(view.status).toBe('ready');
    expect(client.connection).toBe('up');
  });
});

describe('a live thread', () => {
  it('two readers see each other’s comment and reply, once, as arrived or as their own', async () => {
    const { time, reader } = createNewsroom();
    const [lan, minh] = [reader().thread('cho-dem'), reader().thread('cho-dem')];
    await time.pass(1_000);
    const key = lan.add(words('Hay quá'));
    expect(lan.roots).toMatchObject([{ id: key, sending: 'waiting', own: true, text: 'Hay quá' }]);
    await time.pass(2_000);
    expect(lan.roots).toMatchObject([{ id: key, own: true, arrived: false }]);
    expect(lan.roots[0]).not.toHaveProperty('sending');
    expect(minh.roots).toMatchObject([{ id: key, text: 'Hay quá', own: false, arrived: true, author: { name: 'Lan' } }]);
    const reply = minh.add({ text: 'Đồng ý', parent: key, name: 'Minh' });
    await time.pass(2_000);
    expect(lan.repliesOf(key)).toMatchObject([{ id: reply, arrived: true }]);
    expect(lan.roots[0]?.replies).toBe(1);
    expect(lan.total).toBe(2);
  });

  it('[EV1] [CL2] an event that was lost is noticed at the next one, and mended by one sub from the cursor', async () => {
    const { time, core, reader } = createNewsroom();
    let lose = false;
    const subs: unknown[] = [];
    const wire = tamper(createMemoryWire(core), (frame) => (frame.t === 'ev' && lose ? undefined : frame));
    const view = reader({
      wire: overhear(wire, (line, frame) => {
        if (line === 'sub') subs.push(frame);
      }),
    }).thread('cho-dem');
    const writer = reader().thread('cho-dem');
    await time.pass(5_000);
    lose = true;
    writer.add(words('một'));
    await time.pass(5_000);
    expect(view.roots).toHaveLength(0);
    lose = false;
    writer.add(words('hai'));
    await time.pass(5_000);
    expect(view.roots.map(({ text }) => text)).toEqual(['hai', 'một']);
    expect(subs).toHaveLength(2);
  });

  it('[EV4] [CL3] an event that was lost with nothing after it is noticed by the beacon', async () => {
    const { time, core, reader } = createNewsroom();
    const lost: Ev[] = [];
    const wire = tamper(createMemoryWire(core), (frame) => {
      if (frame.t !== 'ev' || frame.from === frame.to || lost.length) return frame;
      lost.push(frame);
      return undefined;
    });
    const view = reader({ wire }).thread('cho-dem');
    const writer = reader().thread('cho-dem');
    await time.pass(3_000);
    writer.add(words('một'));
    await time.pass(10_000);
    expect([lost.length, view.roots.length]).toEqual([1, 0]);
    await time.pass(40_000);
    expect(view.roots).toHaveLength(1);
  });

  it('a topic that goes silent is asked about, and a connection that does not answer is opened anew', async () => {
    const { time, core, reader } = createNewsroom();
    let dead = false;
    let connections = 0;
    const wire = tamper(createMemoryWire(core), (frame) => (dead ? undefined : frame));
    const client = reader({
      wire: {
        ...wire,
        connect: (handlers, discovery) => {
          connections += 1;
          dead = false;
          return wire.connect(handlers, discovery);
        },
      },
    });
    const view = client.thread('cho-dem');
    await time.pass(3_000);
    dead = true;
    reader().thread('cho-dem').add(words('một'));
    await time.pass(90_000);
    expect(connections).toBe(2);
    expect(view.roots).toHaveLength(1);
  });

  it('[SB5] a server that went back makes the reader load anew', async () => {
    const { time, core, reader } = createNewsroom();
    let restored = false;
    const wire = tamper(createMemoryWire(core), (frame) => {
      if (!restored || frame.t !== 'ev') return frame;
      restored = false;
      return { ...frame, epoch: 'restored' };
    });
    const view = reader({ wire }).thread('cho-dem');
    const writer = reader().thread('cho-dem');
    await time.pass(3_000);
    writer.add(words('một'));
    await time.pass(3_000);
    restored = true;
    writer.add(words('hai'));
    await time.pass(6_000);
    expect(view.roots.map(({ text }) => text)).toEqual(['hai', 'một']);
  });

  it('[MD6] an item that cannot be read is skipped, and the rest of its frame is taken', async () => {
    const { time, core, reader } = createNewsroom();
    const wire = tamper(createMemoryWire(core), (frame) =>
      frame.t === 'ev' ? { ...frame, items: [{ id: '<>' } as never, null as never, ...frame.items] } : frame,
    );
    const view = reader({ wire }).thread('cho-dem');
    const writer = reader().thread('cho-dem');
    await time.pass(3_000);
    writer.add(words('một'));
    await time.pass(3_000);
    expect(view.roots).toMatchObject([{ text: 'một' }]);
  });

  it('tells of changes once a microtask, and a listener that throws does not keep the others from hearing', async () => {
    const { time, reader } = createNewsroom();
    const reported: unknown[] = [];
    const client = reader({ report: (error) => reported.push(error) });
    const view = client.thread('cho-dem');
    await time.pass(1_000);
    let told = 0;
    view.subscribe(() => {
      throw new Error('on purpose');
    });
    view.subscribe(() => {
      told += 1;
    });
    view.add(words('một'));
    view.add(words('hai'));
    expect(told).toBe(0);
    await Promise.resolve();
    await Promise.resolve();
    expect(told).toBe(1);
    expect(reported).toMatchObject([{ message: 'on purpose' }]);
  });

  it('loads further roots and replies when asked, in order and without doubles', async () => {
    const { time, reader } = createNewsroom({}, { tick: 1 });
    const writer = reader().thread('cho-dem');
    await time.pass(1_000);
    const keys: string[] = [];
    for (let i = 0; i < 25; i += 1) {
      keys.push(writer.add(words(`gốc ${i}`)));
      await time.pass(50);
    }
    for (let i = 0; i < 5; i += 1) {
      writer.add(words(`đáp ${i}`, keys[24]));
      await time.pass(50);
    }
    const view = reader().thread('cho-dem');
    await time.pass(1_000);
    const top = view.roots[0]?.id ?? '';
    expect([view.roots.length, view.more, view.total]).toEqual([20, true, 30]);
    expect([view.repliesOf(top).length, view.moreRepliesOf(top)]).toEqual([3, 2]);
    view.loadMore();
    view.loadReplies(top);
    expect(view.loadingMore).toBe(true);
    await time.pass(1_000);
    expect(view.roots.map(({ text }) => text)).toEqual(Array.from({ length: 25 }, (_, i) => `gốc ${24 - i}`));
    expect(view.repliesOf(top).map(({ text }) => text)).toEqual(Array.from({ length: 5 }, (_, i) => `đáp ${i}`));
    expect([view.more, view.loadingMore, view.moreRepliesOf(top)]).toEqual([false, false, 0]);
    expect(view.roots.some(({ arrived }) => arrived)).toBe(false);
  });

  it('[SB8] is left when its last view is closed, and the connection with it after a while', async () => {
    const { time, core, reader } = createNewsroom();
    const heard: string[] = [];
    const client = reader({ wire: overhear(createMemoryWire(core), (line) => heard.push(line)) });
    const [one, two] = [client.thread('cho-dem'), client.thread('cho-dem')];
    await time.pass(1_000);
    one.close();
    one.close();
    await time.pass(20_000);
    expect(client.connection).toBe('up');
    two.close();
    await time.pass(1_000);
    expect(heard.at(-1)).toBe('unsub');
    await time.pass(20_000);
    expect(client.connection).toBe('idle');
  });
});

describe('counts and days', () => {
  it('[SN7] all counts opened in one turn travel in one request, its ids sorted', async () => {
    const { time, core, reader } = createNewsroom();
    const heard: string[] = [];
    const client = reader({ wire: overhear(createMemoryWire(core), (line) => heard.push(line)) });
    const views = ['c', 'a', 'b', 'a'].map((thread) => client.count('home', thread));
    await time.pass(1_000);
    expect(heard).toEqual(['GET tally:home ids=a%2Cb%2Cc']);
    expect(views.map(({ status, count }) => [status, count])).toEqual(Array.from({ length: 4 }, () => ['ready', 0]));
    client.count('home', 'd');
    await time.pass(1_000);
    expect(heard.slice(1)).toEqual(['GET tally:home ids=d']);
  });

  it('[HT2] more than two hundred ids, or than an address holds, are several requests', async () => {
    const { time, core, reader } = createNewsroom();
    const heard: string[] = [];
    const client = reader({ wire: overhear(createMemoryWire(core), (line) => heard.push(line)) });
    const views = Array.from({ length: 250 }, (_, i) => client.count('home', `bai-${i}`));
    await time.pass(1_000);
    expect(heard).toHaveLength(2);
    heard.length = 0;
    views.push(...Array.from({ length: 150 }, (_, i) => client.count('home', `bai-${'dai-'.repeat(14)}${i}`)));
    await time.pass(1_000);
    expect(heard).toHaveLength(2);
    expect(Math.max(...heard.map((line) => line.length))).toBeLessThan(8_000);
    expect(views.every(({ count }) => count === 0)).toBe(true);
  });

  it('are polled every 30 s while the page is looked at, and open no connection', async () => {
    const { time, core, reader } = createNewsroom();
    const heard: string[] = [];
    const page = createTestPage();
    const client = reader({ page, wire: overhear(createMemoryWire(core), (line) => heard.push(line)) });
    const view = client.count('home', 'cho-dem');
    const writer = reader().thread('cho-dem');
    await time.pass(1_000);
    writer.add(words('một'));
    await time.pass(60_500);
    expect(view.count).toBe(1);
    expect(heard).toHaveLength(3);
    expect(client.connection).toBe('idle');
    page.set({ visibility: 'hidden' });
    await time.pass(300_000);
    expect(heard).toHaveLength(3);
    page.set({ visibility: 'visible' });
    await time.pass(100);
    expect(heard).toHaveLength(4);
  });

  it('ride the connection when it is open anyway, and a live one opens it', async () => {
    const { time, core, reader } = createNewsroom();
    const heard: string[] = [];
    const client = reader({ wire: overhear(createMemoryWire(core), (line) => heard.push(line)) });
    const idle = client.count('home', 'cho-dem');
    const thread = client.thread('cho-dem');
    await time.pass(5_000);
    expect(heard.filter((line) => line === 'sub')).toHaveLength(2);
    thread.add(words('một'));
    await time.pass(5_000);
    expect(idle.count).toBe(1);
    await time.pass(60_000);
    expect(heard.filter((line) => line.startsWith('GET'))).toHaveLength(2);

    const other = reader();
    other.count('home', 'cho-dem', { live: true });
    await time.pass(5_000);
    expect(other.connection).toBe('up');
  });

  it('[MD6] a count opened while others are live is followed too, and misses nothing', async () => {
    const { time, reader } = createNewsroom();
    const client = reader();
    const first = client.count('home', 'a', { live: true });
    const writer = reader();
    const threads = [writer.thread('a'), writer.thread('b')];
    await time.pass(3_000);
    threads.forEach((thread) => thread.add(words('một')));
    await time.pass(5_000);
    const second = client.count('home', 'b', { live: true });
    await time.pass(5_000);
    threads.forEach((thread) => thread.add(words('hai')));
    await time.pass(5_000);
    expect([first.count, second.count]).toEqual([2, 2]);
  });

  it('[SN7] [DV3] a month shows its days, and follows them while a connection is open', async () => {
    const { time, core, reader } = createNewsroom();
    const publish = (thread: string, at: string) => core.publish([{ thread, url: `/${thread}`, title: thread, at: Date.parse(at), scopes: ['home'] }], trusted);
    await publish('a', '2020-10-01T23:30:00+07:00');
    const client = reader();
    const view = client.days('home', '2020-10', { live: true });
    await time.pass(3_000);
    expect([...view.days]).toEqual([['2020-10-01', 1]]);
    await publish('b', '2020-10-22T08:00:00+07:00');
    await time.pass(3_000);
    expect(view.days.get('2020-10-22')).toBe(1);
  });
});
