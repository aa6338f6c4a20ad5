import { type Comment, type MineItem, type ModItem, parseCursor, type ServerFrame, type Snap } from '@bandoc/protocol';
import { type Identity, trusted } from '@bandoc/server/core';
import { describe, expect, it } from 'vitest';
import { add, article, commentsOf, createNewsroom, hello, type Newsroom, NOON, only, type Page, put, putMod, sub } from './newsroom.ts';
import { storages } from './storages.ts';

const calm = { rates: { add: { burst: 1_000, every: 1 }, 'guest-add': { burst: 1_000, every: 1 } } };

const codeOf = (frames: readonly ServerFrame[]) => only('err', frames).code;
const read = async (page: Page, topic = 'thread:a', more: object = {}): Promise<Snap> => only('snap', await page.say(sub(topic, { follow: 'off', ...more })));
const desk = async (page: Page, more: object = {}) => (await read(page, 'mod:demo', more)).items as ModItem[];
const mine = async (page: Page) => (await read(page, 'mine:a')).items as MineItem[];
const evs = (frames: readonly ServerFrame[], topic: string) => frames.filter((frame) => frame.t === 'ev' && frame.topic === topic);

interface Room extends Newsroom {
  readonly lan: Page;
  readonly mai: Page;
  readonly minh: Page;
}

/** A newsroom with two readers and a moderator. */
async function begin(settings: object = {}, given: object = {}): Promise<Room> {
  const newsroom = createNewsroom({ ...calm, ...settings }, given);
  const [lan, mai, minh] = [await newsroom.reader('lan'), await newsroom.reader('mai'), await newsroom.reader('minh', 'moderator')];
  return { ...newsroom, lan, mai, minh };
}

async function say(page: Page, text: string, parent: string | null = null): Promise<Comment> {
  return only('ok', await page.say(add('a', text, { parent }))).item as Comment;
}

