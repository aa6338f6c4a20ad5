import type { Case } from '../conformance-case.ts';
import { demand, demandThat } from '../demand.ts';
import { asErr, asOk, rowsOf, seqOf } from '../frames.ts';

/** What each way to write has to do alike. */
const EACH = ['http', 'ws', 'io'] as const;

/** put, ok: rules PT1 to PT15. */
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
    id: 'PT5.other-words',
    force: 'MUST',
    says: 'A known key with other words is key-reuse, and the words stay as they were.',
    usually: 'The row is replaced (INSERT OR REPLACE), or only the key is compared.',
    over: EACH,
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const { key } = await lan.add(topic, 'một');
      demand(await lan.ask(trial.add(topic, 'hai', { key })), { t: 'err', code: 'key-reuse', retry: undefined }, 'it is refused for good');
      demand(rowsOf(await trial.read(topic)), [{ id: key, text: 'một' }], 'the first words stay');
    },
  },
  {
    id: 'PT9.nobody',
    force: 'MUST',
    says: 'A put without an identity is err auth.',
    usually: 'A missing token is taken for a guest.',
    over: EACH,
    run: async (trial) => {
      const put = trial.add(await trial.thread(), 'một');
      const answer = trial.binding === 'http' ? (await trial.post([put]))[0] : await (await trial.connect()).ask(put);
      demand(asErr(answer), { code: 'auth', retry: 0 }, 'nobody writes nothing');
    },
  },
];
