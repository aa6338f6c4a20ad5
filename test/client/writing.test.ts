import { createMemoryStore, createMemoryWire, type Store, type Wire } from '@bandoc/client';
import type { ClientFrame, Put } from '@bandoc/protocol';
import { completeSettings, Refusal } from '@bandoc/server/core';
import { describe, expect, it } from 'vitest';
import { openLive } from '../../packages/client/src/live.ts';
import { createTimedLimiter } from '../server/timed-limiter.ts';
import { createNewsroom, guard, overhear, overhearStore, words } from './newsroom.ts';
import { createTestPage } from './test-page.ts';

async function stored(store: Store): Promise<string[]> {
  return (await store.entries()).map(([key]) => key.replace(/:.*/, '')).sort();
}

async function identityOf(store: Store): Promise<{ auth?: string; user?: { id: string; name: string } }> {
  return (await store.get('identity')) as { auth?: string; user?: { id: string; name: string } };
}

describe('the first write of a device', () => {
  it('[HS4] draws an identity, which the store has before the write is sent; the write is in the store before all', async () => {
    const { time, core, reader } = createNewsroom();
    const heard: string[] = [];
    const tell = (line: string) => heard.push(line);
    const client = reader({ wire: overhear(createMemoryWire(core), tell), store: overhearStore(createMemoryStore(), tell) });
    const view = client.thread('cho-dem');
    await time.pass(1_000);
    heard.length = 0;
    view.add(words('một'));
    await time.pass(2_000);
    expect(heard).toEqual(['set outbox', 'hello', 'set identity', 'sub', 'set outbox', 'put', 'delete outbox']);
    expect(client.guestName).toBe('Lan');
  });

  it('opens the connection at once, also before first content', async () => {
    const { time, core, reader } = createNewsroom();
    const wire = createMemoryWire(core);
    const client = reader({ wire: { ...wire, get: () => new Promise(() => {}) } });
    client.thread('cho-dem').add(words('một'));
    const other = reader().thread('cho-dem');
    await time.pass(2_000);
    expect(other.roots).toMatchObject([{ text: 'một' }]);
  });

  it('[HS4] later pages of the device are the same person, and their own comments are theirs', async () => {
    const { time, reader } = createNewsroom();
    const store = createMemoryStore();
    const first = reader({ store });
    const view = first.thread('cho-dem');
    view.add(words('một'));
    await time.pass(2_000);
    first.close();
    const second = reader({ store }).thread('cho-dem');
    await time.pass(2_000);
    second.add(words('hai'));
    await time.pass(2_000);
    expect(second.roots.map(({ own, author }) => [own, author.id])).toEqual(Array.from({ length: 2 }, () => [true, second.roots[0]?.author.id]));
  });

  it('[HS5] another name renames the person, before the write that is signed with it', async () => {
    const { time, core, reader } = createNewsroom();
    const store = createMemoryStore();
    const sent: ClientFrame[] = [];
    const client = reader({ store, wire: overhear(createMemoryWire(core), (_, frame) => frame && sent.push(frame as ClientFrame)) });
    const view = client.thread('cho-dem');
    view.add(words('một'));
    await time.pass(2_000);
    const before = await identityOf(store);
    sent.length = 0;
    view.add({ text: 'hai', parent: null, name: ' Lan  Anh ' });
    view.add({ text: 'ba', parent: null, name: 'Lan Anh' });
    await time.pass(2_000);
    expect(sent.map(({ t }) => t)).toEqual(['hello', 'put', 'put']);
    expect(sent[0]).toMatchObject({ auth: before.auth, guest: { name: ' Lan  Anh ' } });
    expect(view.roots.map(({ author }) => author.name)).toEqual(['Lan Anh', 'Lan Anh', 'Lan']);
    expect((await identityOf(store)).user?.id).toBe(before.user?.id);
    expect(client.guestName).toBe('Lan Anh');
  });

  it('[HS4] a name that is refused does not cost the device its identity', async () => {
    const { time, reader } = createNewsroom();
    const store = createMemoryStore();
    const view = reader({ store }).thread('cho-dem');
    view.add(words('một'));
    await time.pass(2_000);
    const before = await identityOf(store);
    view.add({ text: 'hai', parent: null, name: 'x'.repeat(50) });
    view.add(words('ba'));
    await time.pass(5_000);
    expect(view.roots).toMatchObject([
      { text: 'hai', sending: 'refused', failure: { code: 'invalid', data: { fields: { name: 'too-long' } } } },
      { text: 'ba', own: true },
      { text: 'một', own: true },
    ]);
    expect(view.roots[1]?.author.id).toBe(before.user?.id);
    expect((await identityOf(store)).user?.id).toBe(before.user?.id);
  });

  it('lives for the page where nothing can be stored', async () => {
    const { time, reader } = createNewsroom();
    const refuse = () => Promise.reject(new Error('blocked'));
    const client = reader({ store: { get: refuse, set: refuse, delete: refuse, entries: refuse } });
    const view = client.thread('cho-dem');
    view.add(words('một'));
    await time.pass(2_000);
    view.add(words('hai'));
    await time.pass(2_000);
    expect(view.roots).toMatchObject([
      { text: 'hai', own: true },
      { text: 'một', own: true },
    ]);
    expect(view.roots[0]?.author.id).toBe(view.roots[1]?.author.id);
  });
});