for (const [name, create] of Object.entries(storages)) {
  describe(`what waits, over the ${name} storage`, () => {
    it('[HD1] [HD2] [HD3] [MN7] is its author’s and the newsroom’s alone', async () => {
      const { lan, mai, minh, pass, core } = await begin({ hold: 'all' }, { storage: create() });
      await mai.say(sub('thread:a'));
      const ok = only('ok', await lan.say(add('a', 'Bí mật')));
      expect(ok).not.toHaveProperty('at');
      expect(ok.item).toMatchObject({ state: 'pending', c: 0, text: 'Bí mật', rule: 'all' });
      const item = ok.item as Comment;
      await pass(2_000);
      await core.project();
      const others = [
        mai.take(),
        await read(mai),
        await read(mai, 'thread:a', { since: (await read(mai)).at }),
        await read(mai, 'tally:home'),
        await mine(mai),
      ];
      expect(JSON.stringify(others)).not.toMatch(new RegExp(`Bí mật|${item.id}`));
      expect((await read(mai)).total).toBe(0);
      expect(await mine(lan)).toEqual([{ id: item.id, v: 1, own: item }]);
      expect(await desk(minh)).toEqual([{ id: item.id, v: 1, topic: 'thread:a', comment: item, rule: 'all' }]);
      for (const op of ['react', 'flag', 'edit', 'del']) {
        const data = { kind: 'like', reason: 'spam', text: 'x' };
        expect(codeOf(await mai.say(put(op, item.id, { if: item.v, data })))).toBe('not-found');
      }
      expect(codeOf(await mai.say(add('a', 'Đáp', { parent: item.id })))).toBe('not-found');
      expect(codeOf(await mai.say(sub('thread:a', { parent: item.id, follow: 'off' })))).toBe('not-found');
    });

    it('[HD4] [MO3] approved, is shown by one commit and sorts by it', async () => {
      const { lan, mai, minh, pass, core } = await begin({ hold: 'guests' }, { storage: create() });
      const root = await say(lan, 'Gốc');
      const guest = await core.post([hello({ guest: { name: 'Khách' } })], undefined, { address: '1' });
      const { auth } = only('welcome', guest);
      const held = only('ok', await core.post([add('a', 'Chờ', { parent: root.id })], auth, { address: '1' })).item as Comment;
      const later = await say(mai, 'Sau', root.id);
      await lan.say(sub('thread:a'), sub('mine:a'));
      await pass(1_000);
      lan.take();
      const before = await read(mai);
      const act = putMod(held.id, held.v, 'approve');
      const ok = only('ok', await minh.say(act));
      expect(ok).toEqual({ t: 'ok', id: act.id, key: act.key, item: expect.objectContaining({ id: held.id, state: 'shown', text: 'Chờ' }) });
      await pass(250);
      const head = parseCursor((await read(mai)).at).seq;
      expect(head).toBe(parseCursor(before.at).seq + 1);
      const approved = { ...held, v: head, c: head, state: 'shown', counts: { v: expect.any(Number), replies: 0 } };
      const { rule: _, ...wanted } = approved;
      const told = lan.take();
      const [ev] = evs(told, 'thread:a');
      expect(ev).toMatchObject({ from: head - 1, to: head, total: 3 });
      expect(only('ev', [ev as ServerFrame]).items).toEqual(expect.arrayContaining([wanted, { id: root.id, counts: { v: head, replies: 2 } }]));
      expect(evs(told, 'mine:a')).toMatchObject([{ items: [{ id: root.id, answers: { count: 2, last: head } }] }]);
      const page = await read(mai, 'thread:a', { parent: root.id });
      expect(commentsOf(page).map(({ id }) => id)).toEqual([later.id, held.id]);
      expect(only('snap', await core.post([sub('mine:a', { follow: 'off' })], auth, { address: '1' })).items).toEqual([]);
      expect(await desk(minh)).toEqual([]);
      expect(only('ok', await minh.say(act)).dup).toBe(true);
      expect(only('ok', await core.post([{ ...add('a', 'Chờ', { parent: root.id }), key: held.id }], auth, { address: '1' }))).toMatchObject({
        dup: true,
        at: expect.stringMatching(`:${head}$`),
        item: { state: 'shown' },
      });
    });

    it('[MN7] [MO2] [MO4] rejected, its author sees why, and nobody sees it', async () => {
      const { lan, mai, minh, pass } = await begin({ hold: 'all' }, { storage: create() });
      const held = await say(lan, 'Bậy');
      await lan.say(sub('mine:a'));
      await minh.say(sub('mod:demo'));
      expect(only('err', await minh.say(putMod(held.id, held.v, 'reject')))).toMatchObject({ code: 'invalid', data: { fields: { reason: 'empty' } } });
      const answered = await minh.say(putMod(held.id, held.v, 'reject', { reason: ' Thô tục ' }));
      expect(only('ok', answered).item).toMatchObject({ state: 'hidden', c: 0 });
      await pass(250);
      expect(evs(lan.take(), 'mine:a').at(-1)).toMatchObject({
        items: [{ id: held.id, own: { state: 'hidden', reason: 'Thô tục', text: 'Bậy' } }],
      });
      expect(evs([...answered, ...minh.take()], 'mod:demo').at(-1)).toMatchObject({
        items: [{ id: held.id, by: 'minh', reason: 'Thô tục', comment: { text: 'Bậy', state: 'hidden' } }],
      });
      expect(await desk(minh)).toEqual([]);
      expect(commentsOf(await read(mai))).toEqual([]);
      await lan.say(put('del', held.id));
      expect(await mine(lan)).toEqual([]);
      expect(commentsOf(await read(mai))).toEqual([]);
    });

    it('[MO5] [MN7] hidden, has no words for others and counts no more; restored, is where it was', async () => {
      const { lan, mai, minh, core } = await begin({}, { storage: create() });
      const root = await say(lan, 'Gốc');
      const reply = await say(lan, 'Đáp', root.id);
      const below = await say(mai, 'Dưới', reply.id);
      const hidden = only('ok', await minh.say(putMod(reply.id, reply.v, 'hide', { reason: 'Lạc đề' }))).item as Comment;
      expect(hidden).toMatchObject({ state: 'hidden', text: 'Đáp', reason: 'Lạc đề' });
      const snap = await read(mai);
      expect(snap.total).toBe(2);
      expect(JSON.stringify(snap)).not.toMatch(/"Đáp"|Lạc đề/);
      expect(commentsOf(snap).find(({ id }) => id === root.id)?.counts.replies).toBe(0);
      expect(commentsOf(await read(mai, 'thread:a', { parent: reply.id })).map(({ id }) => id)).toEqual([below.id]);
      expect(await mine(lan)).toMatchObject([{ id: reply.id, own: { reason: 'Lạc đề', text: 'Đáp' }, answers: { count: 1 } }]);
      const restored = only('ok', await minh.say(putMod(reply.id, hidden.v, 'restore'))).item as Comment;
      expect(restored).toMatchObject({ state: 'shown', c: reply.c, text: 'Đáp' });
      expect(restored).not.toHaveProperty('reason');
      expect((await read(mai)).total).toBe(3);
      expect((await mine(lan))[0]).not.toHaveProperty('own');
      await core.project();
      expect((await read(mai, 'tally:home')).items).toMatchObject([{ id: 'a', count: 3 }]);
    });

    it('[HD5] an edit is no way around: its words wait, and the comment keeps its place', async () => {
      const { lan, mai, minh } = await begin({ hold: 'links' }, { storage: create() });
      const said = await say(lan, 'Hay');
      const edited = only('ok', await lan.say(put('edit', said.id, { if: said.v, data: { text: 'Mua ở www.x.vn' } }))).item as Comment;
      expect(edited).toMatchObject({ state: 'pending', c: said.c, text: 'Mua ở www.x.vn', rule: 'links' });
      const [seen] = commentsOf(await read(mai));
      expect(seen).toMatchObject({ id: said.id, state: 'hidden', c: said.c, v: edited.v });
      expect(JSON.stringify(await read(mai))).not.toMatch(/Hay|www/);
      expect((await read(mai)).total).toBe(0);
      expect(await desk(minh)).toMatchObject([{ id: said.id, rule: 'links' }]);
      expect(await mine(lan)).toMatchObject([{ own: { state: 'pending' } }]);
      const shown = only('ok', await minh.say(putMod(said.id, edited.v, 'approve'))).item as Comment;
      expect(shown).toMatchObject({ state: 'shown', c: said.c });
      expect((await read(mai)).total).toBe(1);
      expect(only('ok', await minh.say(put('edit', said.id, { if: shown.v, data: { text: 'Xem www.bao.vn' } }))).item?.state).toBe('shown');
    });

    it('[MO6] writes down who did what, and takes nothing back', async () => {
      const { lan, minh, pass, ports } = await begin({ hold: 'all' }, { storage: create() });
      const one = await say(lan, 'Một');
      await pass(1_000);
      await minh.say(putMod(one.id, one.v, 'approve'));
      const v = commentsOf(await read(minh))[0]?.v ?? 0;
      await minh.say(put('edit', one.id, { if: v, data: { text: 'Sửa' } }));
      await minh.say(put('del', one.id));
      await minh.say(putMod('a', 0, 'lock', { reason: 'Cãi nhau' }));
      await lan.say(put('del', one.id));
      expect(await ports.storage.view((reader) => reader.log(9))).toEqual(
        [
          ['lock', null, 'Cãi nhau'],
          ['del', one.id, ''],
          ['edit', one.id, ''],
          ['approve', one.id, ''],
        ].map(([act, target, reason]) => ({ at: NOON + 1_000, who: 'minh', act, topic: 'thread:a', target, reason })),
      );
    });
  });
}

