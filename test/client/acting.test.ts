import { createMemoryStore, createMemoryWire, type Store } from '@bandoc/client';
import type { Put, ServerFrame } from '@bandoc/protocol';
import { describe, expect, it } from 'vitest';
import { createNewsroom, guard, overhear, words } from './newsroom.ts';
import { createTestPage } from './test-page.ts';

/** A thread with one comment by somebody, and two readers of it; what the second sends can be kept from the server, and its answers from it. */
async function twoReaders() {
  const newsroom = createNewsroom();
  const { time, core, reader } = newsroom;
  const puts: Put[] = [];
  const cut = { up: false, ok: false };
  const author = reader().thread('cho-dem');
  const id = author.add(words('một'));
  await time.pass(2_000);
  const store = createMemoryStore();
  const open = () => {
    const wire = guard(createMemoryWire(core), { up: ({ t }) => !(t === 'put' && cut.up), down: ({ t }) => !(t === 'ok' && cut.ok) });
    return reader({ store, wire: overhear(wire, (line, frame) => line === 'put' && puts.push(frame as Put)) });
  };
  const client = open();
  const view = client.thread('cho-dem');
  await time.pass(2_000);
  return { ...newsroom, author, id, view, client, open, puts, cut };
}

describe('an act on a comment', () => {
  it('[RC1] [RC4] a reaction shows at once, is counted once by everybody, and is hers after a reload', async () => {
    const { time, author, id, view, client, open } = await twoReaders();
    view.react(id, 'like', 'Lan');
    expect(view.roots[0]).toMatchObject({ reaction: 'like', reactions: { like: 1 }, acts: [{ op: 'react', sending: 'waiting' }] });
    for (let i = 0; i < 60; i += 1) {
      await time.pass(100);
      expect(view.roots[0]).toMatchObject({ reaction: 'like', reactions: { like: 1 } });
    }
    expect(view.roots[0]).not.toHaveProperty('acts');
    expect(author.roots[0]).toMatchObject({ reactions: { like: 1 } });
    expect(author.roots[0]).not.toHaveProperty('reaction');
    client.close();
    const again = open().thread('cho-dem');
    await time.pass(3_000);
    expect(again.roots[0]).toMatchObject({ reaction: 'like', reactions: { like: 1 } });
  });

  it('[RC1] another reaction takes the place of the one before, and none takes it back, however fast they follow', async () => {
    const { time, author, id, view, puts, cut } = await twoReaders();
    view.react(id, 'like', 'Lan');
    await time.pass(3_000);
    cut.up = true;
    const first = view.react(id, null);
    expect(view.roots[0]).toMatchObject({ reactions: {} });
    expect(view.roots[0]).not.toHaveProperty('reaction');
    await time.pass(1_000);
    cut.up = false;
    view.react(id, 'like');
    view.react(id, null);
    const last = view.react(id, 'like');
    expect(view.roots[0]).toMatchObject({ reaction: 'like', reactions: { like: 1 } });
    await time.pass(30_000);
    expect(view.roots[0]).toMatchObject({ reaction: 'like', reactions: { like: 1 } });
    expect(author.roots[0]).toMatchObject({ reactions: { like: 1 } });
    // What was not under way yet was never sent.
    expect([...new Set(puts.map(({ key }) => key))].slice(1)).toEqual([first, last]);
  });

  it('[ED2] [ED3] an edit shows at once and stays, whatever comes before its answer; one on top of it carries the version that became of it', async () => {
    const { time, author, view } = await twoReaders();
    const id = view.add(words('hai'));
    await time.pass(2_000);
    view.edit(id, 'hai rưỡi');
    expect(view.roots[0]).toMatchObject({ id, text: 'hai rưỡi', acts: [{ op: 'edit', text: 'hai rưỡi' }] });
    await time.pass(1_000);
    view.edit(id, 'ba');
    await time.pass(20_000);
    expect(view.roots[0]).toMatchObject({ id, text: 'ba', own: true });
    expect(view.roots[0]?.edited).toBeGreaterThan(0);
    expect(view.roots[0]).not.toHaveProperty('acts');
    expect(author.roots[0]).toMatchObject({ id, text: 'ba' });
  });

  it('[ED2] an edit of what was written a moment ago waits until that is stored', async () => {
    const { time, author, view, puts, cut } = await twoReaders();
    cut.up = true;
    const id = view.add(words('hai'));
    view.edit(id, 'ba');
    expect(view.roots[0]).toMatchObject({ id, text: 'ba', sending: 'waiting' });
    await time.pass(1_000);
    cut.up = false;
    await time.pass(30_000);
    expect(puts.map(({ op }) => op).filter((op, i, all) => op !== all[i - 1])).toEqual(['add', 'edit']);
    expect(author.roots[0]).toMatchObject({ id, text: 'ba' });
  });

  it('[ED2] an edit that met another change is refused with the comment as it is, which is shown; its words are given back', async () => {
    const { time, core, reader } = createNewsroom();
    // No event comes through: this page knows nothing of its other tab's edit.
    const store = createMemoryStore();
    const elsewhere = reader({ store, wire: guard(createMemoryWire(core), { down: ({ t }: ServerFrame) => t !== 'ev' }) }).thread('cho-dem');
    const key = elsewhere.add(words('lời cũ'));
    await time.pass(2_000);
    const other = reader({ store }).thread('cho-dem');
    await time.pass(2_000);
    other.edit(key, 'lời của thẻ kia');
    await time.pass(2_000);
    const edit = elsewhere.edit(key, 'lời của thẻ này');
    await time.pass(2_000);
    expect(elsewhere.roots.find((one) => one.id === key)).toMatchObject({
      acts: [{ key: edit, sending: 'refused', text: 'lời của thẻ này', failure: { code: 'conflict', data: { item: { text: 'lời của thẻ kia' } } } }],
    });
    expect(elsewhere.discard(edit)).toBe('lời của thẻ này');
    expect(elsewhere.roots.find((one) => one.id === key)).not.toHaveProperty('acts');
  });

  it('[DL1] a deletion shows at once as a tombstone, survives a lost answer, and says no word of it to anybody', async () => {
    const { time, author, view, puts, cut } = await twoReaders();
    const id = view.add(words('hai'));
    await time.pass(2_000);
    cut.ok = true;
    view.remove(id);
    expect(view.roots[0]).toMatchObject({ id, text: '', state: 'gone' });
    await time.pass(3_000);
    cut.ok = false;
    await time.pass(30_000);
    expect(new Set(puts.filter(({ op }) => op === 'del').map(({ key }) => key)).size).toBe(1);
    expect(view.roots[0]).toMatchObject({ id, text: '', state: 'gone' });
    expect(view.roots[0]).not.toHaveProperty('acts');
    expect(author.roots[0]).toMatchObject({ id, text: '', state: 'gone' });
    expect(view.total).toBe(1);
  });

  it('[FL1] a report is the reader’s alone, and of her own comment it is refused and says so', async () => {
    const { time, author, id, view } = await twoReaders();
    view.flag(id, { reason: 'spam', text: 'quảng cáo' }, 'Lan');
    await time.pass(2_000);
    expect(view.roots[0]).toMatchObject({ flag: 'spam' });
    expect(view.roots[0]).not.toHaveProperty('acts');
    expect(author.roots[0]).not.toHaveProperty('flag');
    author.flag(id, { reason: 'other' });
    await time.pass(2_000);
    expect(author.roots[0]).toMatchObject({ acts: [{ op: 'flag', sending: 'refused', failure: { code: 'denied' } }] });
    expect(author.roots[0]).not.toHaveProperty('flag');
  });

  it('survives a reload before it was sent, is forgotten by nobody, and after a day is asked about', async () => {
    const { time, author, id, view, client, open, cut } = await twoReaders();
    view.react(id, 'like', 'Lan');
    await time.pass(3_000);
    cut.up = true;
    view.react(id, null);
    await time.pass(1_000);
    client.close();
    cut.up = false;
    const second = open();
    const again = second.thread('cho-dem');
    await time.pass(5_000);
    expect(author.roots[0]).toMatchObject({ reactions: {} });
    cut.up = true;
    const old = again.react(id, 'like');
    await time.pass(1_000);
    second.close();
    await time.pass(25 * 3_600_000);
    cut.up = false;
    const late = open().thread('cho-dem');
    await time.pass(5_000);
    expect(late.roots[0]).toMatchObject({ reactions: {}, acts: [{ key: old, sending: 'refused', failure: { code: 'expired' } }] });
    late.retry(old);
    await time.pass(5_000);
    expect(author.roots[0]).toMatchObject({ reactions: { like: 1 } });
  });
});

