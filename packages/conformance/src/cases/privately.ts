import type { Snap } from '@bandoc/protocol';
import type { Case } from '../conformance-case.ts';
import { demand, demandThat } from '../demand.ts';
import { Desk, factsIn } from '../desk.ts';
import { asSnap, epochOf, rowsOf, seqOf } from '../frames.ts';
import { walkFrom } from '../pages.ts';
import type { Speaker } from '../speaker.ts';
import type { Trial } from '../trial.ts';
import { EACH } from '../ways.ts';

const NOBODY = { t: 'err', code: 'auth', retry: 0 };

/** mine: rules MN1 to MN8. */
export const privately: readonly Case[] = [
  {
    id: 'MN1.nobody',
    force: 'MUST',
    says: '`mine:` is err auth to who has no identity.',
    usually: 'It is empty, so a page whose token ended believes that everything of hers is gone.',
    over: EACH,
    feat: ['mine'],
    run: async (trial) => {
      const sub = { t: 'sub', id: 1, topic: mineOf(await trial.thread()), follow: 'off' };
      demand(trial.binding === 'http' ? (await trial.post([sub]))[0] : await (await trial.connect()).ask(sub), NOBODY, 'it is refused');
    },
  },
  {
    id: 'MN1.hers',
    force: 'MUST',
    says: '`mine:` has what is hers and nothing of anybody else.',
    usually: 'It is read by thread, and the reader is forgotten in the query.',
    invariant: 'I14',
    over: ['http'],
    feat: ['mine', 'react'],
    run: async (trial) => {
      const { topic, id, kind } = await reactable(trial);
      const [lan, minh] = await Promise.all([trial.reader(), trial.reader()]);
      await lan.does(topic, 'react', id, { kind });
      demand(await mine(lan, topic), [{ id, reaction: kind }], 'she has it');
      demand(await mine(minh, topic), [], 'another has nothing');
    },
  },
  {
    id: 'MN1.followed',
    force: 'MUST',
    says: 'Who follows `mine:` is told by ev what she did on another connection, and nobody else is.',
    usually: 'Only public topics are told of.',
    invariant: 'I14',
    over: ['ws', 'io'],
    feat: ['mine', 'react'],
    run: async (trial) => {
      const { topic, id, kind } = await reactable(trial);
      const [lan, minh] = await Promise.all([trial.reader(), trial.reader()]);
      const links = await Promise.all([lan.link, minh.link]);
      for (const link of links) await link.ask({ t: 'sub', topic: mineOf(topic) });
      await trial.post([react(trial, topic, id, kind)], lan.auth);
      const isMine = (frame: { readonly t: string; readonly topic?: string }) => frame.t === 'ev' && frame.topic === mineOf(topic);
      demand(await links[0].find(isMine, 'an ev of her own'), { items: [{ id, reaction: kind }] }, 'she is told');
      await trial.post([react(trial, topic, id, null)], minh.auth);
      demand(await links[1].find(isMine, 'an ev of the other’s own'), { items: [{ id, reaction: undefined }] }, 'the other is told of his own alone');
    },
  },
  {
    id: 'MN2.epochs',
    force: 'MUST',
    says: 'The cursors of two readers have different epochs, and one’s cursor draws a full for the other.',
    usually: 'One epoch stands for the whole store: after a login the page asks for what changed since the other’s cursor.',
    over: ['http'],
    feat: ['mine', 'react'],
    run: async (trial) => {
      const { topic, id, kind } = await reactable(trial);
      const [lan, minh] = await Promise.all([trial.reader(), trial.reader()]);
      for (const reader of [lan, minh]) await reader.does(topic, 'react', id, { kind });
      const [hers, his] = await Promise.all([lan.sees(mineOf(topic)), minh.sees(mineOf(topic))]);
      demandThat(epochOf(hers.at) !== epochOf(his.at), [hers.at, his.at], 'the epochs differ');
      demand(await minh.sees(mineOf(topic), { since: hers.at }), { mode: 'full', items: [{ id, reaction: kind }] }, 'her cursor draws a full for him');
    },
  },
  {
    id: 'MN3.another',
    force: 'MUST',
    says: 'A followed `mine:` ends with err reset when a hello changes who speaks.',
    usually: 'The subscription goes on for whom it was made: the next reader sees what is another’s.',
    invariant: 'I14',
    over: ['ws', 'io'],
    feat: ['mine'],
    run: async (trial) => {
      const topic = mineOf(await trial.thread());
      const [lan, minh] = await Promise.all([trial.reader(), trial.reader()]);
      const link = await lan.link;
      asSnap(await link.ask({ t: 'sub', topic }));
      await lan.hello({ auth: minh.auth });
      demand(await link.find((frame) => frame.t === 'err' && frame.topic === topic, 'an err of the topic'), { code: 'reset' }, 'it ends so');
    },
  },
  {
    id: 'MN3.nobody',
    force: 'MUST',
    says: 'A followed `mine:` ends with err auth when a hello leaves nobody to speak.',
    usually: 'A logout is the page’s affair.',
    invariant: 'I14',
    over: ['ws', 'io'],
    feat: ['mine'],
    run: async (trial) => {
      const topic = mineOf(await trial.thread());
      const lan = await trial.reader();
      const link = await lan.link;
      asSnap(await link.ask({ t: 'sub', topic }));
      await lan.hello({});
      demand(await link.find((frame) => frame.t === 'err' && frame.topic === topic, 'an err of the topic'), { code: 'auth' }, 'it ends so');
    },
  },
  {
    id: 'MN4.whole',
    force: 'MUST',
    says: 'What is taken back is missing from its item: of nothing left a delta has `{id, v}`, and a full has no item.',
    usually: 'A delta has only fields that were set, so a page never learns that one is gone.',
    invariant: 'I11',
    over: ['http'],
    feat: ['mine', 'react'],
    run: async (trial) => {
      const { topic, id, kind } = await reactable(trial);
      const lan = await trial.reader();
      await lan.does(topic, 'react', id, { kind });
      const { at: since } = await lan.sees(mineOf(topic));
      await lan.does(topic, 'react', id, { kind: null });
      const delta = await lan.sees(mineOf(topic), { since });
      demand(
        delta,
        { mode: 'delta', items: [{ id, v: seqOf(delta.at), reaction: (kept: unknown) => !kept, flag: undefined, own: undefined }] },
        'a delta empties it',
      );
      demand(await mine(lan, topic), [], 'a full has none');
    },
  },
  {
    id: 'MN4.rest',
    force: 'MUST',
    says: 'An item of which one field is taken back comes with the others.',
    usually: 'A change is sent alone, and taken for all there is.',
    invariant: 'I11',
    over: ['http'],
    feat: ['flag', 'mine', 'react', 'mod'],
    run: async (trial) => {
      const { topic, id, kind } = await reactable(trial);
      const lan = await trial.reader();
      await lan.does(topic, 'react', id, { kind });
      const { at: since } = await lan.sees(mineOf(topic));
      await lan.does(topic, 'flag', id, { reason: 'spam' });
      demand(await lan.sees(mineOf(topic), { since }), { items: [{ id, reaction: kind, flag: 'spam' }] }, 'a report comes with the reaction');
      await lan.does(topic, 'react', id, { kind: null });
      demand(await lan.sees(mineOf(topic), { since }), { items: [{ id, reaction: (kept: unknown) => !kept, flag: 'spam' }] }, 'the report is left');
    },
  },
  {
    id: 'MN5.pages',
    force: 'MUST',
    says: 'A `mine:` that does not fit into one answer is walked by `more`: each item comes once.',
    usually: 'It is cut at the limit in silence.',
    invariant: 'I15',
    over: ['http'],
    feat: ['mine'],
    needs: ['secret'],
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader({ rights: ['import'] });
      const keys: string[] = [];
      for (let batch = 0; batch < 4; batch += 1) {
        const puts = Array.from({ length: 10 }, (_, i) => trial.add(topic, `${keys.length + i} ${'ờ'.repeat(1_500)}`, { id: i + 1, state: 'hidden' }));
        for (const answer of await trial.post(puts, lan.auth)) demand(answer, { t: 'ok' }, 'it is stored');
        keys.push(...puts.map(({ key }) => key));
      }
      const pages = await walkFrom(await lan.sees(mineOf(topic)), (page) => lan.sees(mineOf(topic), { page }));
      demand(
        pages
          .flat()
          .map(({ id }) => id)
          .sort(),
        keys.sort(),
        'all 40 come, each once',
      );
    },
  },
  {
    id: 'MN6.answers',
    force: 'MUST',
    says: '`answers` counts the shown replies by others to a comment of hers, with the `c` of the last; her own are none.',
    usually: 'Every reply counts, one’s own too.',
    invariant: 'I10',
    over: ['http'],
    feat: ['mine'],
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const { item } = await lan.add(topic, 'một');
      await (await trial.reader()).add(topic, 'hai', { parent: item.id });
      const { item: last } = await (await trial.reader()).add(topic, 'ba', { parent: item.id });
      await lan.add(topic, 'cảm ơn', { parent: item.id });
      demand(await mine(lan, topic), [{ id: item.id, answers: { count: 2, last: last.c } }], 'two came, of which that was the last');
    },
  },
  {
    id: 'MN6.gone',
    force: 'MUST',
    says: 'A reply that is deleted is no answer any more.',
    usually: 'Answers only go up.',
    invariant: 'I10',
    over: ['http'],
    feat: ['mine'],
    run: async (trial) => {
      const topic = await trial.thread();
      const [lan, minh] = await Promise.all([trial.reader(), trial.reader()]);
      const { item } = await lan.add(topic, 'một');
      await (await trial.reader()).add(topic, 'hai', { parent: item.id });
      const { item: reply } = await minh.add(topic, 'ba', { parent: item.id });
      await minh.does(topic, 'del', reply.id);
      demand(await mine(lan, topic), [{ id: item.id, answers: { count: 1 } }], 'one is left');
    },
  },
  {
    id: 'MN7.hidden',
    force: 'MUST',
    says: 'A comment of hers that the newsroom hides is whole in `own`, with the reason, and leaves it when it is shown again.',
    usually: 'She sees an empty place and never learns why.',
    over: ['http'],
    feat: ['mine', 'mod'],
    needs: ['secret'],
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const { item } = await lan.add(topic, 'một');
      const desk = await Desk.open(trial);
      const hidden = await desk.does(item, 'hide', { reason: 'lạc đề' });
      demand(await mine(lan, topic), [{ id: item.id, own: { id: item.id, text: 'một', state: 'hidden', reason: 'lạc đề' } }], 'she has it whole');
      await desk.does({ ...item, v: hidden.item?.v ?? 0 }, 'restore');
      demand(await mine(lan, topic), [], 'shown again it is there no more');
    },
  },
  {
    id: 'MN7.gone',
    force: 'MUST',
    says: 'A hidden comment that its author deletes leaves `own`.',
    usually: 'Her words stay there.',
    invariant: 'I4',
    over: ['http'],
    feat: ['mine', 'mod'],
    needs: ['secret'],
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const { item } = await lan.add(topic, 'một');
      await (await Desk.open(trial)).does(item, 'hide');
      await lan.does(topic, 'del', item.id);
      demand(await mine(lan, topic), [], 'nothing of it is left');
    },
  },
  {
    id: 'MN8.moment',
    force: 'MUST',
    says: 'The counters inside `own` are of the moment of reading, and their change alone leaves the cursor where it was.',
    usually: 'A copy of the comment is stored in the item.',
    over: ['http'],
    feat: ['mine', 'mod'],
    needs: ['secret'],
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const { item } = await lan.add(topic, 'một');
      const { item: reply } = await lan.add(topic, 'hai', { parent: item.id });
      const { v } = rowsOf(await trial.read(topic)).find(({ id }) => id === item.id) ?? item;
      await (await Desk.open(trial)).does({ id: item.id, v }, 'hide');
      const before = await lan.sees(mineOf(topic));
      demand(before.items, [{ own: { counts: { replies: 1 } } }], 'it has one reply');
      await lan.does(topic, 'del', reply.id);
      demand(await lan.sees(mineOf(topic)), { at: before.at, items: [{ own: { counts: { replies: 0 } } }] }, 'then it has none, at the same cursor');
    },
  },
  {
    id: 'MN1.public',
    force: 'MUST',
    says: 'A GET of `mine:` is refused, whatever it says of who asks, so that no cache keeps what is hers.',
    usually: 'The token in the header is believed, and the answer is public for two seconds.',
    invariant: 'I14',
    over: ['http'],
    feat: ['mine', 'react'],
    run: async (trial) => {
      const { topic, id, kind } = await reactable(trial);
      const lan = await trial.reader();
      await lan.does(topic, 'react', id, { kind });
      const { status, text, body } = await trial.get(mineOf(topic), {}, { authorization: `Bearer ${lan.auth}` });
      demand([status, body], [401, { t: 'err', code: 'auth' }], 'it is refused');
      demandThat(!text.includes(id), text, 'nothing of hers is there');
    },
  },
];

function mineOf(topic: string): string {
  return topic.replace('thread:', 'mine:');
}

async function mine(reader: Speaker, topic: string): Promise<Snap['items']> {
  const { mode, items } = await reader.sees(mineOf(topic));
  demand(mode, 'full', 'without a cursor it is a full');
  return items;
}

/** A thread with one comment, and a kind of reaction that it takes. */
async function reactable(trial: Trial) {
  const topic = await trial.thread();
  const { id } = (await (await trial.reader()).add(topic, 'một')).item;
  return { topic, id, kind: factsIn(await trial.read(topic)).reactions?.[0] ?? 'like' };
}

function react(trial: Trial, topic: string, target: string, kind: string | null) {
  return { t: 'put', id: 1, topic, key: trial.key(), op: 'react', target, data: { kind } };
}