describe('what waits', () => {
  it.each([
    ['none', []],
    ['guests', ['guest', 'guest with a link']],
    ['links', ['guest with a link', 'reader with a link']],
    ['all', ['guest', 'guest with a link', 'reader', 'reader with a link']],
  ] as const)('[HD1] is, under "%s", what %j wrote', async (hold, waiting) => {
    const { guest, lan, reader, core, hostToken } = await begin({ hold });
    const [stranger, staff] = [await guest('Khách'), await reader('tu', 'staff')];
    const written: Array<[string, ServerFrame[]]> = [];
    const write = async (who: string, page: Page, text: string) => void written.push([who, await page.say(add('a', text))]);
    await write('guest', stranger, 'Hay');
    await write('guest with a link', stranger, 'http://x.vn');
    await write('reader', lan, 'Hay');
    await write('reader with a link', lan, 'www.x.vn');
    await write('staff', staff, 'http://x.vn');
    written.push([
      'importer',
      (await core.post([add('a', 'http://x.vn', { data: { name: 'Cúc' } })], await hostToken('import'), { address: '1' })) as ServerFrame[],
    ]);
    expect(written.filter(([, frames]) => only('ok', frames).item?.state === 'pending').map(([who]) => who)).toEqual(waiting);
  });

  it('[HD1] is an article’s to say for its thread', async () => {
    const { core, lan } = await begin({ hold: 'none', threads: 'known' });
    await core.publish([article('a', { hold: 'all' }), article('b')], trusted);
    expect(only('ok', await lan.say(add('a', 'Hay'))).item?.state).toBe('pending');
    expect(only('ok', await lan.say(add('b', 'Hay'))).item?.state).toBe('shown');
  });

  it('[HD3] is edited and taken back by its author, and the desk sees her newest words', async () => {
    const { lan, minh } = await begin({ hold: 'all' });
    const held = await say(lan, 'Một');
    const edited = only('ok', await lan.say(put('edit', held.id, { if: held.v, data: { text: 'Hai' } })));
    expect(edited).not.toHaveProperty('at');
    expect(edited.item).toMatchObject({ state: 'pending', text: 'Hai' });
    expect(await desk(minh)).toMatchObject([{ comment: { text: 'Hai' } }]);
    // What she read first is not what she would approve.
    expect(codeOf(await minh.say(putMod(held.id, held.v, 'approve')))).toBe('conflict');
    await lan.say(put('del', held.id));
    expect(await desk(minh)).toEqual([]);
    expect(commentsOf(await read(lan))).toEqual([]);
  });
});

