import { type Comment, parseCursor, type ServerFrame, type Snap } from '@bandoc/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankOf } from '../../packages/server/src/core/ranking.ts';
import { add, commentsOf, createNewsroom, type Newsroom, only, put, putMod, sub } from './newsroom.ts';
import { storages } from './storages.ts';

const HOUR = 3_600_000;
const many = { burst: 1e6, every: 1 };
const calm = { rates: { add: many, 'guest-add': many, react: many, get: many, read: many } };

const codeOf = (frames: readonly ServerFrame[]) => only('err', frames).code;

async function read({ core }: Newsroom, query: Record<string, string> = {}): Promise<Snap> {
  const snap = await core.read('thread:a', query, { address: '1' });
  if (snap.t === 'err') throw new Error(`${snap.code}: ${snap.msg}`);
  return snap;
}

/** Has a reader of the paper write; answers the comment. */
async function say({ core, ports }: Newsroom, id: string, text: string, parent: string | null = null): Promise<Comment> {
  const auth = await ports.tokens.issue({ id, name: id, roles: [], rights: [], guest: false });
  return only('ok', await core.post([add('a', text, { parent })], auth, { address: '1' })).item as Comment;
}

async function post({ core, ports }: Newsroom, id: string, frame: object): Promise<readonly ServerFrame[]> {
  const auth = await ports.tokens.issue({ id, name: id, roles: id === 'minh' ? ['moderator'] : [], rights: [], guest: false });
  return (await core.post([frame], auth, { address: '1' })) as ServerFrame[];
}

