import type { Case } from '../conformance-case.ts';
import { demand, demandThat } from '../demand.ts';
import { asErr, asSnap, type Row, rowsOf } from '../frames.ts';
import { askAsNobody } from '../nobody.ts';
import type { Trial } from '../trial.ts';
import { EACH } from '../ways.ts';

/** How late a rank may be, ms (TP2), and as much for a machine that has much to do. */
const LATE = 4_000;
/** Further apart than anybody's move makes up for, ms: days. */
const LONG = 5 * 86_400_000;

/** top, around: rules TP1 to TP3, AN1 to AN3. */
export const ordering: readonly Case[] = [
  {
    id: 'TP1.order',
    force: 'MUST',
    says: 'sort=top draws a full that says so, with the ids of its roots in order, their first replies, and no more.',
    usually: 'The items are sorted and order is left out, so that a page cannot tell roots from replies.',
    feat: ['top'],
    over: EACH,
    run: async (trial) => {
      const topic = await trial.thread();
      const rows = await trial.fill(topic, 25);
      const parent = rows[3]?.id ?? '';
      await trial.fill(topic, 4, { parent });
      const snap = asSnap(await askAsNobody(trial, { t: 'sub', topic, sort: 'top', follow: 'off' }));
      demand(snap, { mode: 'full', sort: 'top', more: undefined, total: 29 }, 'it is a full by rank');
      demand([...(snap.order ?? [])].sort(), rows.map(({ id }) => id).sort(), 'the order names every root that fits, and no reply');
      const got = rowsOf(snap);
      demand(
        rows.filter(({ id }) => !got.some((row) => row.id === id)),
        [],
        'each root is there',
      );
      demand(got.filter((row) => row.parent === parent).length, 3, 'a root has its first 3 replies');
    },
  },
  {
    id: 'TP2.moved',
    force: 'MUST',
    says: 'A root that another reader answered stands before a newer one that nobody did, at most 2 s later.',
    usually: 'The rank is computed by a job each minute, or from replies of all depths.',
    feat: ['top'],
    over: ['http'],
    run: async (trial) => {
      const topic = await trial.thread();
      const [lan, minh] = [await trial.reader(), await trial.reader()];
      const { key: older } = await lan.add(topic, 'một');
      const { key: newer } = await lan.add(topic, 'hai');
      demand(await orderOf(trial, topic), [newer, older], 'at first the newer');
      await minh.add(topic, 'trả lời', { parent: older });
      await trial.eventually(async () => demand(await orderOf(trial, topic), [older, newer], 'then the one that moved somebody'), LATE);
    },
  },
  {
    id: 'TP2.not-its-author',
    force: 'MUST',
    says: 'An author’s own replies do not raise the rank of her comment, and one reader’s count once.',
    usually: 'Replies are counted, and not the people who wrote them.',
    feat: ['top'],
    over: ['http'],
    run: async (trial) => {
      const topic = await trial.thread();
      const [lan, minh, hoa] = [await trial.reader(), await trial.reader(), await trial.reader()];
      const { key: own } = await lan.add(topic, 'một');
      const { key: twice } = await hoa.add(topic, 'hai');
      const { key: once } = await hoa.add(topic, 'ba');
      await lan.add(topic, 'của mình', { parent: own });
      await lan.add(topic, 'của mình nữa', { parent: own });
      await minh.add(topic, 'một lần', { parent: twice });
      await minh.add(topic, 'hai lần', { parent: twice });
      await minh.add(topic, 'ba lần', { parent: once });
      await trial.eventually(async () => demand(await orderOf(trial, topic), [once, twice, own], 'newer before older, where as many were moved'), LATE);
    },
  },
  {
    id: 'TP2.reactions',
    force: 'MUST',
    says: 'A reader who reacts to a root moves it, and one who takes that back does not any more.',
    usually: 'Reactions are counted when they are given, and not when they are taken back.',
    feat: ['top', 'react'],
    over: ['http'],
    run: async (trial) => {
      const topic = await trial.thread();
      const [lan, minh] = [await trial.reader(), await trial.reader()];
      const { key: older } = await lan.add(topic, 'một');
      const { key: newer } = await lan.add(topic, 'hai');
      await minh.does(topic, 'react', older, { kind: 'like' });
      await trial.eventually(async () => demand(await orderOf(trial, topic), [older, newer], 'the one that she likes'), LATE);
      await minh.does(topic, 'react', older, { kind: null });
      await trial.eventually(async () => demand(await orderOf(trial, topic), [newer, older], 'the newer again'), LATE);
    },
  },
  {
    id: 'TP2.time',
    force: 'MUST',
    says: 'A root of days ago does not stand before a new one because one reader answered it.',
    usually: 'The rank has no time in it.',
    feat: ['top'],
    over: ['http'],
    run: async (trial) => {
      const topic = await trial.thread();
      const auth = await trial.token({ rights: ['import'] });
      const put = trial.add(topic, 'cũ', { time: Date.now() - LONG, name: 'Kho' });
      await trial.post([put], auth);
      const minh = await trial.reader();
      const { key: newer } = await minh.add(topic, 'mới');
      const { key: also } = await minh.add(topic, 'mới nữa');
      await minh.add(topic, 'trả lời', { parent: put.key });
      await (await trial.reader()).add(topic, 'trả lời', { parent: newer });
      await trial.eventually(async () => demand(await orderOf(trial, topic), [newer, also, put.key], 'what is new, then what is old'), LATE);
    },
  },
  {
    id: 'TP3.delta',
    force: 'MUST',
    says: 'With since, sort=top draws a delta without an order; without, the order of now.',
    usually: 'Each answer sorts anew, and what is being read moves.',
    feat: ['top'],
    over: EACH,
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const { at } = await lan.add(topic, 'một');
      await lan.add(topic, 'hai');
      demand(
        asSnap(await askAsNobody(trial, { t: 'sub', topic, sort: 'top', since: at, follow: 'off' })),
        { mode: 'delta', order: undefined },
        'a delta has no order',
      );
      demand(
        asSnap(await askAsNobody(trial, { t: 'sub', topic, sort: 'top', follow: 'off' })).order,
        (order: unknown) => Array.isArray(order) && order.length === 2,
        'a full has it',
      );
    },
  },
  {
    id: 'AN1.root-first',
    force: 'MUST',
    says: 'around a deep reply has what it stands below, the root first, and its own first replies.',
    usually: 'Only the comment itself comes, and the page cannot place it.',
    feat: ['around'],
    over: EACH,
    run: async (trial) => {
      const topic = await trial.thread();
      let parent: string | null = null;
      const line: string[] = [];
      for (let depth = 0; depth < 4; depth += 1) {
        const [row]: Row[] = await trial.fill(topic, 1, { parent });
        parent = row?.id ?? null;
        line.push(parent ?? '');
      }
      await trial.fill(topic, 30);
      const snap = asSnap(await askAsNobody(trial, { t: 'sub', topic, around: line[2], follow: 'off' }));
      demand([snap.mode, snap.items.some(({ id }) => id === '_thread')], ['page', true], 'it is a page, with what the thread says of itself');
      demand(
        rowsOf(snap)
          .map(({ id }) => id)
          .filter((id) => line.includes(id)),
        line,
        'the line from the root down, and the reply below',
      );
    },
  },
  {
    id: 'AN1.siblings',
    force: 'MUST',
    says: 'around a root has up to limit of its siblings on either side, the nearest, in the order of the list.',
    usually: 'It is a page that begins with the comment.',
    feat: ['around'],
    over: ['http'],
    run: async (trial) => {
      const topic = await trial.thread();
      const list = (await trial.fill(topic, 60)).map(({ id }) => id).reverse();
      const snap = await trial.read(topic, { around: list[30] ?? '', limit: 20 });
      const got = rowsOf(snap).map(({ id }) => id);
      demand(got, list.slice(30 - got.indexOf(list[30] ?? ''), 30 - got.indexOf(list[30] ?? '') + got.length), 'a piece of the list, in its order');
      demand([got.indexOf(list[30] ?? ''), got.length], [20, 41], '20 on either side');
    },
  },
  {
    id: 'AN2.both-ways',
    force: 'MUST',
    says: 'From a page around a root, back and more lead through the whole list.',
    usually: 'back leads to the first page, or repeats what was there.',
    feat: ['around'],
    over: ['http'],
    run: async (trial) => {
      const topic = await trial.thread();
      const list = (await trial.fill(topic, 65)).map(({ id }) => id).reverse();
      const page = await trial.read(topic, { around: list[32] ?? '', limit: 20 });
      const got = rowsOf(page).map(({ id }) => id);
      for (let { back } = page, turns = 0; back !== undefined; turns += 1) {
        const before = await trial.read(topic, { page: back });
        got.push(...rowsOf(before).map(({ id }) => id));
        ({ back } = before);
        demandThat(turns < 20, turns, 'the way back comes to an end');
      }
      for (let { more } = page, turns = 0; more !== undefined; turns += 1) {
        const after = await trial.read(topic, { page: more });
        got.push(...rowsOf(after).map(({ id }) => id));
        ({ more } = after);
        demandThat(turns < 20, turns, 'the way on comes to an end');
      }
      demand([...got].sort(), [...list].sort(), 'all of the list, each once');
    },
  },
  {
    id: 'AN2.nothing-remains',
    force: 'MUST',
    says: 'Where nothing remains in a direction its token is not there.',
    usually: 'Tokens are always there, and buttons lead to empty pages.',
    feat: ['around'],
    over: EACH,
    run: async (trial) => {
      const topic = await trial.thread();
      const rows = await trial.fill(topic, 3);
      const snap = asSnap(await askAsNobody(trial, { t: 'sub', topic, around: rows[1]?.id, follow: 'off' }));
      demand([rowsOf(snap).length, snap.more, snap.back], [3, undefined, undefined], 'all of it and nothing more');
    },
  },
  {
    id: 'AN3.tombstone',
    force: 'MUST',
    says: 'around a comment that is gone is around its tombstone.',
    usually: 'A link to it is not found, though its replies stay.',
    feat: ['around'],
    over: EACH,
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const { key } = await lan.add(topic, 'một');
      await lan.does(topic, 'del', key);
      demand(
        rowsOf(asSnap(await askAsNobody(trial, { t: 'sub', topic, around: key, follow: 'off' }))),
        [{ id: key, state: 'gone', text: undefined }],
        'the tombstone',
      );
    },
  },
  {
    id: 'AN3.unknown',
    force: 'MUST',
    says: 'around what is unknown, or of another thread, is not-found.',
    usually: 'The first page is answered; or the id is looked up in all threads.',
    feat: ['around'],
    over: EACH,
    run: async (trial) => {
      const topic = await trial.thread();
      const { key } = await (await trial.reader()).add(await trial.thread(), 'một');
      for (const around of [trial.key(), key])
        demand(asErr(await askAsNobody(trial, { t: 'sub', topic, around, follow: 'off' })), { code: 'not-found', retry: undefined }, 'it is not found');
    },
  },
];

async function orderOf(trial: Trial, topic: string): Promise<readonly string[]> {
  return (await trial.read(topic, { sort: 'top' })).order ?? [];
}
