import { type Ev, parseCursor, type Snap } from '@bandoc/protocol';
import { type CommentRow, createMemoryCore, createMemoryStorage, freshComment } from '@bandoc/server/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ThreadContent } from '../../packages/client/src/thread-content.ts';
import { type Asked, TopicState } from '../../packages/client/src/topic-state.ts';
import { createVirtualTime } from '../setup/virtual-time.ts';

const TOPIC = 'thread:a';
const PEER = { address: 'test' };

/** Some order that is not that of time. */
const rankOf = (c: number) => ((c * 7) % 13) + 1;

/** A real storage and core whose thread is written to by hand, so that comments are hidden and shown too, and its events as a hub would tell them. */
function createThread() {
  const time = createVirtualTime();
  const storage = createMemoryStorage({ epoch: 'e' });
  const core = createMemoryCore({ clock: time, timers: time, ids: { random: () => 'random-random-random' }, storage, settings: { site: 's', roots: 20 } });
  const rows: CommentRow[] = [];

  const add = (parent: CommentRow | undefined) =>
    storage.transact(async (tx) => {
      const seq = await tx.raise(TOPIC);
      const id = `c${String(seq).padStart(4, '0')}`;
      const author = { id: 'u', name: 'U' };
      const row = freshComment({
        topic: TOPIC,
        id,
        v: seq,
        cv: seq,
        c: seq,
        parent: parent?.id ?? null,
        depth: 0,
        actor: 'u',
        author,
        time: seq,
        state: 'shown',
        text: id,
        rank: parent ? 0 : rankOf(seq),
        hash: '',
      });
      await tx.putComment(row);
      rows.push(row);
      if (parent) await change(tx, parent.id, (it) => ({ ...it, replies: it.replies + 1, cv: seq }));
      await tx.putTotals(TOPIC, { total: (await tx.topic(TOPIC)).total + 1 });
    });

  const hide = (id: string) =>
    storage.transact(async (tx) => {
      const row = await tx.comment(TOPIC, id);
      if (!row) return;
      const seq = await tx.raise(TOPIC);
      const state = row.state === 'shown' ? 'hidden' : 'shown';
      const by = state === 'shown' ? 1 : -1;
      await tx.putComment({ ...row, v: seq, state, rank: state === 'shown' && row.parent === null ? rankOf(row.c) : 0 });
      if (row.parent) await change(tx, row.parent, (it) => ({ ...it, replies: it.replies + by, cv: seq }));
      await tx.putTotals(TOPIC, { total: (await tx.topic(TOPIC)).total + by });
    });

  type Tx = Parameters<Parameters<typeof storage.transact>[0]>[0];
  const change = async (tx: Tx, id: string, how: (row: CommentRow) => CommentRow) => tx.putComment(how((await tx.comment(TOPIC, id)) as CommentRow));

  const read = async (query: Record<string, string>): Promise<Snap> => {
    const answer = await core.read(TOPIC, query, PEER);
    if (answer.t !== 'snap') throw new Error(answer.msg);
    return answer;
  };
  const evSince = async (from: number): Promise<Ev> => {
    const delta = await read({ since: `e:${from}` });
    return {
      t: 'ev',
      topic: TOPIC,
      epoch: 'e',
      from,
      to: parseCursor(delta.at).seq,
      items: delta.items,
      ...(delta.total !== undefined && { total: delta.total }),
    };
  };
  return { rows, add, hide, read, evSince, storage };
}

/** One reader: what it was told, and what it asks when told that something is missing. */
async function follow(thread: ReturnType<typeof createThread>, sort: 'new' | 'old' | 'top', around?: string) {
  const state = new TopicState(new ThreadContent(sort));
  const told = { seq: 0 };
  const window: Record<string, string> = { sort };
  const kept: Ev[] = [];
  const take = (frame: Snap | Ev, asked: Asked) => (frame.t === 'snap' ? state.takeSnap(frame, asked) : state.takeEv(frame));
  const mend = async () => {
    const since = state.since();
    if (!since && around !== undefined) return take(await thread.read({ ...window, around }), { around });
    const snap = await thread.read(since ? { ...window, since: `${since.epoch}:${since.seq}` } : window);
    return take(snap, { since: since?.seq });
  };
  await mend();
  told.seq = state.cursor?.seq ?? 0;
  return { state, window, told, kept, take, mend };
}