for (const [name, create] of Object.entries(storages)) {
  describe(`sort top, over the ${name} storage`, () => {
    it('[TP1] [TP2] goes by the people whom a root moved, each once, and by its time', async () => {
      const room = createNewsroom(calm, { storage: create() });
      const old = await say(room, 'lan', 'Cũ');
      await room.pass(3 * HOUR);
      const loud = await say(room, 'lan', 'Ồn');
      const moving = await say(room, 'lan', 'Hay');
      const quiet = await say(room, 'lan', 'Lặng');
      // One reader, however much she does, is one; and so is nobody's own.
      for (let i = 0; i < 9; i += 1) await say(room, 'mai', `Đáp ${i}`, loud.id);
      await post(room, 'mai', put('react', loud.id, { data: { kind: 'like' } }));
      for (let i = 0; i < 9; i += 1) await say(room, 'lan', `Tự đáp ${i}`, quiet.id);
      for (const reader of ['a', 'b', 'c']) await post(room, reader, put('react', moving.id, { data: { kind: 'like' } }));
      await say(room, 'd', 'Đáp', old.id);
      await say(room, 'e', 'Đáp', old.id);
      await room.core.project();
      const top = await read(room, { sort: 'top' });
      // Old: 0 h + 4 h × log2(3); moving: 3 h + 4 h × log2(4); loud: 3 h + 4 h; quiet: 3 h.
      expect(top).toMatchObject({ mode: 'full', sort: 'top', order: [moving.id, loud.id, old.id, quiet.id] });
      expect(top).not.toHaveProperty('more');
      const items = commentsOf(top);
      expect(items.filter(({ parent }) => parent === null).map(({ id }) => id)).toEqual(top.order);
      expect(items.filter(({ parent }) => parent === loud.id)).toHaveLength(3);
      expect(top.items.at(-1)?.id).toBe('_thread');

      await post(room, 'd', put('del', (commentsOf(await read(room, { parent: old.id }))[0] as Comment).id));
      for (const reader of ['a', 'b', 'c']) await post(room, reader, put('react', moving.id, { data: { kind: null } }));
      await room.core.project();
      expect((await read(room, { sort: 'top' })).order).toEqual([loud.id, old.id, quiet.id, moving.id].sort((a, b) => rank(b) - rank(a) || (a < b ? 1 : -1)));
      function rank(id: string): number {
        const people: Record<string, number> = { [loud.id]: 1, [old.id]: 1 };
        return rankOf(id === old.id ? old.time : loud.time, people[id] ?? 0, room.ports.settings);
      }
    });

    it('[TP1] leaves out what is not shown, and has it again when it is', async () => {
      const room = createNewsroom(calm, { storage: create() });
      const [one, two] = [await say(room, 'lan', 'Một'), await say(room, 'lan', 'Hai')];
      await post(room, 'minh', putMod(two.id, two.v, 'hide'));
      await room.core.project();
      expect((await read(room, { sort: 'top' })).order).toEqual([one.id]);
      const hidden = commentsOf(await read(room)).find(({ id }) => id === two.id) as Comment;
      await post(room, 'minh', putMod(two.id, hidden.v, 'restore'));
      await room.core.project();
      expect((await read(room, { sort: 'top' })).order).toEqual([two.id, one.id]);
      await post(room, 'lan', put('del', one.id));
      await room.core.project();
      expect((await read(room, { sort: 'top' })).order).toEqual([two.id]);
    });

    it('[AN1] [AN2] [TF1] around leads to a comment, those above it, and those beside it', async () => {
      const room = createNewsroom({ ...calm, repliesAlong: 1 }, { storage: create() });
      const root = await say(room, 'lan', 'Gốc');
      const replies: Comment[] = [];
      for (let i = 0; i < 9; i += 1) replies.push(await say(room, 'lan', `Đáp ${i}`, root.id));
      const [below, belowToo] = [await say(room, 'lan', 'Dưới', replies[4]?.id), await say(room, 'lan', 'Dưới nữa', replies[4]?.id)];
      const ids = (from: number, to: number) => replies.slice(from, to).map(({ id }) => id);
      const reader = await room.reader('lan');
      const around = async (id: string, more: object = {}) => only('snap', await reader.say(sub('thread:a', { around: id, follow: 'off', ...more })));

      const snap = await around(replies[4]?.id ?? '', { limit: 2 });
      expect(snap.mode).toBe('page');
      expect(snap.items.map(({ id }) => id)).toEqual([root.id, ...ids(2, 5), below.id, ...ids(5, 7), '_thread']);
      const walk = async (page = '') => (await read(room, { parent: root.id, page })).items.map(({ id }) => id);
      expect([await walk(snap.back), await walk(snap.more)]).toEqual([ids(0, 2), ids(7, 9)]);
      const first = await around(replies[0]?.id ?? '', { limit: 2 });
      expect([first.back, commentsOf(first).map(({ id }) => id)]).toEqual([undefined, [root.id, ...ids(0, 3)]]);
      const deepest = await around(belowToo.id);
      expect(commentsOf(deepest).map(({ id }) => id)).toEqual([root.id, replies[4]?.id, below.id, belowToo.id]);
      expect(deepest).not.toHaveProperty('more');
      const roots = await around(root.id);
      expect(commentsOf(roots).map(({ id }) => id)).toEqual([root.id, replies[0]?.id]);
    });

    it('[AN3] around a tombstone is around it, and around what never was public is not-found', async () => {
      const room = createNewsroom({ ...calm, hold: 'links' }, { storage: create() });
      const [one, two, three] = [await say(room, 'lan', 'Một'), await say(room, 'lan', 'Hai'), await say(room, 'lan', 'www.x.vn')];
      await post(room, 'lan', put('del', one.id));
      await post(room, 'minh', putMod(two.id, two.v, 'hide'));
      const around = (id: string) => post(room, 'lan', sub('thread:a', { around: id, follow: 'off' }));
      expect(commentsOf(only('snap', await around(one.id))).map(({ id, state }) => [id, state])).toEqual([
        [two.id, 'hidden'],
        [one.id, 'gone'],
      ]);
      expect(commentsOf(only('snap', await around(two.id)))).toHaveLength(2);
      for (const id of [three.id, 'unknown']) expect(codeOf(await around(id))).toBe('not-found');
    });

    const meanwhile = fc.array(fc.record({ act: fc.constantFrom('add', 'hold', 'approve', 'hide', 'restore', 'del', 'react'), at: fc.nat(30) }), {
      maxLength: 6,
    });
    it('[SN3] [AN2] [I15] walking in any list, from its end or from the middle both ways, meets all that was there, once, whatever is written, approved or taken away', () =>
      fc.assert(
        fc.asyncProperty(
          fc.array(fc.record({ reply: fc.boolean(), held: fc.boolean() }), { minLength: 1, maxLength: 25 }),
          fc.array(meanwhile, { minLength: 1, maxLength: 8 }),
          fc.constantFrom('new', 'old'),
          fc.boolean(),
          fc.nat(24),
          async (history, turns, sort, ofReplies, from) => {
            const room = createNewsroom({ ...calm, roots: 3, repliesAlong: 1, hold: 'links' }, { storage: create() });
            const root = await say(room, 'lan', 'Gốc');
            const keys: string[] = [root.id];
            const write = async (reply: boolean, held: boolean) => keys.push((await say(room, 'lan', held ? 'www.x.vn' : 'Hay', reply ? root.id : null)).id);
            for (const { reply, held } of history) await write(reply, held);
            let turn = 0;
            const disturb = async () => {
              // No more than given: what is written faster than it is read has no end.
              for (const { act, at } of turns[(turn += 1) - 1] ?? []) {
                const id = keys[at % keys.length] ?? '';
                const row = await room.ports.storage.view((reader) => reader.find(id));
                if (act === 'add' || act === 'hold') await write(at % 2 === 0, act === 'hold');
                else if (act === 'react') await post(room, 'mai', put('react', id, { data: { kind: 'like' } }));
                // The root that is walked below stays, so that there is something to answer.
                else if (id === root.id) continue;
                else if (act === 'del') await post(room, 'lan', put('del', id));
                else await post(room, 'minh', putMod(id, row?.v ?? 0, act));
              }
            };
            const parent = ofReplies ? root.id : null;
            const rows = async () =>
              (await room.ports.storage.view((reader) => reader.comments('thread:a', { parent, order: 'ascending', limit: 999 }))).map(({ id }) => id);
            const there = await rows();
            const list = ofReplies ? { parent: root.id } : { sort };
            const middle = there[from % Math.max(1, there.length)];
            const met: Comment[] = [];
            const take = (snap: Snap) => met.push(...commentsOf(snap).filter((one) => one.parent === parent));
            let page: Snap;
            if (middle === undefined || from % 2 === 0) page = await read(room, list);
            else page = await read(room, { around: middle, sort });
            const { at } = page;
            take(page);
            let { back } = page;
            while (page.more !== undefined) {
              await disturb();
              page = await read(room, { ...list, page: page.more });
              take(page);
            }
            while (back !== undefined) {
              await disturb();
              page = await read(room, { ...list, page: back });
              take(page);
              ({ back } = page);
            }
            const ids = met.map(({ id }) => id);
            expect(there.filter((id) => !ids.includes(id))).toEqual([]);
            expect(ids.length).toBe(new Set(ids).size);
            const late = met.filter(({ c }) => c > parseCursor(at).seq);
            expect(late.every(({ id }) => !there.includes(id))).toBe(true);
          },
        ),
        { numRuns: name === 'memory' ? 120 : 12 },
      ));
  });
}