describe('the outbox', () => {
  it('keeps what is written while its code cannot be loaded, and sends it when that comes', async () => {
    const { time, reader } = createNewsroom();
    const store = createMemoryStore();
    let offline = true;
    const live = async () => {
      if (offline) throw new TypeError('Failed to fetch dynamically imported module');
      return { openLive };
    };
    const view = reader({ store, live }).thread('cho-dem');
    view.add(words('một'));
    await time.pass(7_000);
    expect(view.roots).toMatchObject([{ text: 'một', sending: 'waiting' }]);
    expect(await stored(store)).toEqual(['outbox']);
    offline = false;
    await time.pass(7_000);
    expect(view.roots[0]).not.toHaveProperty('sending');
    expect(view.total).toBe(1);
  });

  it('keeps the connection open for what waits, and lets it go when all is sent and no view is left', async () => {
    const { time, reader } = createNewsroom();
    const client = reader();
    const view = client.thread('cho-dem');
    view.add(words('một'));
    view.close();
    await time.pass(5_000);
    const other = reader().thread('cho-dem');
    await time.pass(1_000);
    expect(other.total).toBe(1);
    await time.pass(20_000);
    expect(client.connection).toBe('idle');
  });

  it('[PT2] [CL5] an answer that is lost is asked for again under the same key, and nothing is stored twice', async () => {
    const { time, core, reader } = createNewsroom();
    const keys: string[] = [];
    let lost = 0;
    // Neither the answer nor the event tells that it arrived.
    const wire = guard(createMemoryWire(core), { down: (frame) => !((frame.t === 'ok' || frame.t === 'ev') && (lost += 1) <= 2) });
    const view = reader({ wire: overhear(wire, (_, frame) => (frame as Put | undefined)?.t === 'put' && keys.push((frame as Put).key)) }).thread('cho-dem');
    await time.pass(1_000);
    const key = view.add(words('một'));
    await time.pass(5_000);
    expect(view.roots).toMatchObject([{ id: key, sending: 'sending' }]);
    await time.pass(20_000);
    expect(keys).toEqual([key, key]);
    expect(view.roots).toMatchObject([{ id: key }]);
    expect(view.roots[0]).not.toHaveProperty('sending');
    expect(view.total).toBe(1);
  });

  it('survives a reload between put and ok: one comment, under its key', async () => {
    const { time, core, reader } = createNewsroom();
    const store = createMemoryStore();
    const first = reader({ store, wire: guard(createMemoryWire(core), { down: ({ t }) => t !== 'ok' && t !== 'ev' }) });
    const key = first.thread('cho-dem').add(words('một'));
    await time.pass(3_000);
    expect(await stored(store)).toEqual(['identity', 'outbox']);
    first.close();
    const view = reader({ store }).thread('cho-dem');
    await time.pass(3_000);
    expect(view.roots).toMatchObject([{ id: key, own: true }]);
    expect(view.total).toBe(1);
    expect(await stored(store)).toEqual(['identity']);
  });

  it('shows what an earlier page could not send, and sends it when it can', async () => {
    const { time, core, reader } = createNewsroom();
    const store = createMemoryStore();
    const cut = guard(createMemoryWire(core), { up: ({ t }) => t !== 'put' });
    const first = reader({ store, wire: cut });
    const key = first.thread('cho-dem').add(words('một'));
    await time.pass(1_000);
    first.close();
    const second = reader({ store, wire: cut });
    const waiting = second.thread('cho-dem');
    await time.pass(1_000);
    expect(waiting.roots).toMatchObject([{ id: key, text: 'một', own: true, sending: 'sending' }]);
    second.close();
    const third = reader({ store }).thread('cho-dem');
    await time.pass(2_000);
    expect(third.roots.map(({ id, sending }) => [id, sending])).toEqual([[key, undefined]]);
  });

  it('a key that is seen in any frame is stored, whatever else was answered', async () => {
    const { time, core, reader } = createNewsroom();
    const store = createMemoryStore();
    const view = reader({ store, wire: guard(createMemoryWire(core), { down: ({ t }) => t !== 'ok' }) }).thread('cho-dem');
    await time.pass(1_000);
    view.add(words('một'));
    await time.pass(3_000);
    expect(view.roots[0]).not.toHaveProperty('sending');
    expect(await stored(store)).toEqual(['identity']);
  });

  it('after ok the comment stays until the topic holds it', async () => {
    const { time, core, reader } = createNewsroom();
    const view = reader({ wire: guard(createMemoryWire(core), { down: ({ t }) => t !== 'ev' }) }).thread('cho-dem');
    await time.pass(1_000);
    const key = view.add(words('một'));
    for (let i = 0; i < 20; i += 1) {
      await time.pass(100);
      expect(view.roots).toMatchObject([{ id: key, text: 'một' }]);
    }
    expect(view.roots[0]).not.toHaveProperty('sending');
  });

  it('[PT2] a comment beyond what is held, whose ok was lost, is shown as the event brought it and counts the replies that follow', async () => {
    const { time, core, reader } = createNewsroom();
    const other = reader().thread('cho-dem', { sort: 'old', limit: 50 });
    for (let i = 0; i < 21; i += 1) other.add(words(`số ${i}`));
    await time.pass(3_000);
    const view = reader({ wire: guard(createMemoryWire(core), { down: ({ t }) => t !== 'ok' }) }).thread('cho-dem', { sort: 'old' });
    await time.pass(1_000);
    const key = view.add(words('của tôi'));
    await time.pass(1_000);
    expect(view.roots.at(-1)).toMatchObject({ id: key, replies: 0 });
    other.add(words('đáp', key));
    await time.pass(3_000);
    expect(other.repliesOf(key)).toHaveLength(1);
    expect(view.roots.at(-1)).toMatchObject({ id: key, replies: 1 });
  });

  it('[CL8] a comment that a new snapshot’s window leaves out is left out, the reader’s own too, rather than shown as it once was', async () => {
    const { time, core, reader } = createNewsroom({}, { items: 30 });
    const other = reader().thread('cho-dem', { sort: 'old', limit: 50 });
    for (let i = 0; i < 21; i += 1) other.add(words(`số ${i}`));
    await time.pass(3_000);
    let deaf = false;
    const wire = guard(createMemoryWire(core), { down: ({ t }) => !deaf || (t !== 'ev' && t !== 'snap') });
    const page = createTestPage();
    const view = reader({ wire, page }).thread('cho-dem', { sort: 'old' });
    await time.pass(1_000);
    deaf = true;
    const key = view.add(words('của tôi'));
    await time.pass(1_000);
    expect(view.roots.at(-1)).toMatchObject({ id: key, text: 'của tôi' });
    for (let i = 0; i < 35; i += 1) other.add(words(`nữa ${i}`, i ? null : key));
    await time.pass(60_000);
    deaf = false;
    page.set({ visibility: 'leaving' });
    page.set({ visibility: 'visible' });
    await time.pass(10_000);
    expect(view.total).toBe(57);
    expect(view.roots.map(({ text }) => text)).not.toContain('của tôi');
    while (view.more) {
      view.loadMore();
      await time.pass(1_000);
    }
    expect(view.roots.find(({ id }) => id === key)).toMatchObject({ replies: 1, own: true });
  });

  it('a reply waits for what it answers', async () => {
    const { time, core, reader } = createNewsroom();
    let closed = true;
    const puts: string[] = [];
    const wire = guard(createMemoryWire(core), { up: (frame) => !(frame.t === 'put' && frame.data['text'] === 'một' && closed) });
    const view = reader({ wire: overhear(wire, (line, frame) => line === 'put' && puts.push(String((frame as Put).data['text']))) }).thread('cho-dem');
    await time.pass(1_000);
    const key = view.add(words('một'));
    view.add(words('đáp', key));
    await time.pass(10_000);
    expect(puts).toEqual(['một']);
    expect(view.repliesOf(key)).toMatchObject([{ sending: 'waiting' }]);
    closed = false;
    await time.pass(20_000);
    expect(puts).toEqual(['một', 'một', 'đáp']);
    expect(view.repliesOf(key)[0]).not.toHaveProperty('sending');
  });

  it('[ER2] a refusal with `retry` waits its time and sends the same key', async () => {
    const { rates } = completeSettings({ site: 'demo', rates: { add: { burst: 1, every: 10_000 } } });
    const { time, reader } = createNewsroom((clock) => ({ limiter: createTimedLimiter(rates, clock) }));
    const view = reader().thread('cho-dem');
    await time.pass(1_000);
    view.add(words('một'));
    view.add(words('hai'));
    await time.pass(3_000);
    expect(view.roots.map(({ text, sending }) => [text, sending])).toEqual([
      ['hai', 'waiting'],
      ['một', undefined],
    ]);
    await time.pass(30_000);
    expect(view.roots.map(({ sending }) => sending)).toEqual([undefined, undefined]);
  });

  it('[PT7] [PT13] a final refusal shows on the entry with what the server said, survives reload, and gives its text back', async () => {
    const { time, reader } = createNewsroom();
    const store = createMemoryStore();
    const first = reader({ store });
    const view = first.thread('cho-dem');
    const text = 'dài '.repeat(600);
    const key = view.add(words(text));
    await time.pass(2_000);
    expect(view.roots).toMatchObject([{ id: key, sending: 'refused', failure: { code: 'invalid', data: { fields: { text: 'too-long' } } } }]);
    first.close();
    const again = reader({ store }).thread('cho-dem');
    await time.pass(2_000);
    expect(again.roots).toMatchObject([{ id: key, sending: 'refused', failure: { code: 'invalid' } }]);
    again.retry(key);
    await time.pass(2_000);
    expect(again.roots).toMatchObject([{ sending: 'refused' }]);
    expect(again.discard(key)).toBe(text);
    expect(again.roots).toEqual([]);
    await time.pass(100);
    expect(await stored(store)).toEqual(['identity']);
  });

  it('[LM1] what would be more than a message may be is not sent, and says so', async () => {
    const { time, core, reader } = createNewsroom();
    const puts: string[] = [];
    const view = reader({ wire: overhear(createMemoryWire(core), (line) => line === 'put' && puts.push(line)) }).thread('cho-dem');
    await time.pass(1_000);
    view.add(words('ế'.repeat(25_000)));
    view.add(words('ngắn'));
    await time.pass(2_000);
    expect(puts).toEqual(['put']);
    expect(view.roots).toMatchObject(
      [{ text: 'ngắn' }, { sending: 'refused', failure: { code: 'invalid', data: { fields: { text: 'too-long' } } } }].reverse(),
    );
  });

  it('what was written more than a week ago is not sent without asking', async () => {
    const { time, core, reader } = createNewsroom();
    const store = createMemoryStore();
    const first = reader({ store, wire: guard(createMemoryWire(core), { up: ({ t }) => t !== 'put' }) });
    const key = first.thread('cho-dem').add(words('một'));
    await time.pass(1_000);
    first.close();
    await time.pass(8 * 24 * 3_600_000);
    const view = reader({ store }).thread('cho-dem');
    await time.pass(3_000);
    expect(view.roots).toMatchObject([{ id: key, sending: 'refused', failure: { code: 'expired' } }]);
    view.retry(key);
    await time.pass(3_000);
    expect(view.roots[0]).not.toHaveProperty('sending');
  });
});

