import type { Case } from '../conformance-case.ts';
import { demand, demandThat } from '../demand.ts';
import { Desk, factsIn } from '../desk.ts';
import { rowsOf, seqOf } from '../frames.ts';
import { refused } from '../refusals.ts';
import type { Trial } from '../trial.ts';
import { EACH, FOLLOWING } from '../ways.ts';

const WORDS = 'lời còn chờ duyệt';

/** What waits for a moderator: rules HD1 to HD5. */
export const holding: readonly Case[] = [
  {
    id: 'HD2.pending',
    force: 'MUST',
    says: 'What is to wait is answered with state `pending`, `c` 0, its words and the rule that holds it, and no `at`.',
    usually: 'It is answered like any other, so the page shows it as public.',
    over: EACH,
    feat: ['mod'],
    needs: ['secret'],
    run: async (trial) => {
      const topic = await held(trial, 'all');
      const ok = await (await trial.reader()).add(topic, WORDS);
      demand(
        ok,
        { at: undefined, item: { state: 'pending', c: 0, text: WORDS, rule: (rule: unknown) => typeof rule === 'string' && rule !== '' } },
        'it says so',
      );
    },
  },
  {
    id: 'HD1.newsroom',
    force: 'MUST',
    says: 'What moderators, staff and importers write never waits.',
    usually: 'Roles are not asked where comments are held.',
    over: ['http'],
    feat: ['mod', 'import'],
    needs: ['secret'],
    run: async (trial) => {
      const topic = await held(trial, 'all');
      for (const claims of [{ roles: ['moderator'] }, { roles: ['staff'] }, { rights: ['import'] }])
        demand(await (await trial.reader(claims)).add(topic, 'một'), { item: { state: 'shown' } }, `of ${JSON.stringify(claims)} it is shown`);
    },
  },
  {
    id: 'HD1.links',
    force: 'MUST',
    says: 'With hold `links` what has a link waits, and what has none does not.',
    usually: 'Links are looked for by the page.',
    over: ['http'],
    feat: ['mod'],
    needs: ['secret'],
    run: async (trial) => {
      const topic = await held(trial, 'links');
      const lan = await trial.reader();
      demand(await lan.add(topic, 'xem https://a.vn'), { item: { state: 'pending' } }, 'with a link it waits');
      demand(await lan.add(topic, 'không có gì'), { item: { state: 'shown' } }, 'without one it does not');
    },
  },
  {
    id: 'HD1.guests',
    force: 'MUST',
    says: 'With hold `guests` what a guest writes waits, and what a reader of the paper writes does not.',
    usually: 'Who is a guest is read from the name, or forgotten after the first hello.',
    over: ['http'],
    feat: ['mod', 'guest'],
    needs: ['secret'],
    run: async (trial) => {
      const topic = await held(trial, 'guests');
      demand(await (await trial.guest()).add(topic, WORDS), { item: { state: 'pending' } }, 'a guest’s waits');
      demand(await (await trial.reader()).add(topic, 'một'), { item: { state: 'shown' } }, 'a reader’s does not');
    },
  },
  {
    id: 'HD3.nowhere',
    force: 'MUST',
    says: 'What is pending is in no answer to anybody else: not in the thread, a delta, a page around it, the total or the names.',
    usually: 'It is left to the page to hide it.',
    over: ['http'],
    feat: ['mod'],
    needs: ['secret'],
    run: async (trial) => {
      const topic = await held(trial, 'all');
      const { at: since } = await trial.read(topic);
      const lan = await trial.reader();
      const { item } = await lan.add(topic, WORDS);
      for (const query of [{}, { since }, { limit: 50 }]) {
        const { text } = await trial.get(topic, query);
        demandThat(!text.includes(item.id) && !text.includes(WORDS), text, 'it is not there');
      }
      demand(await trial.read(topic), { total: 0 }, 'it is not counted');
      if (trial.has('around')) demand(await trial.get(topic, { around: item.id }), { status: 404 }, 'nothing is around it');
      if (trial.has('names')) demand((await trial.read(topic.replace('thread:', 'names:'))).items, [], 'it makes no name');
    },
  },
  {
    id: 'HD3.untouchable',
    force: 'MUST',
    says: 'To others what is pending is not-found as a parent and as a target; a reply of its author’s too.',
    usually: 'It is looked up like any other row.',
    over: ['http'],
    feat: ['flag', 'mod'],
    needs: ['secret'],
    run: async (trial) => {
      const topic = await held(trial, 'all');
      const [lan, minh] = await Promise.all([trial.reader(), trial.reader()]);
      const { item } = await lan.add(topic, WORDS);
      for (const reader of [lan, minh]) demand(await reader.ask(trial.add(topic, 'hai', { parent: item.id })), refused('not-found'), 'it is no parent');
      demand(await minh.put(topic, 'flag', item.id, { reason: 'spam' }), refused('not-found'), 'it cannot be reported');
      demand(await minh.put(topic, 'del', item.id), refused('not-found'), 'nor deleted by another');
    },
  },
  {
    id: 'HD3.event',
    force: 'MUST',
    says: 'A follower is told nothing of what is pending: the next ev has what was shown after it.',
    usually: 'Everything that is stored is told.',
    over: FOLLOWING,
    feat: ['mod'],
    needs: ['secret'],
    run: async (trial) => {
      const topic = await held(trial, 'all');
      const { link } = await trial.follow(topic);
      const { item } = await (await trial.reader()).add(topic, WORDS);
      const { item: shown } = await (await trial.moderator()).add(topic, 'một');
      await link.find((frame) => frame.t === 'ev' && rowsOf(frame).some(({ id }) => id === shown.id), 'the ev of what is shown');
      demandThat(!link.came.some((frame) => JSON.stringify(frame).includes(item.id)), link.came, 'nothing that came has what waits');
    },
  },
  {
    id: 'HD3.told',
    force: 'MUST',
    says: 'What is pending is whole in its author’s `mine:` and waits on the newsroom’s desk.',
    usually: 'After a reload its author does not find it, and writes it again.',
    over: EACH,
    feat: ['mod', 'mine'],
    needs: ['secret'],
    run: async (trial) => {
      const topic = await held(trial, 'all');
      const lan = await trial.reader();
      const desk = await Desk.open(trial);
      await desk.mark();
      const { item } = await lan.add(topic, WORDS);
      const { items } = await lan.sees(topic.replace('thread:', 'mine:'));
      demand(items, [{ id: item.id, own: { text: WORDS, state: 'pending' } }], 'its author has it');
      demand(await desk.changed(item.id), { topic, comment: { id: item.id, text: WORDS, state: 'pending' } }, 'the desk has it');
    },
  },
  {
    id: 'HD4.approved',
    force: 'MUST',
    says: 'Approved, it is shown by one commit: `v` and `c` are its seq, and its parent’s `replies` and the total change with it.',
    usually: 'It keeps the seq of its writing, and every follower who is past that misses it.',
    invariant: 'I6',
    over: ['http'],
    feat: ['mod'],
    needs: ['secret'],
    run: async (trial) => {
      const topic = await held(trial, 'all');
      const desk = await Desk.open(trial);
      const { item: root } = await desk.moderator.add(topic, 'một');
      const { item: reply } = await (await trial.reader()).add(topic, WORDS, { parent: root.id });
      const { at: since } = await trial.read(topic);
      await desk.does(reply, 'approve');
      const snap = await trial.read(topic, { since });
      const shown = rowsOf(snap).find(({ id }) => id === reply.id);
      demand(shown, { c: shown?.v, state: 'shown', text: WORDS }, 'its `c` and its `v` are one seq');
      demandThat((shown?.c ?? 0) > seqOf(since), [since, shown], 'of a commit that is new');
      demand(
        [snap.total, rowsOf(snap).find(({ id }) => id === root.id)],
        [2, { counts: { v: shown?.v, replies: 1 } }],
        'and what it counts in changed with it',
      );
    },
  },
  {
    id: 'HD4.order',
    force: 'MUST',
    says: 'What was approved sorts by its approval: it is newer than what was shown while it waited.',
    usually: 'The list is in the order of writing, so what is approved appears where everybody has read already.',
    invariant: 'I9',
    over: ['http'],
    feat: ['mod'],
    needs: ['secret'],
    run: async (trial) => {
      const topic = await held(trial, 'all');
      const desk = await Desk.open(trial);
      const { item: waited } = await (await trial.reader()).add(topic, WORDS);
      const { item: meanwhile } = await desk.moderator.add(topic, 'một');
      await desk.does(waited, 'approve');
      demand(rowsOf(await trial.read(topic)), [{ id: waited.id }, { id: meanwhile.id }], 'newest first it is the first');
    },
  },
  {
    id: 'HD5.edited',
    force: 'MUST',
    says: 'A shown comment whose edited words would have waited is `hidden` without words to others until it is approved, and keeps its `c`.',
    usually: 'An edit is the way around what holds new comments.',
    over: ['http'],
    feat: ['mod', 'edit'],
    needs: ['secret'],
    run: async (trial) => {
      const topic = await held(trial, 'links');
      const lan = await trial.reader();
      const { item } = await lan.add(topic, 'một');
      const { item: edited } = await lan.does(topic, 'edit', item.id, { text: 'xem https://a.vn' }, { if: item.v });
      demand(edited, { state: 'pending', text: 'xem https://a.vn', c: item.c }, 'its author is told that it waits');
      const { text } = await trial.get(topic);
      demandThat(!text.includes('https://a.vn') && !text.includes('một'), text, 'nobody else has its words');
      demand(rowsOf(await trial.read(topic)), [{ id: item.id, state: 'hidden', text: undefined, c: item.c }], 'to others it is hidden, in its place');
      await (await Desk.open(trial)).does({ id: item.id, v: edited?.v ?? 0 }, 'approve');
      demand(rowsOf(await trial.read(topic)), [{ state: 'shown', text: 'xem https://a.vn', c: item.c }], 'approved, it is there');
    },
  },
];

/** A thread whose article says whose comments wait. */
async function held(trial: Trial, hold: string): Promise<string> {
  const thread = await trial.name();
  await trial.publish({ thread, url: `/${thread}`, title: thread, at: Date.now() - 3_600_000, scopes: [], hold });
  const topic = `thread:${thread}`;
  demand(factsIn(await trial.read(topic)), { policy: { hold } }, '[TF3] the thread says what waits in it');
  return topic;
}
