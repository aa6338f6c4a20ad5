import { type Comment, type ModItem, type NamedAuthor, parseCursor, type ServerFrame, type Snap } from '@bandoc/protocol';
import { describe, expect, it } from 'vitest';
import { add, commentsOf, createNewsroom, type Newsroom, only, put, putMod, sub } from './newsroom.ts';
import { storages } from './storages.ts';

const calm = { rates: { add: { burst: 1_000, every: 1 } } };

const fieldsOf = (frames: readonly ServerFrame[]) => only('err', frames).data?.['fields'];

/** What a reader of the paper, or somebody of the newsroom, sends by POST. */
async function post({ core, ports }: Newsroom, id: string, frame: object, more: object = {}): Promise<ServerFrame[]> {
  const roles = id === 'minh' ? ['moderator'] : [];
  const auth = await ports.tokens.issue({ id, name: nameOf(id), roles, rights: [], guest: false, ...more });
  return (await core.post([frame], auth, { address: '1' })) as ServerFrame[];
}

const nameOf = (id: string) => `${id[0]?.toUpperCase()}${id.slice(1)}`;

async function say(room: Newsroom, id: string, text: string, data: object = {}, more: object = {}): Promise<Comment> {
  return only('ok', await post(room, id, add('a', text, { data }), more)).item as Comment;
}

async function held(room: Newsroom, id: string): Promise<Comment | undefined> {
  return commentsOf((await room.core.read('thread:a', {}, { address: '1' })) as Snap).find((one) => one.id === id);
}