describe('the desk', () => {
  it('[MO1] is for moderators, by every way of asking', async () => {
    const { lan, dial, core } = await begin();
    const nobody = dial();
    await nobody.say(hello());
    expect(codeOf(await nobody.say(sub('mod:demo')))).toBe('auth');
    expect(codeOf(await lan.say(sub('mod:demo')))).toBe('denied');
    expect(codeOf(await lan.say(sub('mod:demo', { follow: 'off' })))).toBe('denied');
    expect(await core.read('mod:demo', {}, { address: '1' })).toMatchObject({ code: 'auth' });
    const said = await say(lan, 'Hay');
    expect(codeOf(await lan.say(putMod(said.id, said.v, 'hide')))).toBe('denied');
    expect(codeOf(await lan.say(putMod('a', 0, 'lock')))).toBe('denied');
  });

  it('[MO1] is of one site', async () => {
    const { minh, lan } = await begin();
    expect(codeOf(await minh.say(sub('mod:other')))).toBe('not-found');
    const said = await say(lan, 'Hay');
    expect(codeOf(await minh.say({ ...putMod(said.id, said.v, 'hide'), topic: 'mod:other' }))).toBe('not-found');
    expect(codeOf(await minh.say({ ...putMod(said.id, said.v, 'hide'), topic: 'thread:a' }))).toBe('denied');
  });

  it('[MO1] ends, before the next news, for who is no moderator any more', async () => {
    let roles = ['moderator'];
    const tokens = {
      issue: async (identity: Identity) => JSON.stringify(identity),
      verify: async (auth: string) => {
        const identity = JSON.parse(auth) as Identity;
        return identity.id === 'minh' ? { ...identity, roles } : identity;
      },
    };
    const { minh, lan, pass } = await begin({ hold: 'all' }, { tokens });
    await minh.say(sub('mod:demo'));
    await say(lan, 'Một');
    await pass(250);
    expect(evs(minh.take(), 'mod:demo')).toHaveLength(1);
    roles = [];
    await say(lan, 'Hai');
    await pass(250);
    expect(minh.take()).toMatchObject([{ t: 'err', topic: 'mod:demo', code: 'denied' }]);
    await say(lan, 'Ba');
    await pass(250);
    expect(minh.take()).toEqual([]);
  });

  it('[MO2] has what was reported until it is settled, and again when it is reported again', async () => {
    const { lan, mai, minh, reader } = await begin();
    const said = await say(lan, 'Hay');
    await mai.say(put('flag', said.id, { data: { reason: 'spam' } }));
    await (await reader('cuc')).say(put('flag', said.id, { data: { reason: 'abuse' } }));
    const at = (await read(minh, 'mod:demo')).at;
    expect(await desk(minh)).toMatchObject([{ id: said.id, flags: { spam: 1, abuse: 1 }, comment: { text: 'Hay', state: 'shown' } }]);
    const kept = only('ok', await minh.say(putMod(said.id, said.v, 'approve'))).item as Comment;
    expect(kept.state).toBe('shown');
    expect(await desk(minh)).toEqual([]);
    expect(await desk(minh, { since: at })).toMatchObject([{ id: said.id, by: 'minh' }]);
    await mai.say(put('flag', said.id, { data: { reason: 'abuse' } }));
    expect(await desk(minh)).toMatchObject([{ id: said.id, flags: { abuse: 2 } }]);
    await lan.say(put('del', said.id));
    expect(await desk(minh)).toEqual([]);
  });

  it('[MO2] [MN5] is walked by page, the longest waiting first', async () => {
    const { lan, minh } = await begin({ hold: 'all', items: 5 });
    const keys: string[] = [];
    for (let i = 0; i < 12; i += 1) keys.push((await say(lan, `Số ${i}`)).id);
    const met: string[] = [];
    let page = await read(minh, 'mod:demo');
    for (;;) {
      met.push(...page.items.map(({ id }) => id));
      if (page.more === undefined) break;
      page = await read(minh, 'mod:demo', { page: page.more });
    }
    expect(met).toEqual(keys);
  });

  it('[MO3] refuses an act without a version, of another version, and under a taken key', async () => {
    const { lan, minh, reader } = await begin();
    const said = await say(lan, 'Hay');
    expect(codeOf(await minh.say(put('mod', said.id, { topic: 'mod:demo', data: { act: 'hide' } })))).toBe('bad-frame');
    expect(codeOf(await minh.say(put('mod', undefined, { topic: 'mod:demo', if: 1, data: { act: 'hide' } })))).toBe('bad-frame');
    expect(codeOf(await minh.say(put('mod', undefined, { topic: 'mod:demo', if: 1, data: { act: 'lock' } })))).toBe('bad-frame');
    expect(codeOf(await minh.say(putMod(said.id, said.v, 'ban')))).toBe('bad-frame');
    expect(codeOf(await minh.say(putMod('unknown', 1, 'hide')))).toBe('not-found');
    const err = only('err', await minh.say(putMod(said.id, 9, 'hide')));
    expect(err).toMatchObject({ code: 'conflict', data: { item: said } });
    const act = putMod(said.id, said.v, 'hide');
    const first = only('ok', await minh.say(act));
    expect(only('ok', await minh.say(act))).toEqual({ ...first, dup: true });
    expect(codeOf(await minh.say({ ...act, data: { act: 'pin' } }))).toBe('key-reuse');
    expect(codeOf(await (await reader('tu', 'moderator')).say(act))).toBe('key-reuse');
  });

  it('[MO4] takes no act that a state has no place for', async () => {
    const { lan, minh } = await begin();
    const said = await say(lan, 'Hay');
    const refused = async (act: string, version: number) => only('err', await minh.say(putMod(said.id, version, act, { reason: 'x' }))).data;
    for (const act of ['reject', 'restore']) expect(await refused(act, 1)).toEqual({ fields: { act: 'shown' } });
    await minh.say(putMod(said.id, 1, 'hide'));
    for (const act of ['approve', 'hide', 'pin', 'pick']) expect(await refused(act, 2)).toEqual({ fields: { act: 'hidden' } });
    await lan.say(put('del', said.id));
    for (const act of ['approve', 'restore', 'hide']) expect(await refused(act, 3)).toEqual({ fields: { act: 'gone' } });
  });

  it('[MO5] restores what was rejected to a place of its own', async () => {
    const { lan, mai, minh } = await begin({ hold: 'all' });
    const held = await say(lan, 'Một');
    const rejected = only('ok', await minh.say(putMod(held.id, held.v, 'reject', { reason: 'x' }))).item as Comment;
    const restored = only('ok', await minh.say(putMod(held.id, rejected.v, 'restore'))).item as Comment;
    expect(restored.c).toBe(restored.v);
    expect(commentsOf(await read(mai))).toEqual([restored]);
  });

  it('[MO7] pins and picks, and undoes it', async () => {
    const { lan, minh, mai, pass } = await begin();
    const said = await say(lan, 'Hay');
    await mai.say(sub('thread:a'));
    await minh.say(putMod(said.id, 1, 'pin'), putMod(said.id, 2, 'pick'));
    await pass(500);
    expect(evs(mai.take(), 'thread:a').at(-1)).toMatchObject({ items: [{ ...said, v: 3, pinned: true, picked: true }] });
    await minh.say(putMod(said.id, 3, 'unpin'), putMod(said.id, 4, 'unpick'));
    expect(commentsOf(await read(mai))).toEqual([{ ...said, v: 5 }]);
    expect(await desk(minh)).toEqual([]);
  });
});

