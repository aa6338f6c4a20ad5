import { createHash } from 'node:crypto';
import type { Comment, CommentCounts, Ok, ServerFrame, Snap, Wording } from '@bandoc/protocol';
import { describe, expect, it } from 'vitest';
import { add, createNewsroom, type Newsroom, NOON, only, type Page, put, sub } from './newsroom.ts';
import { storages } from './storages.ts';

const calm = { rates: { add: { burst: 1_000, every: 1 } } };
const MINUTE = 60_000;

const codeOf = (frames: readonly ServerFrame[]) => only('err', frames).code;
const edit = (target: string, version: number, text: string, more: object = {}) => put('edit', target, { if: version, data: { text }, ...more });

async function read(page: Page, more: object = {}): Promise<Snap> {
  return only('snap', await page.say(sub('thread:a', { follow: 'off', ...more })));
}

/** A newsroom with one comment of Lan's; answers it too. */
async function begin(settings: object = {}, given: object = {}): Promise<Newsroom & { lan: Page; said: Comment }> {
  const newsroom = createNewsroom({ ...calm, ...settings }, given);
  const lan = await newsroom.reader('lan');
  const { item } = only('ok', await lan.say(add('a', 'Hay'))) as { item: Comment };
  return { ...newsroom, lan, said: item };
}

