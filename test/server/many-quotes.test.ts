import { type Comment, type Ev, type ModItem, type Put, parseCursor, type ServerFrame, type Snap } from '@bandoc/protocol';
import type { CommentRow, Storage, Transaction } from '@bandoc/server/core';
import { describe, expect, it } from 'vitest';
import { add, commentsOf, createNewsroom, type Newsroom, only, put, putMod, sub } from './newsroom.ts';
import { storages } from './storages.ts';

const MANY = 250;
const PEER = { address: '1' };
const SETTINGS = { rates: { add: { burst: 1_000, every: 1 }, get: { burst: 1e6, every: 1 } }, projection: 1e9, items: 1_000, itemsBytes: 1e6 } as const;

interface Quoted {
  readonly storage: Storage;
  readonly said: Comment;
  readonly quoting: readonly CommentRow[];
  /** Of the thread, before anything is taken back. */
  readonly since: string;
}

async function post({ core, ports }: Newsroom, id: string, frame: object): Promise<ServerFrame[]> {
  const auth = await ports.tokens.issue({ id, name: id, roles: id === 'minh' ? ['moderator'] : [], rights: [], guest: false });
  return (await core.post([frame], auth, PEER)) as ServerFrame[];
}

/** A comment that very many quote, by one of its two lines in turn; it is at the desk with some of those. */
async function quoteOften(storage: Storage): Promise<Quoted> {
  const room = createNewsroom(SETTINGS, { storage });
  const said = only('ok', await post(room, 'lan', add('a', 'Lời dở\nlời hay'))).item as Comment;
  const one = only('ok', await post(room, 'mai', add('a', 'Đáp', { data: { quote: { id: said.id, text: 'hay' } } }))).item as Comment;
  const quoting = await storage.transact(async (transaction) => {
    const row = (await transaction.find(one.id)) as CommentRow;
    const rows: CommentRow[] = [];
    for (let i = 0; i < MANY; i += 1) {
      const seq = await transaction.raise(row.topic);
      const quote = { id: said.id, text: i % 2 ? 'lời hay' : 'Lời dở' };
      const another = { ...row, id: `${row.id}-${i}`, v: seq, cv: seq, c: seq, marks: { quote } };
      await transaction.putComment(another);
      rows.push(another);
    }
    return rows;
  });
  await post(room, 'mai', put('del', one.id));
  for (const { id } of quoting.slice(-5)) await post(room, 'lan', put('flag', id, { data: { reason: 'spam' } }));
  await room.core.project();
  await room.core.close();
  const since = (await storage.view((reader) => reader.topic('thread:a'))).head;
  return { storage, said, quoting, since: `${await storage.epoch()}:${since}` };
}

/** A server whose storage loses, as by a crash, everything after so many transactions from now on. */
async function crashAfter(transactions: number, storage: Storage): Promise<Newsroom> {
  let left = Number.POSITIVE_INFINITY;
  const transact = async <T>(work: (transaction: Transaction) => Promise<T>) => {
    left -= 1;
    if (left < 0) throw new Error('on purpose');
    return storage.transact(work);
  };
  const room = createNewsroom(SETTINGS, { storage: { ...storage, transact } });
  await room.core.project();
  left = transactions;
  return room;
}

async function quotesOf({ ports }: Newsroom, words: string): Promise<number> {
  const rows = await ports.storage.view((reader) => reader.changedComments('thread:a', 0, 1_000));
  return rows.filter(({ marks }) => marks.quote?.text === words).length;
}

const seqOf = (cursor: string | undefined) => parseCursor(cursor ?? '')?.seq ?? 0;

const ENDS: Readonly<Record<string, (said: Comment) => [by: string, frame: Put]>> = {
  del: ({ id }) => ['lan', put('del', id) as never],
  hide: ({ id, v }) => ['minh', putMod(id, v, 'hide') as never],
  edit: ({ id, v }) => ['lan', put('edit', id, { if: v, data: { text: 'Chỉ lời hay' } }) as never],
};