describe('an identity that the server does not take any more', () => {
  /** A newsroom whose secret can be changed, as by a restart with another one. */
  function createForgetfulNewsroom() {
    let secret = 1;
    const room = createNewsroom({
      tokens: {
        issue: async (identity) => JSON.stringify({ secret, identity }),
        verify: async (auth) => {
          const token = JSON.parse(auth);
          if (token.secret !== secret) throw new Refusal('auth', 'auth: of another secret', { retry: 0 });
          return token.identity;
        },
      },
    });
    return { ...room, forget: () => (secret += 1) };
  }

  it('[HS7] is replaced, and what was never sent goes out under the new one', async () => {
    const { time, core, reader, forget } = createForgetfulNewsroom();
    const store = createMemoryStore();
    let cut = false;
    const client = reader({ store, wire: guard(createMemoryWire(core), { up: ({ t }) => !(cut && t === 'put') }) });
    const view = client.thread('cho-dem');
    view.add(words('một'));
    await time.pass(2_000);
    const before = await identityOf(store);
    cut = true;
    const key = view.add(words('hai'));
    await time.pass(2_000);
    client.close();
    forget();
    const again = reader({ store }).thread('cho-dem');
    await time.pass(5_000);
    expect(again.roots).toMatchObject([{ id: key, text: 'hai', own: true }, { text: 'một' }]);
    expect(again.roots[0]).not.toHaveProperty('sending');
    expect((await identityOf(store)).user?.id).not.toBe(before.user?.id);
    expect(again.roots[0]?.author.id).not.toBe(before.user?.id);
  });

  it('[PT5] what had arrived under the lost one is known by its key, and not stored again', async () => {
    const { time, core, reader, forget } = createForgetfulNewsroom();
    const store = createMemoryStore();
    // The thread is never read, so only the answer to the put can tell.
    const blind = (wire: Wire): Wire => ({ ...wire, get: () => new Promise(() => {}) });
    const first = reader({ store, wire: blind(guard(createMemoryWire(core), { down: ({ t }) => t !== 'ok' })) });
    first.thread('cho-dem').add(words('một'));
    await time.pass(2_000);
    first.close();
    forget();
    const second = reader({ store, wire: createMemoryWire(core) });
    second.thread('chuyen-khac');
    await time.pass(5_000);
    expect(await stored(store)).toEqual(['identity']);
    const view = reader().thread('cho-dem');
    await time.pass(2_000);
    expect(view.total).toBe(1);
  });

  it('what was written under an identity that this device never lost is not sent as somebody else', async () => {
    const { time, core, reader } = createNewsroom();
    const store = createMemoryStore();
    const first = reader({ store, wire: guard(createMemoryWire(core), { up: ({ t }) => t !== 'put' }) });
    const key = first.thread('cho-dem').add(words('một'));
    await time.pass(2_000);
    first.close();
    await store.delete('identity');
    const view = reader({ store }).thread('cho-dem');
    await time.pass(3_000);
    expect(view.roots).toMatchObject([{ id: key, sending: 'refused', failure: { code: 'auth' } }]);
    view.retry(key);
    await time.pass(3_000);
    expect(view.roots[0]).not.toHaveProperty('sending');
  });
});
