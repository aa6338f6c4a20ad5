import { createMemoryWire, type Wire, WireError } from '@bandoc/client';
import { describe, expect, it } from 'vitest';
import { createNewsroom, words } from './newsroom.ts';
import { createTestPage } from './test-page.ts';

/** Counts attempts, and refuses them while told to. */
function createTurnstile(wire: Wire, now: () => number = () => 0) {
  const at: number[] = [];
  const gate = { open: true, at, wire: {} as Wire, kind: 'unreachable' as WireError['kind'] };
  gate.wire = {
    ...wire,
    connect: (handlers, discovery) => {
      at.push(now());
      return gate.open ? wire.connect(handlers, discovery) : Promise.reject(new WireError(gate.kind));
    },
  };
  return gate;
}

describe('the connection', () => {
  it('is not opened until something wants it', async () => {
    const { time, core, reader } = createNewsroom();
    const gate = createTurnstile(createMemoryWire(core));
    const client = reader({ wire: gate.wire });
    client.count('home', 'a');
    client.days('home', '2020-10');
    await time.pass(5_000);
    expect([client.connection, gate.at.length]).toEqual(['idle', 0]);
  });

  it('[FR3] tells of what breaks the protocol and takes the rest: a frame that is none, and an item among others', async () => {
    const { time, core, reader } = createNewsroom();
    const wire = createMemoryWire(core);
    let say: (message: unknown) => void = () => {};
    const leftOut: unknown[] = [];
    const client = reader({
      wire: {
        ...wire,
        connect: (handlers, discovery) => {
          say = handlers.frames;
          return wire.connect(handlers, discovery);
        },
      },
      leftOut: (what) => leftOut.push(what),
    });
    const view = client.thread('cho-dem');
    await time.pass(2_000);
    const at = core.discovery();
    const ev = { t: 'ev', topic: 'thread:cho-dem', epoch: 7 };
    const bad = { id: 'a', v: 1, c: 1, parent: null, author: null, time: at.now, state: 'shown', counts: { v: 1, replies: 0 } };
    say([{ t: 'later' }, ev, { t: 'ev', topic: 'thread:cho-dem', epoch: 'e', from: 0, to: 1, items: [bad] }]);
    expect(leftOut).toEqual([ev, bad]);
    const writer = reader().thread('cho-dem');
    writer.add(words('Vẫn nghe được.'));
    await time.pass(5_000);
    expect(view.roots).toMatchObject([{ text: 'Vẫn nghe được.' }]);
  });

  it('[CL6] that cannot be opened is tried again after ever longer waits, up to a minute', async () => {
    const { time, core, reader } = createNewsroom();
    const gate = createTurnstile(createMemoryWire(core), time.now);
    gate.open = false;
    const client = reader({ wire: gate.wire, random: () => 1 });
    client.thread('cho-dem');
    await time.pass(300_000);
    expect(gate.at.slice(1).map((at, i) => (at - (gate.at[i] ?? 0)) / 1_000)).toEqual([5, 10, 20, 40, 60, 60, 60]);
    expect(client.connection).toBe('backoff');
  });

  it('that is lost comes back with its cursors, and what was written meanwhile is there', async () => {
    const { time, core, reader } = createNewsroom();
    const cuts: Array<() => void> = [];
    const wire = createMemoryWire(core);
    const client = reader({
      wire: {
        ...wire,
        connect: async (handlers, discovery) => {
          const link = await wire.connect(handlers, discovery);
          cuts.push(() => link.close());
          return link;
        },
      },
    });
    const view = client.thread('cho-dem');
    const writer = reader().thread('cho-dem');
    await time.pass(2_000);
    cuts[0]?.();
    await time.pass(10);
    expect(client.connection).toBe('backoff');
    writer.add(words('lúc vắng'));
    await time.pass(10_000);
    expect(client.connection).toBe('up');
    expect(view.roots).toMatchObject([{ text: 'lúc vắng', arrived: true }]);
  });

  it('honours how long the server asks it to stay away', async () => {
    const { time, core, reader } = createNewsroom();
    const gate = createTurnstile(createMemoryWire(core));
    const client = reader({ wire: gate.wire, random: () => 0.5 });
    client.thread('cho-dem');
    await time.pass(2_000);
    await core.close();
    await time.pass(2_500);
    expect(gate.at.length).toBe(1);
    await time.pass(1_000);
    expect(gate.at.length).toBe(2);
  });

  it('is given up a minute after the page was hidden, at once when it leaves, and taken up when it is back', async () => {
    const { time, core, reader } = createNewsroom();
    const page = createTestPage();
    const gate = createTurnstile(createMemoryWire(core));
    const client = reader({ wire: gate.wire, page });
    const view = client.thread('cho-dem');
    const writer = reader().thread('cho-dem');
    await time.pass(2_000);
    page.set({ visibility: 'hidden' });
    await time.pass(50_000);
    expect(client.connection).toBe('up');
    await time.pass(15_000);
    expect(client.connection).toBe('hidden');
    writer.add(words('lúc khuất'));
    await time.pass(5_000);
    page.set({ visibility: 'visible' });
    await time.pass(2_000);
    expect(client.connection).toBe('up');
    expect(view.roots).toHaveLength(1);
    page.set({ visibility: 'leaving' });
    await time.pass(10);
    expect(client.connection).toBe('hidden');
    page.set({ visibility: 'visible' });
    await time.pass(2_000);
    expect([client.connection, gate.at.length]).toEqual(['up', 3]);
  });

  it('waits while there is no network', async () => {
    const { time, core, reader } = createNewsroom();
    const page = createTestPage();
    const gate = createTurnstile(createMemoryWire(core));
    const client = reader({ wire: gate.wire, page });
    client.thread('cho-dem');
    await time.pass(2_000);
    page.set({ online: false });
    expect(client.connection).toBe('offline');
    await time.pass(600_000);
    expect(gate.at.length).toBe(1);
    page.set({ online: true });
    await time.pass(2_000);
    expect(client.connection).toBe('up');
  });

  it('[HT7] that is refused for its origin is not tried again, its reason shows, and reading goes on by polls', async () => {
    const { time, core, reader } = createNewsroom();
    const gate = createTurnstile(createMemoryWire(core));
    gate.open = false;
    gate.kind = 'refused-origin';
    const client = reader({ wire: gate.wire });
    const view = client.thread('cho-dem');
    const writer = reader().thread('cho-dem');
    await time.pass(2_000);
    expect([client.connection, view.status, view.failure]).toEqual(['fatal', 'ready', { code: 'refused-origin' }]);
    writer.add(words('một'));
    await time.pass(40_000);
    expect(view.roots).toHaveLength(1);
    await time.pass(600_000);
    expect(gate.at.length).toBe(1);
    gate.open = true;
    view.reload();
    await time.pass(2_000);
    expect([client.connection, view.failure]).toEqual(['up', undefined]);
  });

  it('[HS3] the client’s clock is the server’s', async () => {
    const { time, reader } = createNewsroom();
    const client = reader({ clock: { now: () => time.now() - 5_000_000 } });
    expect(client.now()).toBe(time.now() - 5_000_000);
    client.thread('cho-dem');
    await time.pass(2_000);
    expect(client.now()).toBe(time.now());
  });

  it('[SB9] follows as many topics as the server allows, those first that are wanted live, and polls the others', async () => {
    const { time, reader } = createNewsroom({}, { subs: 2 });
    const client = reader();
    const months = Array.from({ length: 4 }, (_, i) => client.days('home', `2020-0${i + 1}`));
    const view = client.thread('cho-dem');
    const writer = reader().thread('cho-dem');
    await time.pass(3_000);
    writer.add(words('một'));
    await time.pass(3_000);
    expect(view.roots).toHaveLength(1);
    expect(months.every(({ status }) => status === 'ready')).toBe(true);
  });
});