for (const [name, create] of Object.entries(storages)) {
  describe(`what very many quote, over the ${name} storage`, () => {
    for (const [end, frameOf] of Object.entries(ENDS))
      it(`[QT2] [DL2] is quoted by nobody when its ${end} is answered, and no commit changed over 100 comments`, async () => {
        const { storage, said, quoting, since } = await quoteOften(create());
        const room = createNewsroom(SETTINGS, { storage });
        const page = await room.reader('hoa');
        await page.say(sub('thread:a', { since }));
        const [by, frame] = frameOf(said);
        const ok = only('ok', await post(room, by, frame));
        expect(await quotesOf(room, 'Lời dở')).toBe(0);
        expect(await quotesOf(room, 'lời hay')).toBe(end === 'edit' ? MANY / 2 : 0);

        const delta = (await room.core.read('thread:a', { since }, PEER)) as Snap;
        const changed = commentsOf(delta).filter((one) => 'v' in one && one.v > seqOf(since));
        expect(new Set(changed.map(({ id }) => id))).toEqual(
          new Set([said.id, ...quoting.filter((_, i) => end !== 'edit' || i % 2 === 0).map(({ id }) => id)]),
        );
        const together = [...new Set(changed.map(({ v }) => v))].map((seq) => changed.filter(({ v }) => v === seq).length);
        expect(Math.max(...together)).toBeLessThanOrEqual(100);
        expect(together).toHaveLength(3);
        if (ok.at) expect(seqOf(ok.at)).toBe(seqOf(since) + 1);

        // Who follows is told of every one of them, in order, and so is the desk.
        await room.pass(2_000);
        const events = page.take().filter((one): one is Ev => one.t === 'ev');
        for (const [i, ev] of events.entries()) expect(ev.from).toBe(events[i - 1]?.to ?? seqOf(since));
        expect(new Map(events.flatMap(({ items }) => items as Comment[]).map(({ id, quote }) => [id, quote]))).toEqual(
          new Map(changed.map(({ id, quote }) => [id, quote])),
        );
        const desk = only('snap', await post(room, 'minh', sub('mod:demo', { follow: 'off' }))).items as ModItem[];
        expect(desk.map(({ comment }) => comment.quote?.text).filter((text) => text === 'Lời dở')).toEqual([]);
      });

    it('[QT2] [DL2] is quoted no more after a crash at any point: by who asks again, or by the next start alone', async () => {
      for (const asks of [true, false])
        for (const transactions of [1, 2]) {
          const { storage, said } = await quoteOften(create());
          const crashed = await crashAfter(transactions, storage);
          const frame = put('del', said.id);
          expect(only('err', await post(crashed, 'lan', frame))).toMatchObject({ code: 'internal' });
          expect(await quotesOf(crashed, 'Lời dở')).toBeGreaterThan(0);

          const next = createNewsroom(SETTINGS, { storage });
          if (asks) expect(only('ok', await post(next, 'lan', frame))).toMatchObject({ dup: true, item: { state: 'gone' } });
          else await next.core.project();
          expect((await quotesOf(next, 'Lời dở')) + (await quotesOf(next, 'lời hay')), `${transactions} ${asks}`).toBe(0);
          expect(await storage.view((reader) => reader.misquoted(9))).toEqual([]);
        }
    });

    it('[QT2] may be quoted anew once it is shown again, whatever a crash left of the first hiding', async () => {
      const { storage, said } = await quoteOften(create());
      const crashed = await crashAfter(1, storage);
      await post(crashed, 'minh', putMod(said.id, said.v, 'hide'));
      const room = createNewsroom(SETTINGS, { storage });
      const hidden = await storage.view((reader) => reader.find(said.id));
      await post(room, 'minh', putMod(said.id, hidden?.v ?? 0, 'restore'));
      expect(await storage.view((reader) => reader.misquoted(9))).toEqual([]);
      const again = only('ok', await post(room, 'mai', add('a', 'Nữa', { data: { quote: { id: said.id, text: 'Lời dở' } } }))).item as Comment;
      await room.core.project();
      expect((await storage.view((reader) => reader.find(again.id)))?.marks.quote?.text).toBe('Lời dở');
    });
  });
}
