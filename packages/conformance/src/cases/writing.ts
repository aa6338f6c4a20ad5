import type { Case } from '../conformance-case.ts';
import { demand, demandThat } from '../demand.ts';
import { asOk, rowsOf, seqOf } from '../frames.ts';
import { refused } from '../refusals.ts';
import { EACH } from '../ways.ts';

/** put, ok: rules PT1 to PT4, and PT10. */
export const writing: readonly Case[] = [
  {
    id: 'PT1.key-is-id',
    force: 'MUST',
    says: 'A comment’s id is the key it was sent under.',
    usually: 'The server makes ids of its own, such as an auto-increment.',
    invariant: 'I2',
    over: EACH,
    run: async (trial) => {
      const topic = await trial.thread();
      const key = trial.key();
      const ok = await (await trial.reader()).add(topic, 'một', { key });
      demand(ok, { key, item: { id: key, parent: null, text: 'một', state: 'shown' } }, 'the ok has the comment, its id being the key');
      demand(rowsOf(await trial.read(topic)), [{ id: key }], 'the thread has it under that id');
    },
  },
  {
    id: 'PT1.short',
    force: 'MUST',
    says: 'A key of 15 characters is a bad frame.',
    usually: 'The key’s form is not looked at.',
    over: EACH,
    run: async (trial) => {
      const frame = { ...trial.add(await trial.thread(), 'một'), key: 'x'.repeat(15) };
      demand(await (await trial.reader()).ask(frame), { t: 'err', code: 'bad-frame' }, 'it is refused');
    },
  },
  {
    id: 'PT1.longest',
    force: 'MUST',
    says: 'A key of 64 characters is taken, with `-` and `_`, and one of 65 is a bad frame.',
    usually: 'The column of keys is shorter and the key is cut, or its length is not looked at.',
    over: ['http'],
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const key = `${trial.key()}-_`.padEnd(64, 'Z');
      demand(await lan.add(topic, 'một', { key }), { item: { id: key } }, 'one of 64 is the id, whole');
      demand(await lan.ask(trial.add(topic, 'hai', { key: `${key}Z` })), refused('bad-frame'), 'one of 65 is refused');
    },
  },
  {
    id: 'PT1.characters',
    force: 'MUST',
    says: 'A key with a character outside `A-Za-z0-9_-` is a bad frame.',
    usually: 'Only the key’s length is looked at.',
    over: ['http'],
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      for (const sign of ['.', ' ', '/', 'ă', '\n'])
        demand(await lan.ask(trial.add(topic, 'một', { key: `${trial.key()}${sign}` })), refused('bad-frame'), `with ${JSON.stringify(sign)} it is refused`);
    },
  },
  {
    id: 'PT1.letters',
    force: 'MUST',
    says: 'Keys that differ in the case of one letter are two comments.',
    usually: 'The column of keys compares without case (MySQL’s usual collation).',
    invariant: 'I2',
    over: ['http'],
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const key = `a${trial.key()}`;
      await lan.add(topic, 'một', { key });
      demand(await lan.add(topic, 'hai', { key: `A${key.slice(1)}` }), { dup: undefined, item: { text: 'hai' } }, 'the second is another comment');
      demand(await trial.read(topic), { total: 2 }, 'there are two');
    },
  },
  {
    id: 'PT2.retry',
    force: 'MUST',
    says: 'A repeated key is answered with the same outcome and dup, and stores nothing.',
    usually: 'The key is not unique in the table of comments, or a violation of that is answered as a fault.',
    invariant: 'I2',
    over: EACH,
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const put = trial.add(topic, 'một');
      const first = asOk(await lan.ask(put));
      const second = asOk(await lan.ask(put));
      demandThat(first.dup !== true, first, 'the first is no repetition');
      demand(
        second,
        { key: put.key, dup: true, at: first.at, item: { id: put.key, v: first.item?.v, text: 'một' } },
        'the second has the same outcome, and dup',
      );
      const snap = await trial.read(topic);
      demand([rowsOf(snap).length, snap.total, seqOf(snap.at)], [1, 1, seqOf(first.at)], 'there is one comment, and the seq was raised once');
    },
  },
  {
    id: 'PT2.other-binding',
    force: 'MUST',
    says: 'A key that was stored by POST is known on a connection.',
    usually: 'What was written is remembered for each connection, not with the comment.',
    invariant: 'I2',
    over: ['ws', 'io'],
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const put = trial.add(topic, 'một');
      const [first] = await trial.post([put], lan.auth);
      demand(await lan.ask(put), { t: 'ok', dup: true, at: asOk(first).at }, 'the connection knows it');
    },
  },
  {
    id: 'PT2.at-once',
    force: 'MUST',
    says: 'A key that comes three times at the same moment is stored once, and answered ok each time.',
    usually: 'The key is looked up first and stored later, without a unique index or a transaction around both.',
    invariant: 'I2',
    over: ['http'],
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const put = trial.add(topic, 'một');
      const answers = (await Promise.all([1, 2, 3].map(() => trial.post([put], lan.auth)))).flat();
      for (const answer of answers) demand(answer, { t: 'ok', key: put.key }, 'each is ok');
      demandThat(answers.filter((answer) => asOk(answer).dup !== true).length === 1, answers, 'all but one are dup');
      demand(await trial.read(topic), { total: 1 }, 'there is one comment');
    },
  },
  {
    id: 'PT2.same-message',
    force: 'MUST',
    says: 'A key that stands twice in one message is stored once, and the second is dup.',
    usually: 'The frames of a message are looked up together before any of them is stored.',
    invariant: 'I2',
    over: ['http'],
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const put = trial.add(topic, 'một');
      const answers = await trial.post([put, { ...put, id: 2 }], lan.auth);
      demand(
        answers,
        [
          { t: 'ok', id: 1, dup: undefined },
          { t: 'ok', id: 2, dup: true },
        ],
        'the second knows the first',
      );
      demand(await trial.read(topic), { total: 1 }, 'there is one comment');
    },
  },
  {
    id: 'PT2.gone',
    force: 'MUST',
    says: 'The key of a comment that was deleted meanwhile is answered with its tombstone and dup, and brings nothing back.',
    usually: 'A deletion removes the row, and its key with it.',
    invariant: 'I4',
    over: ['http'],
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const put = trial.add(topic, 'một');
      await lan.ask(put);
      await lan.does(topic, 'del', put.key);
      demand(await lan.ask(put), { t: 'ok', dup: true, item: { id: put.key, state: 'gone', text: undefined } }, 'it is answered with the tombstone');
      demand(await trial.read(topic), { total: 0 }, 'nothing came back');
    },
  },
  {
    id: 'PT4.at',
    force: 'MUST',
    says: 'The ok of an add has the comment as stored, and the cursor of its commit: its `v` and its `c` are that seq.',
    usually: 'What was sent is echoed, or the comment is read back before its versions are set.',
    invariant: 'I12',
    over: EACH,
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader({ name: 'Lan' });
      const { at, item } = await lan.add(topic, 'một\r\nhai');
      demandThat(at !== undefined, item, 'it has `at`');
      demand(item, { text: 'một\nhai', author: { id: lan.id, name: 'Lan' }, v: seqOf(at), c: seqOf(at), counts: { replies: 0 } }, 'it is as it was stored');
      demand(rowsOf(await trial.read(topic)), [item], 'a reading has the same');
    },
  },
  {
    id: 'PT4.changes',
    force: 'MUST',
    says: 'The ok of a del has the tombstone, and the cursor of its commit.',
    usually: 'Only an add is answered with what became of it.',
    over: EACH,
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const { item, at } = await lan.add(topic, 'một');
      const gone = await lan.does(topic, 'del', item.id);
      demand(gone, { item: { id: item.id, state: 'gone', text: undefined, v: seqOf(gone.at) } }, 'it has the tombstone and where its change stands');
      demandThat(seqOf(gone.at) > seqOf(at), gone, 'its cursor is above that of the add');
    },
  },
  {
    id: 'PT4.own-event',
    force: 'MUST',
    says: 'Who follows a thread and writes to it is told her own comment by ev too, because the ok moves no cursor.',
    usually: 'An event goes to everybody but its sender (`socket.broadcast`), so her cursor has a gap.',
    invariant: 'I6',
    over: ['ws', 'io'],
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const link = await lan.link;
      await link.ask({ t: 'sub', topic });
      const { item } = await lan.add(topic, 'một');
      await link.find((frame) => frame.t === 'ev' && rowsOf(frame).some(({ id }) => id === item.id), 'an ev with her own comment');
    },
  },
  {
    id: 'PT10.one-commit',
    force: 'MUST',
    says: 'A reply raises the seq once: the comment, its parent’s counters and the total change at the same seq.',
    usually: 'The counters are updated by a second statement, with a seq of its own.',
    invariant: 'I10',
    over: ['http'],
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const root = await lan.add(topic, 'một');
      const reply = await lan.add(topic, 'hai', { parent: root.item.id });
      demandThat(seqOf(reply.at) === seqOf(root.at) + 1, [root.at, reply.at], 'the seq was raised by one');
      const snap = await trial.read(topic, { since: root.at ?? '' });
      const parent = rowsOf(snap).find(({ id }) => id === root.item.id);
      demand(snap, { mode: 'delta', total: 2 }, 'a delta from the root on has the total');
      demand(parent, { counts: { v: seqOf(reply.at), replies: 1 } }, 'the parent’s counters changed with it');
      demandThat(parent?.v === undefined || parent.v === root.item.v, parent, 'the parent’s words did not');
    },
  },
];