describe('a topic as it is held', () => {
  it('[MD8] [SN5] [I6] [I7] [I8] whatever is lost, repeated, late or out of order, who is verified misses nothing, and at last all is equal', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('new' as const, 'old' as const, 'top' as const),
        fc.option(fc.nat(49)),
        fc.array(fc.tuple(fc.nat(11), fc.nat(1_000)), { minLength: 30, maxLength: 120, size: 'max' }),
        async (sort, middle, script) => {
          const thread = createThread();
          for (let i = 0; i < 50; i += 1) await thread.add(i % 5 === 4 ? thread.rows[(i * 7) % 12] : undefined);
          const reader = await follow(thread, sort, middle === null ? undefined : thread.rows[middle]?.id);
          const { state, kept, told } = reader;
          const { content } = state;
          let cursor = 0;

          const tell = async (deliver: boolean) => {
            const ev = await thread.evSince(told.seq);
            told.seq = ev.to;
            kept.push(ev);
            if (deliver) reader.take(ev, {});
          };
          let late: readonly [Snap, Asked] | undefined;
          const page = async (parent: string | undefined, n: number, now: boolean) => {
            if (late) reader.take(...late);
            late = undefined;
            const { more, back } = content.beyond(parent ?? null);
            const isBack = back !== undefined && n % 3 === 0;
            const token = isBack ? back : more;
            if (token === undefined && parent === undefined) return;
            const snap = await thread.read({ sort, ...(parent && { parent }), ...(token && { page: token }) });
            const asked = { parent, page: token, back: isBack };
            if (now) reader.take(snap, asked);
            else late = [snap, asked];
          };
          const some = (n: number) => thread.rows[n % thread.rows.length] as CommentRow;
          const held = (n: number) => [...content.all()][n % Math.max(1, [...content.all()].length)]?.id;

          for (const [act, n] of script) {
            if (act <= 1) await thread.add(undefined);
            else if (act <= 3) await thread.add(some(n));
            else if (act === 4) await thread.hide(some(n).id);
            else if (act <= 6) await tell(true);
            else if (act === 7) await tell(false);
            else if (act === 8) {
              const ev = kept[n % Math.max(1, kept.length)];
              if (ev) reader.take(ev, {});
            } else if (act === 9) await page(undefined, n, n % 2 > 0);
            else if (act === 10) await page(held(n), n, n % 2 > 0);
            else {
              if (n % 2 === 0) state.forget();
              await reader.mend();
            }

            expect(state.cursor?.seq).toBeGreaterThanOrEqual(cursor);
            cursor = state.cursor?.seq ?? 0;
          }

          if (late) reader.take(...late);
          await reader.mend();
          expect(state.verified).toBe(true);
          await thread.storage.view(async (rows) => {
            const topic = await rows.topic(TOPIC);
            expect(state.cursor).toEqual({ epoch: 'e', seq: topic.head });
            expect(content.total).toBe(topic.total);
            for (const { id } of thread.rows) {
              const row = (await rows.comment(TOPIC, id)) as CommentRow;
              const one = content.get(id);
              // What is hidden and was never seen may be absent: it is told of when it is shown.
              if (row.state === 'shown' && content.reaches(row)) expect(one, `${id} lies within what is held`).toBeDefined();
              if (one)
                expect([one.v, one.c, one.parent, one.state, one.text, one.counts.replies]).toEqual([
                  row.v,
                  row.c,
                  row.parent,
                  row.state,
                  row.state === 'shown' ? row.text : undefined,
                  row.replies,
                ]);
            }
          });
        },
      ),
      { numRuns: 200 },
    );
  });

  it('[SN3] walking `more` and each comment’s replies to their end holds the whole thread', async () => {
    const thread = createThread();
    for (let i = 0; i < 80; i += 1) await thread.add(i % 3 ? thread.rows[(i * 5) % Math.min(i, 25)] : undefined);
    for (const sort of ['new', 'old'] as const) {
      const { state, take } = await follow(thread, sort);
      const { content } = state;
      for (let page = content.beyond(null).more; page !== undefined; page = content.beyond(null).more) take(await thread.read({ sort, page }), { page });
      for (let before = -1; before < [...content.all()].length; ) {
        before = [...content.all()].length;
        for (const { id } of Array.from(content.all())) {
          const page = content.beyond(id).more;
          if (content.missing(id)) take(await thread.read({ parent: id, ...(page && { page }) }), { parent: id, page });
        }
      }
      expect([...content.all()].map(({ id }) => id).sort()).toEqual(thread.rows.map(({ id }) => id).sort());
    }
  });

  it('[AN2] walking both ways from any comment, root or reply, holds the whole list that it is in', async () => {
    const thread = createThread();
    for (let i = 0; i < 160; i += 1) await thread.add(i % 3 ? thread.rows[i % 2] : undefined);
    for (const sort of ['new', 'old'] as const) {
      for (const n of [0, 1, 2, 60, 90, 91, 158, 159]) {
        const one = thread.rows[n] as CommentRow;
        const { state, take } = await follow(thread, sort, one.id);
        const { content } = state;
        expect(content.get(one.id), `${sort} ${n}`).toBeDefined();
        for (const way of ['more', 'back'] as const) {
          for (let page = content.beyond(one.parent)[way]; page !== undefined; page = content.beyond(one.parent)[way]) {
            const parent = one.parent ?? undefined;
            take(await thread.read({ sort, page, ...(parent && { parent }) }), { page, back: way === 'back', parent });
          }
        }
        const all = thread.rows.filter(({ parent }) => parent === one.parent).map(({ id }) => id);
        const isTurned = one.parent === null && sort === 'new';
        expect(content.list(one.parent).map(({ id }) => id)).toEqual(isTurned ? all.reverse() : all);
        if (one.parent !== null) expect([content.missing(one.parent), content.list(null)]).toMatchObject([0, [{ id: one.parent }]]);
      }
    }
  });

  it('[TP3] what comes to a thread by rank stands before what was ranked, and nothing else moves', async () => {
    const thread = createThread();
    for (let i = 0; i < 30; i += 1) await thread.add(undefined);
    const { state } = await follow(thread, 'top');
    const ranked = state.content.list(null).map(({ id }) => id);
    expect(ranked).toEqual((await thread.read({ sort: 'top' })).order);
    await thread.add(undefined);
    await thread.hide(ranked[3] ?? '');
    await thread.add(undefined);
    state.takeEv(await thread.evSince(30));
    expect(state.content.list(null).map(({ id }) => id)).toEqual(['c0033', 'c0031', ...ranked]);
    expect(state.content.get(ranked[3] ?? '')?.state).toBe('hidden');
  });

  it('[CL4] an event of another epoch, or one past a gap, changes nothing and says so', async () => {
    const thread = createThread();
    await thread.add(undefined);
    const { state } = await follow(thread, 'new');
    await thread.add(undefined);
    const ev = await thread.evSince(1);
    expect(state.takeEv({ ...ev, epoch: 'f' })).toBe('reset');
    expect(state.takeEv({ ...ev, from: 2, to: 3 })).toBe('gap');
    expect(state.content.list(null)).toHaveLength(1);
    expect(state.takeEv(ev)).toBe('taken');
    expect(state.takeEv(ev)).toBe('past');
    expect(state.content.list(null)).toHaveLength(2);
  });

  it('[SN5] [I6] what changed up to before what is held, from a cache, brings nothing back that was hidden since', async () => {
    const thread = createThread();
    await thread.add(undefined);
    for (const to of [0, 1]) await thread.add(thread.rows[to]);
    const older = await thread.read({ since: 'e:2' });
    await thread.hide('c0003');
    const { state } = await follow(thread, 'new');
    expect(state.takeSnap(older, { since: 2 })).toBe('past');
    expect([state.content.get('c0003'), state.cursor?.seq, state.verified]).toEqual([undefined, 4, true]);
  });

  it('[EV4] a beacon ahead of the cursor, or behind it, makes the reader ask', async () => {
    const thread = createThread();
    for (let i = 0; i < 3; i += 1) await thread.add(undefined);
    const { state } = await follow(thread, 'new');
    const beacon = (seq: number): Ev => ({ t: 'ev', topic: TOPIC, epoch: 'e', from: seq, to: seq, items: [] });
    expect(state.takeEv(beacon(3))).toBe('past');
    expect(state.takeEv(beacon(4))).toBe('gap');
    expect(state.takeEv(beacon(2))).toBe('gap');
  });

  it('[I8] whoever asks for all anew takes nothing from before what was held, unless the server knows that no more', () => {
    const snap = (at: string): Snap => ({ t: 'snap', topic: TOPIC, at, mode: 'full', items: [], follow: 'off' });
    const state = new TopicState(new ThreadContent('new'));
    state.takeSnap(snap('e:9'), {});
    state.restart();
    expect(state.since()).toBeUndefined();
    expect([state.takeSnap(snap('e:8'), {}), state.cursor]).toEqual(['past', undefined]);
    expect(state.takeSnap(snap('e:9'), {})).toBe('taken');
    state.restart();
    // What was asked for before that comes while there is nothing to add it to.
    for (const mode of ['page', 'delta'] as const) expect(state.takeSnap({ ...snap('e:9'), mode }, {})).toBe('past');
    expect(state.takeSnap(snap('e:8'), {})).toBe('past');
    expect(state.takeSnap(snap('f:1'), {})).toBe('taken');
    state.forget();
    expect(state.takeSnap(snap('f:0'), {})).toBe('taken');
  });

  it('words that make a ring of parents are dropped, and the rest is taken', async () => {
    const thread = createThread();
    await thread.add(undefined);
    const { state } = await follow(thread, 'new');
    const { items } = await thread.read({});
    const one = { ...(items[0] as object), v: 9, c: 9 };
    const ring = [
      { ...one, id: 'x', parent: 'y' },
      { ...one, id: 'y', parent: 'x' },
      { ...one, id: 'z', parent: 'z' },
      { ...one, id: 'ok', parent: null },
    ] as Ev['items'];
    state.takeEv({ t: 'ev', topic: TOPIC, epoch: 'e', from: 1, to: 9, items: ring });
    expect([...state.content.all()].map(({ id }) => id)).toEqual(['c0001', 'ok']);
  });
});
