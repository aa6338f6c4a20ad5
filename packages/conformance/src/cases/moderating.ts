import type { Case } from '../conformance-case.ts';
import { demand, demandThat } from '../demand.ts';
import { Desk } from '../desk.ts';
import { asErr, asOk, asSnap, rowsOf } from '../frames.ts';
import { invalid, refused } from '../refusals.ts';
import type { Trial } from '../trial.ts';
import { EACH } from '../ways.ts';

/** mod: rules MO1 to MO7. */
export const moderating: readonly Case[] = [
  {
    id: 'MO1.readers',
    force: 'MUST',
    says: 'The desk is denied to a reader without the role, to read and to write.',
    usually: 'The page hides the desk, and the server does not ask.',
    over: EACH,
    feat: ['mod'],
    run: async (trial) => {
      const { topic, item } = await said(trial);
      const lan = await trial.reader({ roles: ['staff'], rights: ['import', 'articles'] });
      demand(await lan.ask({ t: 'sub', topic: `mod:${trial.site}`, follow: 'off' }), refused('denied'), 'she may not read it');
      demand(await lan.put(`mod:${trial.site}`, 'mod', item.id, { act: 'hide' }, { if: item.v }), refused('denied'), 'nor decide');
      demand(rowsOf(await trial.read(topic)), [{ state: 'shown' }], 'nothing is hidden');
    },
  },
  {
    id: 'MO1.nobody',
    force: 'MUST',
    says: 'The desk is refused to who has no identity, by GET too.',
    usually: 'The kind of topic is known to the code that writes, and not to the one that reads.',
    over: ['http'],
    feat: ['mod'],
    run: async (trial) => {
      const [answer] = await trial.post([{ t: 'sub', id: 1, topic: `mod:${trial.site}`, follow: 'off' }]);
      demand(asErr(answer), { code: (code: unknown) => code === 'auth' || code === 'denied' }, 'by POST it is refused');
      const { auth } = await trial.moderator();
      const got = await trial.get(`mod:${trial.site}`, {}, { authorization: `Bearer ${auth}` });
      demand(got.status, (status: unknown) => status === 401 || status === 403, 'by GET it is refused, even with a token: the answer is for caches');
    },
  },
  {
    id: 'MO1.ends',
    force: 'MUST',
    says: 'A followed desk ends with an err once a hello makes somebody else speak, and is then denied.',
    usually: 'What was let in once is told for ever.',
    invariant: 'I14',
    over: ['ws', 'io'],
    feat: ['mod'],
    run: async (trial) => {
      const desk = await Desk.open(trial);
      const lan = await trial.reader();
      const link = await desk.moderator.link;
      asSnap(await link.ask({ t: 'sub', topic: desk.topic }));
      await desk.moderator.hello({ auth: lan.auth });
      await link.find((frame) => frame.t === 'err' && frame.topic === desk.topic, 'an err of the desk');
      demand(await link.ask({ t: 'sub', topic: desk.topic }), refused('denied'), 'it is denied to her');
    },
  },
  {
    id: 'MO1.live',
    force: 'MUST',
    says: 'Who follows the desk is told by ev of a comment that is reported, with its words.',
    usually: 'The desk is only read.',
    over: ['ws', 'io'],
    feat: ['flag', 'mod'],
    run: async (trial) => {
      const { topic, item } = await said(trial);
      const desk = await Desk.open(trial);
      const link = await desk.moderator.link;
      asSnap(await link.ask({ t: 'sub', topic: desk.topic }));
      await (await trial.reader()).does(topic, 'flag', item.id, { reason: 'spam' });
      const told = await link.find((frame) => frame.t === 'ev' && frame.topic === desk.topic && frame.items.some(({ id }) => id === item.id), 'an ev of it');
      const one = (told as { items: { id: string }[] }).items.find(({ id }) => id === item.id);
      demand(one, { topic, flags: { spam: 1 }, comment: { text: 'một' } }, 'it is told whole');
    },
  },
  {
    id: 'MO2.waits',
    force: 'MUST',
    says: 'What was reported waits on the desk with its words until it is settled, and then waits no more.',
    usually: 'The desk lists everything that was ever reported.',
    over: ['http'],
    feat: ['flag', 'mod'],
    run: async (trial) => {
      const { topic, item } = await said(trial);
      const desk = await Desk.open(trial);
      await (await trial.reader()).does(topic, 'flag', item.id, { reason: 'spam' });
      demand(await desk.waiting(item.id), { topic, flags: { spam: 1 }, comment: { id: item.id, text: 'một' } }, 'it waits');
      await desk.does(item, 'approve');
      demandThat((await desk.waiting(item.id)) === undefined, item.id, 'settled, it waits no more');
    },
  },
  {
    id: 'MO2.order',
    force: 'MUST',
    says: 'The longest unchanged comes first: of two that were reported, the one reported last comes after the other.',
    usually: 'The newest comes first, so what is old is never looked at.',
    over: ['http'],
    feat: ['flag', 'mod'],
    run: async (trial) => {
      const topic = await trial.thread();
      const [lan, minh] = await Promise.all([trial.reader(), trial.reader()]);
      const first = (await lan.add(topic, 'một')).item;
      const second = (await lan.add(topic, 'hai')).item;
      const desk = await Desk.open(trial);
      await minh.does(topic, 'flag', second.id, { reason: 'spam' });
      await minh.does(topic, 'flag', first.id, { reason: 'spam' });
      const [before, after] = [await desk.waiting(second.id), await desk.waiting(first.id)];
      demandThat(before !== undefined && after !== undefined && before.v < after.v, [before, after], 'both wait, under raised versions');
      const waiting = (await desk.all()).map(({ id }) => id);
      demandThat(waiting.indexOf(second.id) < waiting.indexOf(first.id), waiting, 'the one reported first comes first');
      for (const one of [first, second]) await desk.does(one, 'approve');
    },
  },
  {
    id: 'MO2.settled',
    force: 'MUST',
    says: 'A delta of the desk brings what was settled, with who did it and why.',
    usually: 'What is settled is only taken away, and two moderators answer the same report.',
    over: ['http'],
    feat: ['mod'],
    run: async (trial) => {
      const { item } = await said(trial);
      const desk = await Desk.open(trial);
      await desk.mark();
      await desk.does(item, 'hide', { reason: 'lạc đề' });
      demand(await desk.changed(item.id), { by: desk.moderator.name, reason: 'lạc đề', comment: { state: 'hidden', text: 'một' } }, 'it says so');
    },
  },
  {
    id: 'MO3.no-if',
    force: 'MUST',
    says: 'A mod without `if` is a bad frame, and one of an earlier version is conflict with the comment as it is.',
    usually: 'A moderator decides of words that are not there any more.',
    over: ['http'],
    feat: ['mod', 'edit'],
    run: async (trial) => {
      const { topic, lan, item } = await said(trial);
      const desk = await Desk.open(trial);
      demand(await desk.moderator.put(desk.topic, 'mod', item.id, { act: 'hide' }), refused('bad-frame'), 'without it it is refused');
      await lan.does(topic, 'edit', item.id, { text: 'hai' }, { if: item.v });
      demand(await desk.act(item, 'hide'), { ...refused('conflict'), data: { item: { id: item.id, text: 'hai' } } }, 'with an earlier one it is a conflict');
      demand(rowsOf(await trial.read(topic)), [{ state: 'shown' }], 'nothing is hidden');
    },
  },
  {
    id: 'MO3.again',
    force: 'MUST',
    says: 'A mod whose key is repeated is ok and dup; with another act it is key-reuse.',
    usually: 'The second finds another version, and is a conflict with itself.',
    over: EACH,
    feat: ['mod'],
    run: async (trial) => {
      const { item } = await said(trial);
      const desk = await Desk.open(trial);
      const key = trial.key();
      const first = await desk.does(item, 'hide', { reason: 'lạc đề' }, { key });
      demand(await desk.act(item, 'hide', { reason: 'lạc đề' }, { key }), { t: 'ok', dup: true, item: { v: first.item?.v } }, 'again it is dup');
      demand(await desk.act(item, 'pin', {}, { key }), refused('key-reuse'), 'with another act it is refused');
    },
  },
  {
    id: 'MO3.whole',
    force: 'MUST',
    says: 'The ok of a mod has the comment whole, its words too where it is hidden, and no `at`.',
    usually: 'The moderator is answered like a reader.',
    over: EACH,
    feat: ['mod'],
    run: async (trial) => {
      const { item } = await said(trial);
      const ok = await (await Desk.open(trial)).does(item, 'hide', { reason: 'lạc đề' });
      demand(
        ok,
        { at: undefined, item: { id: item.id, state: 'hidden', text: 'một', reason: 'lạc đề', v: (v: unknown) => Number(v) > item.v } },
        'it is whole',
      );
    },
  },
  {
    id: 'MO4.states',
    force: 'MUST',
    says: 'An act on a comment of another state is invalid with that state: restore or reject of what is shown, hide or pin of what is hidden.',
    usually: 'Every act sets its state, whatever was before.',
    over: ['http'],
    feat: ['mod'],
    run: async (trial) => {
      const { item } = await said(trial);
      const desk = await Desk.open(trial);
      for (const [act, data] of [
        ['restore', {}],
        ['reject', { reason: 'lạc đề' }],
      ] as const)
        demand(await desk.act(item, act, data), invalid('act', 'shown'), `${act} is refused`);
      const { item: hidden = item } = await desk.does(item, 'hide');
      for (const act of ['hide', 'approve', 'pin', 'unpin', 'pick', 'unpick'])
        demand(await desk.act(hidden, act), invalid('act', 'hidden'), `${act} is refused`);
    },
  },
  {
    id: 'MO4.pending',
    force: 'MUST',
    says: 'What is pending can be neither hidden nor pinned; a reject without a reason is invalid, and with one its author is told the reason.',
    usually: 'A reject is a deletion, and nobody learns why.',
    over: ['http'],
    feat: ['mod', 'mine'],
    run: async (trial) => {
      const topic = await waiting(trial);
      const lan = await trial.reader();
      const { item } = await lan.add(topic, 'một');
      const desk = await Desk.open(trial);
      for (const act of ['hide', 'pin', 'restore']) demand(await desk.act(item, act), invalid('act', 'pending'), `${act} is refused`);
      demand(await desk.act(item, 'reject'), refused('invalid'), 'a reject without a reason is refused');
      await desk.does(item, 'reject', { reason: 'lạc đề' });
      const { items } = await lan.sees(topic.replace('thread:', 'mine:'));
      demand(items, [{ id: item.id, own: { state: 'hidden', reason: 'lạc đề' } }], 'its author is told');
    },
  },
  {
    id: 'MO5.hidden',
    force: 'MUST',
    says: 'A hidden comment has no words for others, and counts in neither `total` nor `replies`.',
    usually: 'The state is sent along with the words, and the page hides them.',
    invariant: 'I10',
    over: ['http'],
    feat: ['mod'],
    run: async (trial) => {
      const { topic, lan, item } = await said(trial);
      const { item: reply } = await lan.add(topic, 'lời sẽ bị ẩn', { parent: item.id });
      await (await Desk.open(trial)).does(reply, 'hide', { reason: 'lạc đề' });
      const { text } = await trial.get(topic);
      demandThat(!text.includes('lời sẽ bị ẩn') && !text.includes('lạc đề'), text, 'neither words nor reason are there');
      const snap = await trial.read(topic);
      demand([snap.total, rowsOf(snap).find(({ id }) => id === item.id)], [1, { counts: { replies: 0 } }], 'it counts no more');
    },
  },
  {
    id: 'MO5.restored',
    force: 'MUST',
    says: 'Restored, a comment has its words, its place and its `c` again, and counts.',
    usually: 'It comes back as the newest.',
    invariant: 'I8',
    over: ['http'],
    feat: ['mod'],
    run: async (trial) => {
      const { topic, lan, item } = await said(trial);
      const { item: later } = await lan.add(topic, 'hai');
      const desk = await Desk.open(trial);
      const { item: hidden = item } = await desk.does(item, 'hide');
      await desk.does(hidden, 'restore');
      const snap = await trial.read(topic);
      demand(rowsOf(snap), [{ id: later.id }, { id: item.id, text: 'một', state: 'shown', c: item.c }], 'it is where it was');
      demand(snap.total, 2, 'it counts');
    },
  },
  {
    id: 'MO5.never-public',
    force: 'MUST',
    says: 'What was rejected and is restored gets its `c` then: it is newer than what was shown meanwhile.',
    usually: 'It is shown at `c` 0, or at the seq of its writing, where no follower looks.',
    invariant: 'I6',
    over: ['http'],
    feat: ['mod'],
    run: async (trial) => {
      const topic = await waiting(trial);
      const { item } = await (await trial.reader()).add(topic, 'một');
      const desk = await Desk.open(trial);
      const { item: rejected = item } = await desk.does(item, 'reject', { reason: 'lạc đề' });
      const { item: meanwhile } = await desk.moderator.add(topic, 'hai');
      const { item: restored } = await desk.does(rejected, 'restore');
      demandThat((restored?.c ?? 0) > (meanwhile.c ?? 0), [meanwhile, restored], 'its `c` is of now');
      demand(rowsOf(await trial.read(topic)), [{ id: item.id, c: restored?.c }, { id: meanwhile.id }], 'it is the newest');
    },
  },
  {
    id: 'MO7.marks',
    force: 'MUST',
    says: '`pinned` and `picked` are seen by everybody under a raised `v`, and are taken back by unpin and unpick.',
    usually: 'They are kept beside the comment, so no follower is told.',
    over: ['http'],
    feat: ['mod'],
    run: async (trial) => {
      const { topic, item } = await said(trial);
      const desk = await Desk.open(trial);
      let now = item as { readonly id: string; readonly v: number };
      for (const [act, wanted] of [
        ['pin', { pinned: true }],
        ['pick', { pinned: true, picked: true }],
        ['unpin', { pinned: (kept: unknown) => !kept, picked: true }],
        ['unpick', { picked: (kept: unknown) => !kept }],
      ] as const) {
        const { v } = asOk(await desk.act(now, act)).item ?? now;
        demand(rowsOf(await trial.read(topic)), [{ ...wanted, v, text: 'một' }], `after ${act} it is so`);
        demandThat(v > now.v, [now.v, v], `${act} raised its version`);
        now = { id: item.id, v };
      }
    },
  },
];

async function said(trial: Trial) {
  const topic = await trial.thread();
  const lan = await trial.reader();
  return { topic, lan, item: (await lan.add(topic, 'một')).item };
}

/** A thread in which everything waits. */
async function waiting(trial: Trial): Promise<string> {
  const thread = await trial.name();
  await trial.publish({ thread, url: `/${thread}`, title: thread, at: Date.now() - 3_600_000, scopes: [], hold: 'all' });
  return `thread:${thread}`;
}