describe('what is taken back or overtaken', () => {
  it('a comment that is taken back while it is about to be sent is not sent', async () => {
    const { time, core, reader } = createNewsroom();
    const memory = createMemoryStore();
    let release = () => {};
    const slow = new Promise<void>((resolve) => (release = resolve));
    const store: Store = { ...memory, set: (key, value) => (key.startsWith('outbox') ? slow.then(() => memory.set(key, value)) : memory.set(key, value)) };
    const view = reader({ store, wire: createMemoryWire(core) }).thread('cho-dem');
    await time.pass(2_000);
    const key = view.add(words('sai'));
    await time.pass(1_000);
    expect(view.discard(key)).toBe('sai');
    view.add(words('đúng'));
    release();
    await time.pass(20_000);
    const other = reader().thread('cho-dem');
    await time.pass(2_000);
    expect(other.roots.map(({ text }) => text)).toEqual(['đúng']);
    expect((await memory.entries()).filter(([name]) => name.startsWith('outbox'))).toEqual([]);
  });

  it('[HD2] a comment that waits for a moderator and is deleted by its author does not come back', async () => {
    const { time, reader } = createNewsroom({}, { hold: 'all' });
    const view = reader().thread('cho-dem');
    await time.pass(1_000);
    const key = view.add(words('một'));
    await time.pass(3_000);
    expect(view.roots).toMatchObject([{ id: key, state: 'pending' }]);
    view.remove(key);
    await time.pass(60_000);
    expect(view.roots.filter(({ state }) => state !== 'gone')).toEqual([]);
  });

  it('[ED2] an edit finds its version where the ok of what it edits was lost', async () => {
    const { time, author, view, cut } = await twoReaders();
    cut.ok = true;
    const id = view.add(words('hai'));
    view.edit(id, 'ba');
    await time.pass(5_000);
    cut.ok = false;
    await time.pass(30_000);
    expect(view.roots[0]).toMatchObject({ id, text: 'ba' });
    expect(view.roots[0]).not.toHaveProperty('acts');
    expect(author.roots[0]).toMatchObject({ id, text: 'ba' });
  });

  it('[ED2] an edit on top of one that is not known to be stored, or that no event has told of, is not taken for somebody else’s', async () => {
    for (const lost of ['ok', 'ev']) {
      const { time, core, reader, author } = await twoReaders();
      const page = createTestPage();
      let cut = '';
      const wire = guard(createMemoryWire(core), { down: ({ t }) => !cut.includes(t) });
      const view = reader({ wire, page }).thread('cho-dem');
      const id = view.add(words('hai'));
      await time.pass(2_000);
      cut = lost === 'ok' ? 'ok ev' : 'ev';
      view.edit(id, 'ba');
      await time.pass(1_000);
      if (lost === 'ok') page.set({ online: false });
      await time.pass(100);
      view.edit(id, 'bốn');
      await time.pass(1_000);
      cut = '';
      page.set({ online: true });
      await time.pass(60_000);
      expect(
        view.roots.find((one) => one.id === id),
        lost,
      ).toMatchObject({ text: 'bốn' });
      expect(view.roots.find((one) => one.id === id)).not.toHaveProperty('acts');
      expect(author.roots.find((one) => one.id === id)).toMatchObject({ text: 'bốn' });
    }
  });

  it('[ED2] an edit on top of one that meets another change meets it too, and overwrites nothing unseen', async () => {
    const { time, core, reader } = createNewsroom();
    const store = createMemoryStore();
    const cut = { up: false };
    const mine = reader({ store, wire: guard(createMemoryWire(core), { up: ({ t }) => !(t === 'put' && cut.up) }) }).thread('cho-dem');
    const key = mine.add(words('lời cũ'));
    await time.pass(2_000);
    const other = reader({ store }).thread('cho-dem');
    await time.pass(2_000);
    cut.up = true;
    mine.edit(key, 'một');
    await time.pass(1_000);
    other.edit(key, 'lời của thẻ kia');
    await time.pass(2_000);
    mine.edit(key, 'hai');
    cut.up = false;
    await time.pass(60_000);
    const { text, acts = [] } = mine.roots.find((one) => one.id === key) ?? {};
    expect([text, acts.map(({ sending, failure }) => [sending, failure?.code])]).toEqual(['lời của thẻ kia', acts.map(() => ['refused', 'conflict'])]);
    expect(acts.map((act) => act.text)).toContain('hai');
  });

  it('a client that is closed stays closed, and sends no more', async () => {
    const { time, author, view, client, cut, puts } = await twoReaders();
    cut.ok = true;
    view.add(words('một nữa'));
    view.add(words('và nữa'));
    await time.pass(1_000);
    const sent = puts.length;
    client.close();
    cut.ok = false;
    await time.pass(60_000);
    expect([client.connection, puts.length]).toEqual(['idle', sent]);
    expect(author.roots.length).toBeLessThanOrEqual(2);
  });
});

