import type { Case } from '../conformance-case.ts';
import { demand } from '../demand.ts';
import { Desk } from '../desk.ts';
import { rowsOf } from '../frames.ts';
import { invalid, refused } from '../refusals.ts';
import { EACH } from '../ways.ts';

/** Keys that are known, and keys that were refused: rules PT5 to PT7. */
export const knownKeys: readonly Case[] = [
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
    id: 'PT5.other-thread',
    force: 'MUST',
    says: 'A known key with the same words in another thread is key-reuse, and that thread stays empty.',
    usually: 'Keys are unique in a thread, not in the site, or the thread is not part of the content.',
    over: ['http'],
    run: async (trial) => {
      const [topic, other] = await Promise.all([trial.thread(), trial.thread()]);
      const lan = await trial.reader();
      const { key } = await lan.add(topic, 'một');
      demand(await lan.ask(trial.add(other, 'một', { key })), refused('key-reuse'), 'it is refused');
      demand(await trial.read(other), { total: 0, items: (items: unknown[]) => rowsOf({ items }).length === 0 }, 'the other thread has nothing');
    },
  },
  {
    id: 'PT5.other-actor',
    force: 'MUST',
    says: 'A known key of somebody else is key-reuse, even with the same words, and does not show what she wrote.',
    usually: 'The repetition is found by key and words alone, and answered to whoever sends them.',
    over: EACH,
    run: async (trial) => {
      const topic = await trial.thread();
      const [lan, minh] = await Promise.all([trial.reader(), trial.reader()]);
      const { key } = await lan.add(topic, 'một');
      demand(await minh.ask(trial.add(topic, 'một', { key })), { ...refused('key-reuse'), item: undefined }, 'it is refused');
      demand(rowsOf(await trial.read(topic)), [{ author: { id: lan.id } }], 'it is still hers');
    },
  },
  {
    id: 'PT5.other-parent',
    force: 'MUST',
    says: 'A known key with the same words under another parent is key-reuse.',
    usually: 'Only the text is compared.',
    over: ['http'],
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const root = await lan.add(topic, 'một');
      const { key } = await lan.add(topic, 'hai');
      demand(await lan.ask(trial.add(topic, 'hai', { key, parent: root.item.id })), refused('key-reuse'), 'it is refused');
    },
  },
  {
    id: 'PT6.closed',
    force: 'MUST',
    says: 'A key that was stored before its thread was locked is still answered ok and dup.',
    usually: 'Whether the thread is open is asked first, so a page whose answer got lost believes that its comment was refused.',
    over: ['http'],
    feat: ['mod'],
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const put = trial.add(topic, 'một');
      await lan.ask(put);
      await (await Desk.open(trial)).rule(trial, topic, 'lock');
      demand(await lan.ask(trial.add(topic, 'hai')), refused('closed'), 'the thread is locked');
      demand(await lan.ask(put), { t: 'ok', dup: true, item: { id: put.key } }, 'the known key is answered');
    },
  },
  {
    id: 'PT6.rate',
    force: 'MUST',
    says: 'A known key is answered ok and dup to who may not add any more for a while.',
    usually: 'The rate is taken before the key is looked up, so retries use up what may be written.',
    over: EACH,
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const put = trial.add(topic, 'một');
      const known = { t: 'ok', dup: true, item: { id: put.key } };
      await lan.ask(put);
      for (let i = 0; i < 6; i += 1) demand(await lan.ask(put), known, 'a repetition is answered at once');
      await lan.add(topic, 'hai');
      await lan.add(topic, 'ba');
      demand(await trial.read(topic), { total: 3 }, 'the repetitions used up nothing');
      demand(await lan.ask(put), known, 'and where nothing is left it is answered still');
    },
  },
  {
    id: 'PT6.validity',
    force: 'MUST',
    says: 'A known key with an empty text is key-reuse, not invalid.',
    usually: 'The text is looked at before the key.',
    over: ['http'],
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const { key } = await lan.add(topic, 'một');
      demand(await lan.ask(trial.add(topic, '', { key })), refused('key-reuse'), 'the key decides first');
    },
  },
  {
    id: 'PT7.refused',
    force: 'MUST',
    says: 'What was refused without retry is never stored: later comments are there, and it is not.',
    usually: 'The comment is stored first and looked at later, or a refusal after the insert does not roll it back.',
    invariant: 'I3',
    over: EACH,
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const before = trial.add(topic, 'x'.repeat(trial.about.max.text + 1));
      demand(await lan.ask(before), refused('invalid'), 'it is refused for good');
      const { item } = await lan.add(topic, 'hai');
      demand(
        await trial.read(topic),
        { total: 1, items: (items: unknown[]) => rowsOf({ items }).every(({ id }) => id === item.id) },
        'only the later one is there',
      );
    },
  },
  {
    id: 'PT7.mended',
    force: 'MUST',
    says: 'A key that was refused for its words is stored once it is sent again with others.',
    usually: 'The refusal is remembered under the key, and sent again.',
    over: ['http'],
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const key = trial.key();
      demand(await lan.ask(trial.add(topic, ' ', { key })), invalid('text', 'empty'), 'it is refused');
      demand(await lan.add(topic, 'một', { key }), { dup: undefined, item: { id: key, text: 'một' } }, 'mended, it is stored');
    },
  },
];