describe('put edit', () => {
  it('[ED1] [ED3] by its author changes the words and nothing else, and tells who follows', async () => {
    const { lan, said, reader, pass } = await begin();
    expect(said).toMatchObject({ editUntil: NOON + 15 * MINUTE });
    const watcher = await reader('mai');
    await watcher.say(sub('thread:a'));
    await lan.say(add('a', 'Đáp', { parent: said.id }));
    await pass(MINUTE);
    watcher.take();
    const ok = only('ok', await lan.say(edit(said.id, said.v, '  Hay qua\u0301 ')));
    const wanted = { ...said, v: 3, text: 'Hay quá', edited: NOON + MINUTE, counts: { v: 2, replies: 1 } };
    expect(ok).toMatchObject({ item: wanted, at: 'e1:3' });
    await pass(250);
    expect(only('ev', watcher.take())).toMatchObject({ from: 2, to: 3, items: [wanted] });
    expect((await read(lan)).items).toContainEqual(wanted);
  });

  it('[ED1] is denied to another, and to its author when the time has passed; a moderator may always', async () => {
    const { lan, said, reader, pass } = await begin({ editWindow: 2 * MINUTE });
    const [mai, minh] = [await reader('mai'), await reader('minh', 'moderator')];
    expect(codeOf(await mai.say(edit(said.id, 1, 'Dở')))).toBe('denied');
    await pass(2 * MINUTE - 1);
    expect(only('ok', await lan.say(edit(said.id, 1, 'Một'))).item?.text).toBe('Một');
    await pass(1);
    expect(codeOf(await lan.say(edit(said.id, 2, 'Hai')))).toBe('denied');
    expect(only('ok', await minh.say(edit(said.id, 2, 'Ba'))).item?.text).toBe('Ba');
  });

  it('[ED1] has no time at all where the paper gives none', async () => {
    const { lan, said } = await begin({ editWindow: 0 });
    expect(said).not.toHaveProperty('editUntil');
    expect(codeOf(await lan.say(edit(said.id, 1, 'Một')))).toBe('denied');
  });

  it('[ED2] of another version than the one that is there is a conflict, with the one that is', async () => {
    const { lan, said, reader } = await begin();
    await (await reader('minh', 'moderator')).say(edit(said.id, 1, 'Sửa rồi'));
    const err = only('err', await lan.say(edit(said.id, 1, 'Tôi sửa')));
    expect(err).toMatchObject({ code: 'conflict', data: { item: { id: said.id, v: 2, text: 'Sửa rồi' } } });
    expect(err).not.toHaveProperty('retry');
    expect(codeOf(await lan.say(put('edit', said.id, { data: { text: 'Không nói bản nào' } })))).toBe('bad-frame');
    expect(only('ok', await lan.say(edit(said.id, 2, 'Tôi sửa'))).item?.text).toBe('Tôi sửa');
  });

  it('[ED2] does not conflict with replies, which are another register', async () => {
    const { lan, said } = await begin();
    await lan.say(add('a', 'Đáp', { parent: said.id }));
    expect(only('ok', await lan.say(edit(said.id, 1, 'Sửa'))).item).toMatchObject({ v: 3, counts: { v: 2, replies: 1 } });
  });

  it.each([
    ['empty', ' '],
    ['too-long', 'a'.repeat(2_001)],
    ['links', 'http://a.vn https://b.vn www.c.vn HTTP://d.vn'],
  ])('[ED3] to words that are %s is invalid', async (fault, text) => {
    const { lan, said } = await begin();
    expect(only('err', await lan.say(edit(said.id, 1, text)))).toMatchObject({ code: 'invalid', data: { fields: { text: fault } } });
    expect(codeOf(await lan.say(put('edit', said.id, { if: 1, data: { text: 7 } })))).toBe('bad-frame');
    expect((await read(lan)).items).toContainEqual(said);
  });

  it('[ED4] repeated is answered with what it did, before any other check, and its key is nobody else’s', async () => {
    const { lan, said, reader, pass } = await begin({ editWindow: MINUTE, rates: { add: { burst: 2, every: 1e9 } } });
    const once = edit(said.id, 1, 'Sửa');
    const first = only('ok', await lan.say(once));
    await pass(2 * MINUTE);
    const again = only('ok', await lan.say({ ...once, data: { text: ' Sửa ' } }));
    expect(again).toEqual({ ...first, dup: true });
    expect(codeOf(await lan.say({ ...once, data: { text: 'Khác' } }))).toBe('key-reuse');
    expect(codeOf(await (await reader('minh', 'moderator')).say(once))).toBe('key-reuse');
    expect((await read(lan)).at).toBe('e1:2');
  });

  it('[ED4] sent twice at once over two connections is done once', async () => {
    const { lan, said, reader } = await begin();
    const other = await reader('lan');
    const once = edit(said.id, 1, 'Sửa');
    const answers = await Promise.all([lan.say(once), other.say(once)]);
    expect(answers.map((frames) => only('ok', frames).dup ?? false).sort()).toEqual([false, true]);
    expect((await read(lan)).at).toBe('e1:2');
  });

  it('[LM6] counts among adds, and not where a moderator does it', async () => {
    const { lan, said, reader } = await begin({ rates: { add: { burst: 2, every: 10_000 } } });
    expect(only('ok', await lan.say(edit(said.id, 1, 'Một')))).toBeTruthy();
    expect(codeOf(await lan.say(edit(said.id, 2, 'Hai')))).toBe('rate');
    expect(codeOf(await lan.say(add('a', 'Nữa')))).toBe('rate');
    const minh = await reader('minh', 'moderator');
    for (let v = 2; v < 6; v += 1) expect(only('ok', await minh.say(edit(said.id, v, `Số ${v}`)))).toBeTruthy();
  });

  it.each(Object.keys(storages))('[ED5] keeps earlier wordings in the %s storage, and sends them to nobody', async (kind) => {
    const storage = storages[kind]?.();
    const { lan, said, ports, reader } = await begin({}, { storage });
    await lan.say(edit(said.id, 1, 'Hai'));
    await lan.say(edit(said.id, 2, 'Ba'));
    const kept = await ports.storage.view((reader) => reader.items(`past:${said.id}`, { limit: 9 }));
    expect(kept.map(({ id, value }) => [id, value['text']])).toEqual([
      ['1', 'Hay'],
      ['2', 'Hai'],
    ]);
    expect(codeOf(await lan.say(sub(`past:${said.id}`)))).toBe('denied');
    expect(JSON.stringify(await read(lan))).not.toMatch(/"Hay"|"Hai"/);

    const minh = await reader('minh', 'moderator');
    const past = only('snap', await minh.say(sub(`past:${said.id}`)));
    expect(past).toMatchObject({ mode: 'full', items: [{ id: '1', text: 'Hay', time: said.time }, { text: 'Hai' }] });
    await lan.say(edit(said.id, 3, 'Tư'));
    expect(only('ev', minh.take()).items).toMatchObject([{ id: '3', text: 'Ba' }]);
    await lan.say(put('del', said.id));
    const later = only('snap', await minh.say(sub(`past:${said.id}`, { since: past.at, follow: 'off' })));
    expect((later.items as Wording[]).map(({ text }) => text)).toEqual(['', '', '']);
    expect(only('snap', await minh.say(sub(`past:${said.id}`, { follow: 'off' }))).items).toEqual([]);
  });

  it('[ED5] [DL2] keeps at most 90 earlier wordings, the last of them always, so that one commit empties all', async () => {
    const { lan, said, ports, reader } = await begin();
    const minh = await reader('minh', 'moderator');
    for (let v = 1; v <= 100; v += 1) await minh.say(edit(said.id, v, `Số ${v}`));
    const kept = async () => (await ports.storage.view((from) => from.changedItems(`past:${said.id}`, 0, 1_000))).map(({ value }) => value['text']);
    expect((await kept()).length).toBe(90);
    expect(await kept()).toEqual(expect.arrayContaining(['Hay', 'Số 88', 'Số 99']));
    await lan.say(put('del', said.id));
    expect(new Set(await kept())).toEqual(new Set([undefined]));
  });
});