describe('sort top', () => {
  it('[TP1] is one page of as many roots as fit', async () => {
    const room = createNewsroom({ ...calm, items: 10 });
    const root = await say(room, 'lan', 'Gốc');
    for (let i = 0; i < 5; i += 1) await say(room, 'lan', `Đáp ${i}`, root.id);
    for (let i = 0; i < 12; i += 1) await say(room, 'lan', `Số ${i}`);
    const top = await read(room, { sort: 'top' });
    expect(top.order).toHaveLength(9);
    expect(top.items).toHaveLength(10);
    expect(top).not.toHaveProperty('more');
    for (const reader of ['a', 'b']) await say(room, reader, 'Đáp', root.id);
    await room.core.project();
    const again = await read(room, { sort: 'top' });
    expect(again.order?.[0]).toBe(root.id);
    expect(again.items.length).toBeLessThanOrEqual(10);
    expect(again.order).toHaveLength(6);
  });

  it('[TP2] [HT3] a rank that alone has changed tells nobody of a comment, but what was read before is not held for it', async () => {
    const room = createNewsroom(calm);
    const [root, later] = [await say(room, 'lan', 'Một'), await say(room, 'lan', 'Hai')];
    await say(room, 'mai', 'Đáp', root.id);
    const before = await read(room, { sort: 'top' });
    expect(before.order).toEqual([later.id, root.id]);
    const page = await room.reader('lan');
    await page.say(sub('thread:a'));
    await room.pass(2_000);
    expect(only('ev', page.take())).toMatchObject({ items: [], from: parseCursor(before.at).seq, to: parseCursor(before.at).seq + 1 });
    const after = await read(room, { sort: 'top' });
    expect(after.order).toEqual([root.id, later.id]);
    expect(after.at).not.toBe(before.at);
  });

  it('[TP3] goes on with events, and sorts anew when it is asked for again', async () => {
    const room = createNewsroom(calm);
    const [one, two] = [await say(room, 'lan', 'Một'), await say(room, 'lan', 'Hai')];
    const page = await room.reader('lan');
    const first = only('snap', await page.say(sub('thread:a', { sort: 'top' })));
    expect(first).toMatchObject({ sort: 'top', follow: 'items', order: [two.id, one.id] });
    await post(room, 'mai', put('react', one.id, { data: { kind: 'like' } }));
    await room.pass(2_000);
    const ev = only('ev', page.take());
    expect(ev.items).toMatchObject([{ id: one.id, counts: { reactions: { like: 1 } } }]);
    expect(ev).not.toHaveProperty('order');
    expect(only('snap', await page.say(sub('thread:a', { sort: 'top', since: first.at })))).toMatchObject({ mode: 'delta' });
    expect(only('snap', await page.say(sub('thread:a', { sort: 'top' }))).order).toEqual([one.id, two.id]);
  });
});