describe('what one reader has to do with a thread', () => {
  it('[MN7] a comment that waits for a moderator is shown to its author, after a reload too, and to nobody else', async () => {
    const { time, reader } = createNewsroom({}, { hold: 'all' });
    const store = createMemoryStore();
    const first = reader({ store });
    const key = first.thread('cho-dem').add(words('một'));
    await time.pass(2_000);
    first.close();
    const view = reader({ store }).thread('cho-dem');
    const other = reader().thread('cho-dem');
    await time.pass(3_000);
    expect(view.roots).toMatchObject([{ id: key, text: 'một', state: 'pending', own: true, rule: expect.any(String) }]);
    expect(other.roots).toEqual([]);
  });

  it('[MN6] counts the answers of others to what she wrote', async () => {
    const { time, author, id, view } = await twoReaders();
    view.add(words('đáp', id));
    await time.pass(4_000);
    expect(author.roots[0]).toMatchObject({ answers: { count: 1 } });
    expect(view.roots[0]).not.toHaveProperty('answers');
  });

  it('[MN3] is shown to nobody else: another reader who signs in sees her own', async () => {
    const { time, core, reader, id, author } = await twoReaders();
    const store = createMemoryStore();
    const client = reader({ store, wire: createMemoryWire(core) });
    const view = client.thread('cho-dem');
    await time.pass(2_000);
    view.react(id, 'like', 'Lan');
    await time.pass(3_000);
    expect(view.roots[0]).toMatchObject({ reaction: 'like' });
    client.setToken(async () => undefined);
    expect(view.roots[0]).not.toHaveProperty('reaction');
    await time.pass(3_000);
    expect(view.roots[0]).toMatchObject({ reaction: 'like' });
    expect(author.roots[0]).not.toHaveProperty('reaction');
  });

  it('[TF1] what a thread says of itself is known with its first content, and changes live', async () => {
    const { view } = await twoReaders();
    expect(view.facts).toMatchObject({ id: '_thread', reactions: expect.any(Array) });
  });
});
