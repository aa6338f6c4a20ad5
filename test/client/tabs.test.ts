import { type Client, createMemoryStore, createMemoryWire, type Store, type Wire } from '@bandoc/client';
import { describe, expect, it } from 'vitest';
import { createLocks, createNewsroom, guard, overhear, words } from './newsroom.ts';
import { createTestPage } from './test-page.ts';

const keysOf = (store: Store) => store.entries().then((all) => all.map(([key]) => key.replace(/:.*/, '')).sort());

describe('two tabs of one device', () => {
  it.each([true, false])('that write first at the same time store each comment once, with locks: %s', async (locked) => {
    const { time, reader } = createNewsroom();
    const store = createMemoryStore();
    const locks = locked ? { locks: createLocks() } : {};
    const tabs: Client[] = [reader({ store, ...locks }), reader({ store, ...locks })];
    const views = tabs.map((tab) => tab.thread('cho-dem'));
    await time.pass(1_000);
    views.forEach((view, i) => view.add(words(`của tab ${i}`)));
    await time.pass(10_000);
    expect(views.map(({ total }) => total)).toEqual([2, 2]);
    expect(await keysOf(store)).toEqual(['identity']);
    if (locked) expect(new Set(views[0]?.roots.map(({ author }) => author.id)).size).toBe(1);
  });

  it('a tab that finds another’s entry sends it once', async () => {
    const { time, core, reader } = createNewsroom();
    const store = createMemoryStore();
    const locks = createLocks();
    let open = false;
    const puts: string[] = [];
    const wire = () => overhear(guard(createMemoryWire(core), { up: ({ t }) => open || t !== 'put' }), (line) => line === 'put' && puts.push(line));
    const first = reader({ store, locks, wire: wire() }).thread('cho-dem');
    first.add(words('một'));
    await time.pass(1_000);
    const second = reader({ store, locks, wire: wire() }).thread('cho-dem');
    await time.pass(1_000);
    expect(second.roots).toMatchObject([{ text: 'một', sending: 'waiting' }]);
    open = true;
    await time.pass(60_000);
    for (const view of [first, second]) expect(view.roots.map(({ text, sending }) => [text, sending])).toEqual([['một', undefined]]);
    expect(puts.length).toBeLessThanOrEqual(3);
  });

  it('one that was open before the device had a name acts under the name that the other gave it', async () => {
    const { time, reader } = createNewsroom();
    const store = createMemoryStore();
    const [first, second] = [reader({ store }), reader({ store })];
    const before = first.thread('cho-dem');
    await time.pass(1_000);
    const key = second.thread('cho-dem').add(words('một'));
    await time.pass(3_000);
    before.remove(key);
    await time.pass(3_000);
    expect(before.roots).toMatchObject([{ id: key, state: 'gone' }]);
    expect(before.roots[0]?.acts).toBe(undefined);
  });

  it('one that comes back within seconds does not send what the other has sent meanwhile', async () => {
    const { time, core, reader } = createNewsroom();
    const store = createMemoryStore();
    const locks = createLocks();
    let puts = 0;
    const device = (isOpen: () => boolean) => {
      const memory = createMemoryWire(core);
      const wire: Wire = { ...memory, connect: (...given) => (isOpen() ? memory.connect(...given) : Promise.reject(new Error('no network'))) };
      return reader({ store, locks, random: () => 0.01, wire: overhear(wire, (line) => line === 'put' && (puts += 1)) }).thread('cho-dem');
    };
    let open = false;
    const first = device(() => open);
    first.add(words('một'));
    await time.pass(1_000);
    device(() => true);
    await time.pass(2_000);
    expect(puts).toBe(1);
    open = true;
    await time.pass(6_000);
    expect([puts, first.roots.map(({ text, sending }) => [text, sending])]).toEqual([1, [['một', undefined]]]);
  });

  it('one whose waiting comment the other has sent shows it all the while until it comes back with the topic', async () => {
    const { time, core, reader } = createNewsroom();
    const store = createMemoryStore();
    const locks = createLocks();
    let open = false;
    const device = (random: number) => {
      const memory = createMemoryWire(core);
      const wire: Wire = { ...memory, connect: (...given) => (open ? memory.connect(...given) : Promise.reject(new Error('no network'))) };
      return reader({ store, locks, random: () => random, wire }).thread('cho-dem');
    };
    const first = device(0.01);
    first.add(words('một'));
    await time.pass(15_000);
    const second = device(0.01);
    await time.pass(1_000);
    const shown = [first, second].map((view) => {
      const lengths = new Set<number>();
      view.subscribe(() => lengths.add(view.roots.length));
      return lengths;
    });
    open = true;
    await time.pass(60_000);
    expect(shown).toEqual([new Set([1]), new Set([1])]);
    for (const view of [first, second]) expect(view.roots.map(({ text, sending }) => [text, sending])).toEqual([['một', undefined]]);
  });

  it('one that looks whether a comment is still to be sent, and is told meanwhile that it waits for a moderator, has it as sent', async () => {
    const { time, reader } = createNewsroom({}, { hold: 'all' });
    const store = createMemoryStore();
    let answer = () => {};
    let held = Promise.resolve();
    const slow: Store = {
      ...store,
      get: async (key) => {
        if (key.startsWith('outbox:')) await held;
        return store.get(key);
      },
    };
    const first = reader({ store: slow }).thread('cho-dem');
    first.add(words('một'));
    await time.pass(5_000);
    held = new Promise((resolve) => (answer = resolve));
    first.add(words('hai'));
    const second = reader({ store }).thread('cho-dem');
    await time.pass(5_000);
    answer();
    await time.pass(5_000);
    for (const view of [first, second])
      expect(view.roots.map(({ text, sending }) => [text, sending]).sort()).toEqual([
        ['hai', undefined],
        ['một', undefined],
      ]);
    expect(await keysOf(store)).toEqual(['identity']);
  });

  it('one that was closed before it could send is answered for by the other, which was open all the time', async () => {
    const { time, core, reader } = createNewsroom();
    const store = createMemoryStore();
    const locks = createLocks();
    const blind: Wire = { ...createMemoryWire(core), connect: () => Promise.reject(new Error('no network')) };
    const first = reader({ store, locks, wire: blind });
    const second = reader({ store, locks }).thread('cho-dem');
    await time.pass(15_000);
    const key = first.thread('cho-dem').add(words('một'));
    await time.pass(8_000);
    expect(second.roots).toEqual([]);
    first.close();
    await time.pass(30_000);
    expect(second.roots.map(({ id, own, sending }) => [id, own, sending])).toEqual([[key, true, undefined]]);
    expect(await keysOf(store)).toEqual(['identity']);
  });

  it('one that is hidden sends nothing; the other, which is looked at, does, and the first takes note', async () => {
    const { time, core, reader } = createNewsroom();
    const store = createMemoryStore();
    const locks = createLocks();
    const page = createTestPage();
    let puts = 0;
    const wire = overhear(createMemoryWire(core), (line) => line === 'put' && (puts += 1));
    const first = reader({ store, locks, page, wire }).thread('cho-dem');
    const second = reader({ store, locks }).thread('cho-dem');
    await time.pass(2_000);
    page.set({ visibility: 'hidden' });
    const key = first.add(words('một'));
    await time.pass(5_000);
    expect([puts, first.roots[0]?.sending]).toEqual([0, 'waiting']);
    await time.pass(40_000);
    page.set({ visibility: 'visible' });
    await time.pass(2_000);
    for (const view of [first, second]) expect(view.roots.map(({ id, sending }) => [id, sending])).toEqual([[key, undefined]]);
    expect(puts).toBe(0);
  });

  it('one that is hidden while it sends does not keep the other from sending', async () => {
    const { time, core, reader } = createNewsroom();
    const store = createMemoryStore();
    const locks = createLocks();
    const page = createTestPage();
    const first = reader({ store, locks, page, wire: guard(createMemoryWire(core), { up: ({ t }) => t !== 'put' }) }).thread('cho-dem');
    const second = reader({ store, locks }).thread('cho-dem');
    await time.pass(2_000);
    first.add(words('một'));
    await time.pass(1_000);
    expect(first.roots[0]?.sending).toBe('sending');
    second.add(words('hai'));
    await time.pass(2_000);
    expect(second.roots).toMatchObject([{ text: 'hai', sending: 'waiting' }]);
    page.set({ visibility: 'hidden' });
    await time.pass(1_000);
    expect(second.roots[0]).not.toHaveProperty('sending');
  });

  it('what was taken away in one is not sent by the other, which wrote it', async () => {
    const { time, core, reader } = createNewsroom();
    const store = createMemoryStore();
    const page = createTestPage();
    const puts: string[] = [];
    const first = reader({ store, page, wire: overhear(createMemoryWire(core), (line) => line === 'put' && puts.push(line)) }).thread('cho-dem');
    await time.pass(1_000);
    page.set({ visibility: 'hidden' });
    const key = first.add(words('thôi, đừng gửi'));
    await time.pass(15_000);
    const tab = reader({ store, wire: { ...createMemoryWire(core), connect: () => Promise.reject(new Error('no network')) } });
    const second = tab.thread('cho-dem');
    await time.pass(1_000);
    expect(second.discard(key)).toBe('thôi, đừng gửi');
    page.set({ visibility: 'visible' });
    await time.pass(20_000);
    expect([first.roots, puts]).toEqual([[], []]);
  });

  it('what the server refused to one is not sent by the other', async () => {
    const { time, core, reader } = createNewsroom();
    const store = createMemoryStore();
    const locks = createLocks();
    let open = false;
    const gate = (): Wire => {
      const memory = createMemoryWire(core);
      return { ...memory, connect: (...given) => (open ? memory.connect(...given) : Promise.reject(new Error('no network'))) };
    };
    const puts: string[] = [];
    const first = reader({ store, locks, wire: gate(), random: () => 0.01 }).thread('cho-dem');
    const key = first.add(words('dài '.repeat(600)));
    await time.pass(1_000);
    const second = reader({ store, locks, random: () => 1, wire: overhear(gate(), (line) => line === 'put' && puts.push(line)) }).thread('cho-dem');
    await time.pass(100);
    open = true;
    await time.pass(60_000);
    for (const view of [first, second]) expect(view.roots).toMatchObject([{ id: key, sending: 'refused', failure: { code: 'invalid' } }]);
    expect(puts).toEqual([]);
  });
});
