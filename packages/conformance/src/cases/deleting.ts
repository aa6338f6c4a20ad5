import type { Case } from '../conformance-case.ts';
import { demand, demandThat } from '../demand.ts';
import { type Row, rowsOf, seqOf } from '../frames.ts';
import { refused } from '../refusals.ts';
import { EACH, FOLLOWING } from '../ways.ts';

const WORDS = 'lời đã rút lại';

/** del: rules DL1 to DL5. */
export const deleting: readonly Case[] = [
  {
    id: 'DL1.tombstone',
    force: 'MUST',
    says: 'A deletion by the author leaves a tombstone in its place: state `gone`, no text, a raised `v`; replies to it stay.',
    usually: 'The row is removed, and its replies with it or without a parent.',
    over: EACH,
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const { item } = await lan.add(topic, WORDS);
      const reply = await (await trial.reader()).add(topic, 'trả lời', { parent: item.id });
      const { at } = await lan.does(topic, 'del', item.id);
      const rows = rowsOf(await trial.read(topic));
      demand(
        rows.find(({ id }) => id === item.id),
        { state: 'gone', text: undefined, v: seqOf(at), c: item.c },
        'the tombstone stands in its place',
      );
      demand(
        rows.find(({ id }) => id === reply.item.id),
        { state: 'shown', parent: item.id, text: 'trả lời' },
        'the reply stays below it',
      );
    },
  },
  {
    id: 'DL1.moderator',
    force: 'MUST',
    says: 'A moderator may delete anybody’s comment.',
    usually: 'Only the author’s own id is let through.',
    over: ['http'],
    run: async (trial) => {
      const topic = await trial.thread();
      const { item } = await (await trial.reader()).add(topic, WORDS);
      demand(await (await trial.moderator()).does(topic, 'del', item.id), { item: { state: 'gone' } }, 'it is gone');
    },
  },
  {
    id: 'DL1.others',
    force: 'MUST',
    says: 'Somebody else who deletes a comment is refused, and it stays.',
    usually: 'That she is signed in is asked, and not who wrote it.',
    over: EACH,
    run: async (trial) => {
      const topic = await trial.thread();
      const { item } = await (await trial.reader()).add(topic, WORDS);
      demand(await (await trial.reader()).put(topic, 'del', item.id), refused('denied'), 'it is denied');
      demand(rowsOf(await trial.read(topic)), [{ text: WORDS }], 'it stays');
    },
  },
  {
    id: 'DL1.old',
    force: 'MUST',
    says: 'An author may delete at any time: what she wrote years ago too.',
    usually: 'The time in which she may edit is asked for as well.',
    over: ['http'],
    feat: ['import'],
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader({ rights: ['import'] });
      const { item } = await lan.add(topic, WORDS, { time: 1_500_000_000_000 });
      demand(await lan.does(topic, 'del', item.id), { item: { state: 'gone' } }, 'it is gone');
    },
  },
  {
    id: 'DL2.nowhere',
    force: 'MUST',
    says: 'Once a deletion is answered, no reading of the thread has the text: in full, from an earlier cursor, as a page.',
    usually: 'A cache of answers lives on, or a log of changes is sent as it was written.',
    invariant: 'I4',
    over: EACH,
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const { at: since } = await trial.read(topic);
      const { item } = await lan.add(topic, WORDS);
      await trial.read(topic);
      await lan.does(topic, 'del', item.id);
      const ways = [{}, { since }, { limit: 50 }, ...(trial.has('around') ? [{ around: item.id }] : []), ...(trial.has('old') ? [{ sort: 'old' }] : [])];
      for (const query of ways) {
        const { status, text } = await trial.get(topic, query);
        demandThat(status === 200 && !text.includes(WORDS), text, `it is not in the answer to ${JSON.stringify(query)}`);
      }
    },
  },
  {
    id: 'DL2.edited',
    force: 'MUST',
    says: 'After a deletion no wording that an edit replaced comes up either.',
    usually: 'The edit’s history is still sent.',
    invariant: 'I4',
    over: ['http'],
    feat: ['edit'],
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const { item, at: since = '' } = await lan.add(topic, WORDS);
      await lan.does(topic, 'edit', item.id, { text: 'lời đã sửa' }, { if: item.v });
      await lan.does(topic, 'del', item.id);
      for (const query of [{}, { since }]) {
        const { text } = await trial.get(topic, query);
        demandThat(!/lời đã/.test(text), text, 'neither wording is there');
      }
    },
  },
  {
    id: 'DL2.not-modified',
    force: 'MUST',
    says: 'An ETag from before a deletion draws 200 with the tombstone, not 304.',
    usually: 'The ETag is made from the number of comments or the newest of them.',
    invariant: 'I4',
    over: ['http'],
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const { item } = await lan.add(topic, WORDS);
      const etag = (await trial.get(topic)).headers['etag'] ?? '';
      await lan.does(topic, 'del', item.id);
      const answer = await trial.get(topic, {}, { 'if-none-match': etag });
      demandThat(answer.status === 200 && !answer.text.includes(WORDS), `${answer.status} ${answer.text}`, 'it is 200, without the words');
    },
  },
  {
    id: 'DL2.event',
    force: 'MUST',
    says: 'A follower is told of a deletion by an ev with the tombstone, and no later ev has the text.',
    usually: 'The ev carries the row as it was when the event was queued.',
    invariant: 'I4',
    over: FOLLOWING,
    run: async (trial) => {
      const topic = await trial.thread();
      const { link } = await trial.follow(topic);
      const lan = await trial.reader();
      const { item } = await lan.add(topic, WORDS);
      const { at } = await lan.does(topic, 'del', item.id);
      const told = await link.find((frame) => frame.t === 'ev' && frame.to >= seqOf(at), 'the ev of the deletion');
      const rows = rowsOf(told as { items: Row[] });
      demand(
        rows.find(({ id }) => id === item.id),
        { state: 'gone', text: undefined },
        'it has the tombstone',
      );
    },
  },
  {
    id: 'DL3.counts',
    force: 'MUST',
    says: 'A deletion takes a reply out of its parent’s `replies` and of the thread’s `total`, by its own commit.',
    usually: 'Counters only go up, or fall at the next count.',
    invariant: 'I10',
    over: ['http'],
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const root = await lan.add(topic, 'một');
      const reply = await lan.add(topic, 'hai', { parent: root.item.id });
      const { at } = await lan.does(topic, 'del', reply.item.id);
      const snap = await trial.read(topic);
      const parent = rowsOf(snap).find(({ id }) => id === root.item.id);
      demand([snap.total, parent], [1, { v: root.item.v, counts: { v: seqOf(at), replies: 0 } }], 'both are one less');
    },
  },
  {
    id: 'DL3.parent',
    force: 'MUST',
    says: 'A deleted comment with replies counts no more itself; its replies do.',
    usually: 'The total is lessened by the whole branch, or not at all.',
    invariant: 'I10',
    over: ['http'],
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const root = await lan.add(topic, 'một');
      await lan.add(topic, 'hai', { parent: root.item.id });
      await lan.does(topic, 'del', root.item.id);
      demand(await trial.read(topic), { total: 1 }, 'one is left');
    },
  },
  {
    id: 'DL4.unknown',
    force: 'MUST',
    says: 'Every op on a comment that there is not, or that is of another thread, is not-found.',
    usually: 'The target is looked up by its id alone, or what is missing is a fault of the server.',
    over: EACH,
    run: async (trial) => {
      const [topic, other] = await Promise.all([trial.thread(), trial.thread()]);
      const lan = await trial.reader();
      const { item } = await lan.add(other, 'một');
      for (const target of [trial.key(), item.id])
        for (const [op, data, more] of acts(trial)) demand(await lan.put(topic, op, target, data, more), refused('not-found'), `${op} is not-found`);
    },
  },
  {
    id: 'DL4.gone',
    force: 'MUST',
    says: 'Every op but del on a comment that is gone is not-found, its author’s too.',
    usually: 'A tombstone can still be edited, which brings words back.',
    over: ['http'],
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const { item } = await lan.add(topic, 'một');
      const gone = await lan.does(topic, 'del', item.id);
      for (const [op, data, more] of acts(trial).filter(([one]) => one !== 'del'))
        demand(await lan.put(topic, op, item.id, data, { ...more, ...(op === 'edit' && { if: gone.item?.v }) }), refused('not-found'), `${op} is not-found`);
    },
  },
  {
    id: 'DL5.again',
    force: 'MUST',
    says: 'A del of what is gone, under another key, is ok and dup with the tombstone, or not-found; it changes nothing.',
    usually: 'It is stored as another change, which raises the seq and is told to all.',
    over: EACH,
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const { item } = await lan.add(topic, WORDS);
      const { at } = await lan.does(topic, 'del', item.id);
      const answer = await lan.put(topic, 'del', item.id);
      if (answer.t === 'ok') demand(answer, { dup: true, at, item: { id: item.id, state: 'gone', text: undefined } }, 'it is answered as the first');
      else demand(answer, refused('not-found'), 'it is not there any more');
      demand(rowsOf(await trial.read(topic)), [{ id: item.id, state: 'gone', v: seqOf(at) }], 'nothing changed');
    },
  },
  {
    id: 'DL5.others',
    force: 'MUST',
    says: 'Somebody else who deletes what is gone is refused.',
    usually: 'What is gone is answered before it is asked whose it was.',
    over: ['http'],
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const { item } = await lan.add(topic, WORDS);
      await lan.does(topic, 'del', item.id);
      const { code } = await (await trial.reader()).mayNot(topic, 'del', item.id);
      demandThat(code === 'denied' || code === 'not-found', code, 'it is denied, or not there for her');
    },
  },
];

/** Each op with a comment as its target that the server has. */
function acts(trial: { has(feat: string): boolean }): ReadonlyArray<readonly [string, object, object]> {
  return [
    ['del', {}, {}],
    ...(trial.has('edit') ? ([['edit', { text: 'khác' }, { if: 1 }]] as const) : []),
    ...(trial.has('react') ? ([['react', { kind: 'like' }, {}]] as const) : []),
    ...(trial.has('flag') ? ([['flag', { reason: 'spam' }, {}]] as const) : []),
  ];
}
