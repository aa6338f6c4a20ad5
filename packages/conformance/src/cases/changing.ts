import type { Case } from '../conformance-case.ts';
import { demand, demandThat } from '../demand.ts';
import { asOk, rowsOf, seqOf } from '../frames.ts';
import { invalid, refused } from '../refusals.ts';
import type { Trial } from '../trial.ts';
import { EACH } from '../ways.ts';

/** edit: rules ED1 to ED5. */
export const changing: readonly Case[] = [
  {
    id: 'ED1.others',
    force: 'MUST',
    says: 'Somebody else who edits a comment is denied, and its words stay.',
    usually: 'That she is signed in is asked, and not who wrote it.',
    over: EACH,
    feat: ['edit'],
    run: async (trial) => {
      const { topic, item } = await written(trial);
      demand(await (await trial.reader()).put(topic, 'edit', item.id, { text: 'khác' }, { if: item.v }), refused('denied'), 'it is denied');
      demand(rowsOf(await trial.read(topic)), [{ text: 'một', edited: undefined }], 'the words stay');
    },
  },
  {
    id: 'ED1.moderator',
    force: 'MUST',
    says: 'A moderator may edit anybody’s comment, and it keeps its author.',
    usually: 'Only the author’s own id is let through, or the comment becomes the moderator’s.',
    over: ['http'],
    feat: ['edit', 'mod'],
    needs: ['secret'],
    run: async (trial) => {
      const { topic, lan, item } = await written(trial);
      await (await trial.moderator()).does(topic, 'edit', item.id, { text: 'khác' }, { if: item.v });
      demand(rowsOf(await trial.read(topic)), [{ text: 'khác', author: { id: lan.id } }], 'the words are new, the author is hers');
    },
  },
  {
    id: 'ED1.late',
    force: 'MUST',
    says: 'An author who edits after `editUntil` is denied.',
    usually: 'The time is kept by the page alone.',
    over: ['http'],
    feat: ['edit'],
    needs: ['secret'],
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader({ rights: ['import'] });
      const { item } = await lan.add(topic, 'một', { time: 1_500_000_000_000 });
      demand(await lan.put(topic, 'edit', item.id, { text: 'hai' }, { if: item.v }), refused('denied'), 'it is denied');
    },
  },
  {
    id: 'ED2.no-if',
    force: 'MUST',
    says: 'An edit without `if` is a bad frame.',
    usually: 'Without it the last one wins.',
    over: ['http'],
    feat: ['edit'],
    run: async (trial) => {
      const { topic, lan, item } = await written(trial);
      demand(await lan.put(topic, 'edit', item.id, { text: 'hai' }), refused('bad-frame'), 'it is refused');
    },
  },
  {
    id: 'ED2.conflict',
    force: 'MUST',
    says: 'An edit of a version that is not there any more is conflict, with the comment as it is, and changes nothing.',
    usually: '`if` is not compared, and what another tab wrote is lost.',
    over: EACH,
    feat: ['edit'],
    run: async (trial) => {
      const { topic, lan, item } = await written(trial);
      const { item: second } = await lan.does(topic, 'edit', item.id, { text: 'hai' }, { if: item.v });
      const refusal = { ...refused('conflict'), data: { item: { id: item.id, v: second?.v, text: 'hai' } } };
      demand(await lan.put(topic, 'edit', item.id, { text: 'ba' }, { if: item.v }), refusal, 'it is refused, and shown what is there');
      demand(rowsOf(await trial.read(topic)), [{ text: 'hai' }], 'the second words stay');
    },
  },
  {
    id: 'ED2.votes',
    force: 'MUST',
    says: 'A reply that came meanwhile is no conflict: it changes the counters, not what was edited.',
    usually: 'One version stands for words and counters, so nobody can edit what is much answered.',
    over: ['http'],
    feat: ['edit'],
    run: async (trial) => {
      const { topic, lan, item } = await written(trial);
      await (await trial.reader()).add(topic, 'hai', { parent: item.id });
      demand(await lan.does(topic, 'edit', item.id, { text: 'ba' }, { if: item.v }), { item: { text: 'ba', counts: { replies: 1 } } }, 'it is taken');
    },
  },
  {
    id: 'ED3.registers',
    force: 'MUST',
    says: 'An edited comment has the words, a raised `v` and `edited`, and keeps its `c` and its counters’ version.',
    usually: 'The row is written anew with all its versions, so it moves in the list.',
    invariant: 'I8',
    over: EACH,
    feat: ['edit'],
    run: async (trial) => {
      const { topic, lan, item } = await written(trial);
      const later = await (await trial.reader()).add(topic, 'sau');
      const { item: edited, at } = await lan.does(topic, 'edit', item.id, { text: 'hai' }, { if: item.v });
      demand(
        edited,
        { text: 'hai', v: seqOf(at), c: item.c, time: item.time, edited: (came: unknown) => Number(came) >= (item.time ?? 0), counts: { v: item.counts?.v } },
        'the ok has it so',
      );
      demand(rowsOf(await trial.read(topic)), [{ id: later.item.id }, { id: item.id, text: 'hai' }], 'it keeps its place');
    },
  },
  {
    id: 'ED3.words',
    force: 'MUST',
    says: 'The words of an edit are held to what those of an add are: empty or too long they are invalid, and nothing changes.',
    usually: 'They are only looked at when a comment is added.',
    over: ['http'],
    feat: ['edit'],
    run: async (trial) => {
      const { topic, lan, item } = await written(trial);
      const editing = (text: string) => lan.put(topic, 'edit', item.id, { text }, { if: item.v });
      demand(await editing(' '), invalid('text', 'empty'), 'nothing is refused');
      demand(await editing('x'.repeat(trial.about.max.text + 1)), invalid('text', 'too-long'), 'too much is refused');
      demand(rowsOf(await trial.read(topic)), [{ v: item.v, text: 'một' }], 'the words stay');
    },
  },
  {
    id: 'ED3.normal',
    force: 'MUST',
    says: 'The words of an edit are stored as those of an add: as NFC, with `\\n` as line end.',
    usually: 'The text of an edit takes a way of its own.',
    over: ['http'],
    feat: ['edit'],
    run: async (trial) => {
      const { topic, lan, item } = await written(trial);
      const text = 'đường về\r\nnhà'.normalize('NFD');
      demand(await lan.does(topic, 'edit', item.id, { text }, { if: item.v }), { item: { text: 'đường về\nnhà'.normalize('NFC') } }, 'it is stored so');
    },
  },
  {
    id: 'ED4.dup',
    force: 'MUST',
    says: 'An edit whose key is repeated is answered with the same outcome and dup, though its `if` is not there any more.',
    usually: 'The version is compared before the key is looked up: a retry is a conflict with itself.',
    over: EACH,
    feat: ['edit'],
    run: async (trial) => {
      const { topic, lan, item } = await written(trial);
      const put = { t: 'put', topic, key: trial.key(), op: 'edit', target: item.id, if: item.v, data: { text: 'hai' } };
      const first = asOk(await lan.ask(put));
      demand(await lan.ask(put), { t: 'ok', dup: true, at: first.at, item: { v: first.item?.v, text: 'hai' } }, 'the second is the first');
      demand(await trial.read(topic), { at: first.at }, 'no seq was raised');
    },
  },
  {
    id: 'ED4.reuse',
    force: 'MUST',
    says: 'The last key that changed a comment, with other words or of another actor, is key-reuse.',
    usually: 'The repetition is found by its key alone.',
    over: ['http'],
    feat: ['edit', 'mod'],
    needs: ['secret'],
    run: async (trial) => {
      const { topic, lan, item } = await written(trial);
      const more = { key: trial.key(), if: item.v };
      await lan.does(topic, 'edit', item.id, { text: 'hai' }, more);
      demand(await lan.put(topic, 'edit', item.id, { text: 'ba' }, more), refused('key-reuse'), 'other words are refused');
      demand(await (await trial.moderator()).put(topic, 'edit', item.id, { text: 'hai' }, more), refused('key-reuse'), 'another actor is refused');
      demand(rowsOf(await trial.read(topic)), [{ text: 'hai' }], 'the words stay');
    },
  },
  {
    id: 'ED4.del',
    force: 'MUST',
    says: 'A deletion whose key is repeated is ok and dup, with the tombstone.',
    usually: 'The second one finds no comment, so a page whose answer got lost believes that it failed.',
    over: EACH,
    run: async (trial) => {
      const { topic, lan, item } = await written(trial);
      const put = { t: 'put', topic, key: trial.key(), op: 'del', target: item.id, data: {} };
      const first = asOk(await lan.ask(put));
      demand(await lan.ask(put), { t: 'ok', dup: true, at: first.at, item: { state: 'gone' } }, 'the second is the first');
    },
  },
  {
    id: 'ED5.past',
    force: 'MUST',
    says: 'A moderator reads the earlier wording of an edited comment in `past:`, under its time.',
    usually: 'An edit overwrites the row.',
    over: ['http'],
    feat: ['edit', 'past'],
    needs: ['secret'],
    run: async (trial) => {
      const { topic, lan, item } = await written(trial);
      await lan.does(topic, 'edit', item.id, { text: 'hai' }, { if: item.v });
      const past = await (await trial.moderator()).sees(`past:${item.id}`);
      demand(past.items, [{ text: 'một', time: item.time }], 'it has what was written first');
    },
  },
  {
    id: 'ED5.denied',
    force: 'MUST',
    says: '`past:` is denied to readers, the author among them, and no other answer has an earlier wording.',
    usually: 'The history hangs on the comment that is sent.',
    over: ['http', 'ws', 'io'],
    feat: ['edit', 'past'],
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const { item, at = '' } = await lan.add(topic, 'lỡ lời');
      await lan.does(topic, 'edit', item.id, { text: 'hai' }, { if: item.v });
      for (const reader of [lan, await trial.reader()])
        demand(await reader.ask({ t: 'sub', topic: `past:${item.id}`, follow: 'off' }), refused('denied'), 'it is denied');
      for (const query of [{}, { since: at }, { limit: 50 }]) {
        const { text } = await trial.get(topic, query);
        demandThat(!text.includes('lỡ lời'), text, 'the thread has the new words alone');
      }
    },
  },
  {
    id: 'ED5.gone',
    force: 'MUST',
    says: 'Earlier wordings of a deleted comment are not there for moderators either.',
    usually: 'The history is a table of its own that a deletion does not reach.',
    invariant: 'I4',
    over: ['http'],
    feat: ['edit', 'past'],
    needs: ['secret'],
    run: async (trial) => {
      const { topic, lan, item } = await written(trial);
      const moderator = await trial.moderator();
      await lan.does(topic, 'edit', item.id, { text: 'hai' }, { if: item.v });
      const { at: since } = await moderator.sees(`past:${item.id}`);
      await lan.does(topic, 'del', item.id);
      demand((await moderator.sees(`past:${item.id}`)).items, [], 'a full has none');
      const { items } = await moderator.sees(`past:${item.id}`, { since });
      demandThat(
        (items as { text?: string }[]).every(({ text }) => text === ''),
        items,
        'a delta has them without words',
      );
    },
  },
];

async function written(trial: Trial) {
  const topic = await trial.thread();
  const lan = await trial.reader();
  return { topic, lan, item: (await lan.add(topic, 'một')).item };
}