for (const [name, create] of Object.entries(storages)) {
  describe(`people, over the ${name} storage`, () => {
    it('[PT15] have the badges and the picture that their token says, and no other', async () => {
      const room = createNewsroom(calm, { storage: create() });
      const token = { badges: ['author', 'staff'], avatar: 'https://bao.example/lan.webp', roles: ['staff'] };
      const said = await say(room, 'lan', 'Hay', {}, token);
      expect(said.author).toEqual({ id: 'lan', name: 'Lan', badges: ['author', 'staff'], avatar: 'https://bao.example/lan.webp' });
      expect((await held(room, said.id))?.author).toEqual(said.author);
      const forged = await say(room, 'mai', 'Hay', { badges: ['staff'], avatar: 'https://x.example/', author: { name: 'Minh' } });
      expect(forged.author).toEqual({ id: 'mai', name: 'Mai' });
      expect((await say(room, 'minh', 'Hay')).author.badges).toEqual(['moderator']);
    });

    it('[NM1] are found by how a word of their name begins, whoever wrote last first', async () => {
      const room = createNewsroom(calm, { storage: create() });
      const named = (name: string) => ({ name });
      const names = async (q?: string) => {
        const snap = (await room.core.read('names:a', q === undefined ? {} : { q }, { address: '1' })) as Snap;
        expect(snap).toMatchObject({ t: 'snap', mode: 'full', follow: 'off' });
        return (snap.items as NamedAuthor[]).map(({ name }) => name);
      };
      expect(await names()).toEqual([]);
      await say(room, 'u1', 'Một', {}, named('Nguyễn Đức Lân'));
      await say(room, 'u2', 'Hai', {}, named('Lan Anh'));
      const gone = await say(room, 'u3', 'Ba', {}, named('Lan Hương'));
      await say(room, 'u4', 'Bốn', {}, named('Mai'));
      expect(await names()).toEqual(['Mai', 'Lan Hương', 'Lan Anh', 'Nguyễn Đức Lân']);
      expect(await names('lan')).toEqual(['Lan Hương', 'Lan Anh', 'Nguyễn Đức Lân']);
      expect(await names('ĐƯC l')).toEqual(['Nguyễn Đức Lân']);
      expect(await names('an')).toEqual(['Lan Anh']);
      await post(room, 'u3', put('del', gone.id));
      await say(room, 'u1', 'Nữa', {}, named('Đức Lân'));
      expect(await names('lan')).toEqual(['Đức Lân', 'Lan Anh']);
      for (let i = 0; i < 25; i += 1) await say(room, `v${i}`, 'Hay');
      expect(await names()).toHaveLength(20);
      const page = await room.reader('hoa');
      expect(only('err', await page.say(sub('names:a', { q: 'lan' }))).code).toBe('bad-frame');
      const asked = only('snap', await page.say(sub('names:a', { q: 'mai', follow: 'off' })));
      expect(asked.items).toMatchObject([{ id: 'u4', name: 'Mai' }]);
      expect(await room.core.read('thread:a', { q: 'lan' }, { address: '1' })).toMatchObject({ t: 'err', code: 'bad-frame' });
    });

    it('[MT1] are mentioned where they wrote in the thread and their name stands in the text', async () => {
      const room = createNewsroom(calm, { storage: create() });
      await say(room, 'lan', 'Một');
      const gone = await say(room, 'cúc', 'Hai');
      await post(room, 'cúc', put('del', gone.id));
      const meant = ['lan', 'mai', 'lan', 'cúc', 'nobody'];
      const said = await say(room, 'mai', 'Gửi @Lan, @Mai và @Cúc, @Nobody', { mentions: meant });
      expect(said.mentions).toEqual([{ id: 'lan', name: 'Lan' }]);
      expect((await say(room, 'mai', 'Gửi Lan', { mentions: ['lan'] })).mentions).toBeUndefined();
      expect((await say(room, 'mai', 'Gửi @Lan')).mentions).toBeUndefined();
      // Who is meant no more, or now, is so by the words that are there.
      const edited = put('edit', said.id, { if: said.v, data: { text: 'Gửi @Lan và @Mai', mentions: ['mai'] } });
      const more = only('ok', await post(room, 'mai', edited)).item as Comment;
      expect(more.mentions).toEqual([
        { id: 'mai', name: 'Mai' },
        { id: 'lan', name: 'Lan' },
      ]);
      const less = put('edit', said.id, { if: more.v, data: { text: 'Gửi chị' } });
      expect(only('ok', await post(room, 'mai', less)).item?.mentions).toBeUndefined();
      const [bad] = await post(room, 'mai', add('a', 'Hay', { data: { mentions: Array(11).fill('lan') } }));
      expect(bad).toMatchObject({ t: 'err', code: 'bad-frame' });
    });

    it('[MT1] are mentioned by their whole name, and not by the beginning of another', async () => {
      const room = createNewsroom(calm, { storage: create() });
      await say(room, 'an', 'Một');
      for (const longer of ['@Anh', '@Anế', '@An2', 'An'])
        expect((await say(room, 'mai', `Gửi ${longer}.`, { mentions: ['an'] })).mentions, longer).toBeUndefined();
      for (const whole of ['@An', '@An, @Anh', '@Anh và @An', '(@An)', '@An Bình'])
        expect((await say(room, 'mai', `Gửi ${whole}`, { mentions: ['an'] })).mentions, whole).toEqual([{ id: 'an', name: 'An' }]);
    });

    it('[MT1] are at most 10 in a comment, however often it is edited', async () => {
      const room = createNewsroom(calm, { storage: create() });
      const ten = (letter: string) => Array.from({ length: 10 }, (_, i) => `${letter}${i}`);
      const [first, then] = [ten('a'), ten('b')];
      for (const id of [...first, ...then]) await say(room, id, 'Hay');
      const at = (ids: readonly string[]) => ids.map((id) => `@${nameOf(id)}`).join(' ');
      const said = await say(room, 'mai', at(first), { mentions: first });
      expect(said.mentions).toHaveLength(10);
      const edit = put('edit', said.id, { if: said.v, data: { text: `${at(first)} ${at(then)}`, mentions: then.slice(0, 3) } });
      const { mentions = [] } = only('ok', await post(room, 'mai', edit)).item as Comment;
      expect(mentions.map(({ id }) => id)).toEqual([...then.slice(0, 3), ...first.slice(0, 7)]);
    });
  });

  describe(`a quote, over the ${name} storage`, () => {
    it('[QT1] [PT5] has words of a shown comment of the thread, or of nothing that is named', async () => {
      const room = createNewsroom({ ...calm, hold: 'links' }, { storage: create() });
      const { id } = await say(room, 'lan', 'Chợ đêm\nvui quá');
      const said = await say(room, 'mai', 'Đúng', { quote: { id, text: ' đêm vui ' } });
      expect(said.quote).toEqual({ id, text: 'đêm vui' });
      expect((await held(room, said.id))?.quote).toEqual(said.quote);
      expect((await say(room, 'mai', 'Đúng', { quote: { text: 'Từ bài báo' } })).quote).toEqual({ text: 'Từ bài báo' });
      const waits = await say(room, 'mai', 'Đúng', { quote: { text: 'www.x.vn' } });
      expect(waits).toMatchObject({ state: 'pending', rule: 'links' });

      const other = only('ok', await post(room, 'lan', add('b', 'Chợ đêm'))).item as Comment;
      const refused = { 'chợ ngày': id, 'Chợ đêm': other.id, Đúng: 'unknown', 'www.x.vn': waits.id };
      for (const [text, of] of Object.entries(refused))
        expect(fieldsOf(await post(room, 'mai', add('a', 'Hay', { data: { quote: { id: of, text } } }))), text).toEqual({ quote: 'unknown' });
      expect(fieldsOf(await post(room, 'mai', add('a', 'Hay', { data: { quote: { text: ' ' } } })))).toEqual({ quote: 'empty' });
      expect((await say(room, 'lan', 'Đẹp', { quote: { text: '🌸'.repeat(500) } })).quote?.text).toBe('🌸'.repeat(500));
      expect(fieldsOf(await post(room, 'lan', add('a', 'Hay', { data: { quote: { text: 'ờ'.repeat(501) } } })))).toEqual({ quote: 'too-long' });

      const once = add('a', 'Nữa', { data: { quote: { id, text: 'vui' } } });
      await post(room, 'mai', once);
      expect(only('ok', await post(room, 'mai', once)).dup).toBe(true);
      const otherwise = { ...once, data: { ...once.data, quote: { id, text: 'quá' } } };
      expect(only('err', await post(room, 'mai', otherwise)).code).toBe('key-reuse');
    });

    it('[PT13] [LM2] counts its links with those of the text where it names no comment, in an edit too', async () => {
      const room = createNewsroom(calm, { storage: create() });
      const links = (count: number) => 'www.x.vn '.repeat(count);
      const { id } = await say(room, 'lan', links(3));
      const tooMany = await post(room, 'mai', add('a', links(2), { data: { quote: { text: 'ww\0w.x.vn www.x.vn' } } }));
      expect(fieldsOf(tooMany)).toEqual({ text: 'links' });
      const said = await say(room, 'mai', links(2), { quote: { text: links(1) } });
      await say(room, 'mai', links(3), { quote: { id, text: links(2) } });
      const edit = put('edit', said.id, { if: said.v, data: { text: links(3) } });
      expect(fieldsOf(await post(room, 'mai', edit))).toEqual({ text: 'links' });
    });

    it('[QT2] [DL2] [MO5] [ED5] has no words that its comment does not say any more', async () => {
      for (const end of ['del', 'hide', 'edit'] as const) {
        const room = createNewsroom({ ...calm, hold: 'links' }, { storage: create() });
        const said = await say(room, 'lan', 'Lời dở, lời hay');
        const quoted = async (text: string) => say(room, 'mai', `Đáp ${text}`, { quote: { id: said.id, text } });
        const [bad, good] = [await quoted('Lời dở'), await quoted('lời hay')];
        const waiting = only('ok', await post(room, 'mai', add('a', 'Xem www.x.vn', { data: { quote: { id: said.id, text: 'dở' } } }))).item as Comment;
        const page = await room.reader('hoa');
        const { at } = only('snap', await page.say(sub('thread:a')));
        await room.pass(1_000);
        page.take();

        if (end === 'del') await post(room, 'lan', put('del', said.id));
        else if (end === 'hide') await post(room, 'minh', putMod(said.id, said.v, 'hide'));
        else await post(room, 'lan', put('edit', said.id, { if: said.v, data: { text: 'Chỉ lời hay' } }));

        const stays = end === 'edit' ? 'lời hay' : '';
        expect((await held(room, bad.id))?.quote, end).toEqual({ id: said.id, text: '' });
        expect((await held(room, good.id))?.quote, end).toEqual({ id: said.id, text: stays });
        expect((await held(room, bad.id))?.text).toBe('Đáp Lời dở');
        const mine = only('snap', await post(room, 'mai', sub('mine:a', { follow: 'off' })));
        expect(JSON.stringify(mine.items)).not.toContain('"dở"');
        const desk = only('snap', await post(room, 'minh', sub('mod:demo', { follow: 'off' }))).items as ModItem[];
        expect(desk.find((item) => item.id === waiting.id)?.comment.quote).toEqual({ id: said.id, text: '' });
        // Told to who follows, and to who comes back.
        await room.pass(1_000);
        for (const { items } of [only('ev', page.take()), (await room.core.read('thread:a', { since: at }, { address: '1' })) as Snap])
          expect((items as Comment[]).find((item) => item.id === bad.id)?.quote, end).toEqual({ id: said.id, text: '' });
        if (end !== 'hide') continue;
        const hidden = await held(room, said.id);
        await post(room, 'minh', putMod(said.id, hidden?.v ?? 0, 'restore'));
        expect((await held(room, bad.id))?.quote?.text).toBe('');
      }
    });

    it('[QT2] [MD2] [SB4] loses its words under one seq with the comment, where few quote it', async () => {
      const room = createNewsroom(calm, { storage: create() });
      const said = await say(room, 'lan', 'Lời dở');
      const quote = { id: said.id, text: 'Lời dở' };
      const quoting: Comment[] = [];
      for (let i = 0; i < 30; i += 1) quoting.push(await say(room, 'mai', `Đáp ${i}`, { quote }));
      const flagged = quoting[0]?.id ?? '';
      await post(room, 'lan', put('flag', flagged, { data: { reason: 'spam' } }));
      const [thread, desk] = await Promise.all(['thread:a', 'mod:demo'].map((topic) => post(room, 'minh', sub(topic, { follow: 'off' }))));
      const since = (frames: readonly ServerFrame[] = []) => only('snap', frames).at;
      const { at } = only('ok', await post(room, 'lan', put('del', said.id)));
      expect(parseCursor(at ?? '')?.seq).toBe((parseCursor(since(thread))?.seq ?? 0) + 1);
      const delta = (await room.core.read('thread:a', { since: since(thread) }, { address: '1' })) as Snap;
      expect(delta).toMatchObject({ at, mode: 'delta' });
      const changed = commentsOf(delta).filter((one) => one.quote?.text === '' && one.v === parseCursor(at ?? '')?.seq);
      expect(changed.map(({ id }) => id).sort()).toEqual(quoting.map(({ id }) => id).sort());
      const told = only('snap', await post(room, 'minh', sub('mod:demo', { follow: 'off', since: since(desk) }))).items as ModItem[];
      expect(told).toMatchObject([{ id: flagged, flags: { spam: 1 }, comment: { quote: { text: '' } } }]);
    });
  });
}