describe('put del', () => {
  it('[DL1] [DL3] leaves a tombstone, its replies, and counts that are right', async () => {
    const { lan, said, reader, pass } = await begin();
    const reply = only('ok', await lan.say(add('a', 'Đáp', { parent: said.id }))).item as Comment;
    const answer = only('ok', await lan.say(add('a', 'Đáp nữa', { parent: reply.id }))).item as Comment;
    const watcher = await reader('mai');
    await watcher.say(sub('thread:a'));
    const ok = only('ok', await lan.say(put('del', reply.id)));
    const { text: _, editUntil: __, ...bare } = reply;
    const tombstone = { ...bare, v: 4, state: 'gone', counts: { v: 3, replies: 1 } };
    expect(ok).toMatchObject({ item: tombstone, at: 'e1:4' });
    await pass(250);
    const ev = only('ev', watcher.take());
    expect(ev.total).toBe(2);
    expect(ev.items).toEqual(expect.arrayContaining([tombstone, { id: said.id, counts: { v: 4, replies: 0 } } satisfies CommentCounts]));
    expect(ev.items).toHaveLength(2);
    const page = await read(lan, { parent: reply.id });
    expect(page.items).toEqual([answer]);
    expect((await read(lan)).total).toBe(2);
  });

  it('[DL1] is denied to another reader, and not to a moderator', async () => {
    const { said, reader, pass } = await begin();
    await pass(60 * MINUTE);
    expect(codeOf(await (await reader('mai')).say(put('del', said.id)))).toBe('denied');
    expect(only('ok', await (await reader('minh', 'moderator')).say(put('del', said.id))).item?.state).toBe('gone');
  });

  it('[DL1] by its author has no end', async () => {
    const { lan, said, pass } = await begin();
    await pass(24 * 60 * MINUTE);
    expect(only('ok', await lan.say(put('del', said.id))).item).not.toHaveProperty('text');
  });

  it.each(Object.keys(storages))('[DL2] answered, its words are nowhere in the %s storage, nor said to who repeats its add', async (kind) => {
    const hash = async (text: string) => createHash('sha256').update(text).digest('base64url');
    const { lan, ports } = await begin({}, { storage: storages[kind]?.(), hash });
    const secret = add('a', 'Lỡ lời');
    const { id, v } = only('ok', await lan.say(secret)).item as Comment;
    await lan.say(edit(id, v, 'Lỡ lời nữa'));
    const gone = put('del', id);
    const first = only('ok', await lan.say(gone));
    const everything = await ports.storage.view(async (reader) =>
      JSON.stringify([await reader.changedComments('thread:a', 0, 99), await reader.changedItems(`past:${id}`, 0, 99)]),
    );
    const said = [everything, JSON.stringify([await lan.say(secret), await lan.say(gone), await read(lan)])].join();
    expect(said).not.toContain('Lỡ lời');
    expect(only('ok', await lan.say(secret))).toMatchObject({ dup: true, item: { state: 'gone' } });
    expect(only('ok', await lan.say(gone))).toEqual({ ...first, id: gone.id, dup: true } satisfies Ok);
  });

  it('[DL4] of what is unknown or gone is not-found, and so is to edit it', async () => {
    const { lan, said } = await begin();
    await lan.say(put('del', said.id));
    for (const target of ['unknown', said.id]) {
      expect(codeOf(await lan.say(put('del', target)))).toBe('not-found');
      expect(codeOf(await lan.say(edit(target, 2, 'Sửa')))).toBe('not-found');
    }
    expect(codeOf(await lan.say(put('del', undefined)))).toBe('bad-frame');
    expect(codeOf(await lan.say(put('del', said.id, { topic: 'tally:home' })))).toBe('denied');
  });

  it('[DL5] repeated is dup with its tombstone, under another key not-found, and changes nothing', async () => {
    const { lan, said } = await begin();
    const gone = put('del', said.id);
    const first = only('ok', await lan.say(gone));
    expect(only('ok', await lan.say(gone))).toMatchObject({ dup: true, at: first.at, item: { state: 'gone' } });
    expect(codeOf(await lan.say(put('del', said.id)))).toBe('not-found');
    expect((await read(lan)).at).toBe(first.at);
  });

  it('[ED2] may carry the version that is meant, too', async () => {
    const { lan, said } = await begin();
    await lan.say(edit(said.id, 1, 'Sửa'));
    expect(codeOf(await lan.say(put('del', said.id, { if: 1 })))).toBe('conflict');
    expect(only('ok', await lan.say(put('del', said.id, { if: 2 })))).toBeTruthy();
  });

  it('[PT11] leaves nothing to reply to', async () => {
    const { lan, said } = await begin();
    await lan.say(put('del', said.id));
    expect(codeOf(await lan.say(add('a', 'Đáp', { parent: said.id })))).toBe('not-found');
  });
});