describe('_thread', () => {
  it('[TF1] comes with every full, last, and says what readers may do', async () => {
    const { mai } = await begin({ hold: 'guests', reactions: ['like', 'sad'] });
    expect((await read(mai)).items).toEqual([{ id: '_thread', v: 0, reactions: ['like', 'sad'], policy: { guests: 'yes', email: 'no', hold: 'guests' } }]);
    await say(mai, 'Hay');
    expect((await read(mai)).items.at(-1)?.id).toBe('_thread');
    expect((await read(mai, 'thread:a', { since: 'e1:0' })).items.map(({ id }) => id)).not.toContain('_thread');
  });

  it('[TF2] [PT12] is locked and unlocked, seen live, and a locked thread is closed to all but importers', async () => {
    const { lan, mai, minh, pass, core, hostToken } = await begin();
    const said = await say(lan, 'Hay');
    await mai.say(sub('thread:a'));
    const lock = putMod('a', 0, 'lock');
    expect(only('ok', await minh.say(lock))).toEqual({ t: 'ok', id: lock.id, key: lock.key });
    expect(only('ok', await minh.say(lock)).dup).toBe(true);
    await pass(250);
    expect(evs(mai.take(), 'thread:a')).toMatchObject([{ to: 2, items: [{ id: '_thread', v: 2, locked: true }] }]);
    expect((await read(mai, 'thread:a', { since: 'e1:1' })).items).toMatchObject([{ id: '_thread', locked: true }]);
    expect(codeOf(await lan.say(add('a', 'Nữa')))).toBe('closed');
    expect(codeOf(await minh.say(add('a', 'Nữa')))).toBe('closed');
    expect(only('ok', await lan.say(add('a', 'Hay', { key: said.id }))).dup).toBe(true);
    expect(only('ok', await core.post([add('a', 'Cũ', { data: { name: 'Cúc' } })], await hostToken('import'), { address: '1' }))).toBeTruthy();
    expect(only('err', await minh.say(putMod('a', 0, 'unlock')))).toMatchObject({ code: 'conflict', data: { item: { id: '_thread', v: 2 } } });
    expect(codeOf(await minh.say(put('mod', 'a', { topic: 'mod:demo', data: { act: 'unlock' } })))).toBe('bad-frame');
    await minh.say(putMod('a', 2, 'unlock'));
    expect(only('ok', await lan.say(add('a', 'Nữa')))).toBeTruthy();
  });

  it('[TF2] closes at a time, now, or when the article says', async () => {
    const { lan, minh, pass, core } = await begin({ threads: 'known' });
    await core.publish(article('a', { closesAt: NOON + 60_000 }), trusted);
    expect((await read(lan)).items).toMatchObject([{ id: '_thread', v: 1, closesAt: NOON + 60_000 }]);
    await minh.say(putMod('a', 1, 'close', { at: NOON + 10_000 }));
    await pass(9_999);
    expect(only('ok', await lan.say(add('a', 'Kịp')))).toBeTruthy();
    await pass(1);
    expect(codeOf(await lan.say(add('a', 'Muộn')))).toBe('closed');
    await minh.say(putMod('a', 2, 'close', { at: null }));
    expect(only('ok', await lan.say(add('a', 'Lại được')))).toBeTruthy();
    const version = (await read(lan)).items.at(-1) as { v: number };
    await minh.say(putMod('a', version.v, 'close'));
    expect(codeOf(await lan.say(add('a', 'Muộn')))).toBe('closed');
    expect(codeOf(await minh.say(putMod('unknown', 0, 'lock')))).toBe('not-found');
  });

  it('[TF3] changes with the article, and not without', async () => {
    const { lan, core, pass, ports } = await begin({ threads: 'known' });
    await core.publish(article('a'), trusted);
    await lan.say(sub('thread:a'));
    await core.publish([article('a', { closesAt: NOON + 5, hold: 'all' }), article('b')], trusted);
    await pass(250);
    expect(evs(lan.take(), 'thread:a')).toMatchObject([{ to: 1, items: [{ id: '_thread', closesAt: NOON + 5, policy: { hold: 'all' } }] }]);
    const again = await core.publish(article('a', { closesAt: NOON + 5, hold: 'all', title: 'Tên khác' }), trusted);
    expect(again).toMatchObject({ changed: 1, topics: new Set() });
    await core.publish({ thread: 'a', withdrawn: true }, trusted);
    await pass(250);
    expect(evs(lan.take(), 'thread:a')).toMatchObject([{ to: 2, items: [{ id: '_thread', locked: true }] }]);
    expect((await ports.storage.view((reader) => reader.topic('thread:b'))).head).toBe(0);
  });
});