describe('around', () => {
  it('[SB6] needs follow: off', async () => {
    const room = createNewsroom(calm);
    const { id } = await say(room, 'lan', 'Gốc');
    const page = await room.reader('lan');
    expect(codeOf(await page.say(sub('thread:a', { around: id })))).toBe('bad-frame');
  });

  it('[SN3] [AN2] goes on from a comment that is more than fits, as every window does', async () => {
    const room = createNewsroom({ ...calm, itemsBytes: 10 });
    const keys: string[] = [];
    for (let i = 0; i < 5; i += 1) keys.push((await say(room, 'lan', `Số ${i}`)).id);
    const walk = async (page: Snap, way: 'more' | 'back'): Promise<string[]> => {
      const token = page[way];
      const next = token === undefined ? undefined : await read(room, { page: token });
      return [...commentsOf(page).map(({ id }) => id), ...(next ? await walk(next, way) : [])];
    };
    expect(await walk(await read(room, { sort: 'old' }), 'more')).toEqual(keys);
    const middle = await read(room, { around: keys[2] ?? '', sort: 'old' });
    expect(await walk(middle, 'more')).toEqual(keys.slice(2));
    expect(await walk(middle, 'back')).toEqual(keys.slice(0, 3).reverse());
    expect((await read(room, { sort: 'top' })).order).toHaveLength(1);
  });

  it('[AN1] keeps to what a snap may carry, taking from both sides in turn', async () => {
    const room = createNewsroom({ ...calm, items: 10 });
    const keys: string[] = [];
    for (let i = 0; i < 30; i += 1) keys.push((await say(room, 'lan', `Số ${i}`)).id);
    const snap = await read(room, { around: keys[15] ?? '', sort: 'old' });
    expect(commentsOf(snap).map(({ id }) => id)).toEqual(keys.slice(11, 20));
    expect(snap.items).toHaveLength(10);
    expect([snap.more, snap.back].every((token) => token !== undefined)).toBe(true);
  });
});
