import type { Case } from '../conformance-case.ts';
import { demand, demandThat } from '../demand.ts';
import { Desk, factsIn } from '../desk.ts';
import { asEv, seqOf } from '../frames.ts';
import { refused } from '../refusals.ts';
import type { Trial } from '../trial.ts';
import { FOLLOWING } from '../ways.ts';

/** _thread: rules TF1 to TF3. */
export const threadFacts: readonly Case[] = [
  {
    id: 'TF1.full',
    force: 'MUST',
    says: 'Every full of a thread has the item `_thread` with its reactions and its policy, of an empty one too.',
    usually: 'It is sent when it was changed, or with discovery alone.',
    over: ['http'],
    run: async (trial) => {
      const topic = await trial.thread();
      const facts = { reactions: Array.isArray, policy: (policy: unknown) => typeof policy === 'object' && policy !== null };
      demand(factsIn(await trial.read(topic)), facts, 'an empty one has it');
      await (await trial.reader()).add(topic, 'một');
      demand(factsIn(await trial.read(topic)), facts, 'one with a comment has it');
    },
  },
  {
    id: 'TF4.absent',
    force: 'MUST',
    says: 'Without the feature react a thread has no kinds of reactions, and without guest its policy says that there are none.',
    usually: 'They are written down as they are elsewhere, and the page offers what is refused.',
    over: ['http'],
    run: async (trial) => {
      const facts = factsIn(await trial.read(await trial.thread()));
      if (!trial.has('react')) demand(facts, { reactions: [] }, 'no kinds of reactions');
      if (!trial.has('guest')) demand(facts, { policy: { guests: 'no' } }, 'no guests');
    },
  },
  {
    id: 'TF1.around',
    force: 'MUST',
    says: 'A page around a comment has the item `_thread`, and a page that leads on from a full has not.',
    usually: 'A page that begins with a link to a comment does not know whether the thread is open.',
    over: ['http'],
    feat: ['around'],
    needs: ['secret'],
    run: async (trial) => {
      const topic = await trial.thread();
      const [first] = await trial.fill(topic, 22);
      factsIn(await trial.read(topic, { around: first?.id ?? '' }));
      const { more = '' } = await trial.read(topic);
      const { items } = await trial.read(topic, { page: more });
      demandThat(!items.some(({ id }) => id === '_thread'), items, 'the second page has none');
    },
  },
  {
    id: 'TF1.delta',
    force: 'MUST',
    says: 'A delta has `_thread` when it changed since, and not when it did not.',
    usually: 'It comes with each, or never again.',
    invariant: 'I11',
    over: ['http'],
    feat: ['mod'],
    needs: ['secret'],
    run: async (trial) => {
      const topic = await trial.thread();
      const { at: before } = await (await trial.reader()).add(topic, 'một');
      const since = before ?? '';
      await (await trial.reader()).add(topic, 'hai');
      const { items } = await trial.read(topic, { since });
      demandThat(!items.some(({ id }) => id === '_thread'), items, 'unchanged it is not there');
      await (await Desk.open(trial)).rule(trial, topic, 'lock');
      const { at, items: changed } = await trial.read(topic, { since });
      demand(factsIn({ items: changed }), { locked: true, v: seqOf(at) }, 'changed it is, at the seq of its change');
    },
  },
  {
    id: 'TF1.event',
    force: 'MUST',
    says: 'A follower is told by ev that the thread was locked.',
    usually: 'Pages learn it when they are refused.',
    over: FOLLOWING,
    feat: ['mod'],
    needs: ['secret'],
    run: async (trial) => {
      const topic = await trial.thread();
      const { link } = await trial.follow(topic);
      await (await Desk.open(trial)).rule(trial, topic, 'lock');
      const ev = await link.find((frame) => frame.t === 'ev' && frame.items.length > 0, 'an ev of it');
      demand(factsIn(asEv(ev)), { locked: true }, 'it has the item');
    },
  },
  {
    id: 'TF2.lock',
    force: 'MUST',
    says: 'lock and unlock are seen in the thread at once.',
    usually: 'They are kept in a cache of settings that lives on for a while.',
    over: ['http'],
    feat: ['mod'],
    needs: ['secret'],
    run: async (trial) => {
      const topic = await trial.thread();
      const desk = await Desk.open(trial);
      await desk.rule(trial, topic, 'lock');
      demand(factsIn(await trial.read(topic)), { locked: true }, 'it is locked');
      await desk.rule(trial, topic, 'unlock');
      demand(factsIn(await trial.read(topic)), { locked: (locked: unknown) => !locked }, 'it is not locked any more');
    },
  },
  {
    id: 'TF2.close',
    force: 'MUST',
    says: 'close sets `closesAt` to its `at`, to now without one, and with null leaves it to the article.',
    usually: 'Null and nothing are taken for the same.',
    over: ['http'],
    feat: ['mod'],
    needs: ['secret'],
    run: async (trial) => {
      const ahead = Date.now() + 3_600_000;
      const topic = await published(trial, { closesAt: ahead });
      const desk = await Desk.open(trial);
      const lan = await trial.reader();
      await desk.rule(trial, topic, 'close', { at: ahead + 60_000 });
      demand(factsIn(await trial.read(topic)), { closesAt: ahead + 60_000 }, 'with a time it is that');
      await desk.rule(trial, topic, 'close');
      demand(await lan.ask(trial.add(topic, 'một')), refused('closed'), 'without one it is closed now');
      await desk.rule(trial, topic, 'close', { at: null });
      demand(factsIn(await trial.read(topic)), { closesAt: ahead }, 'with null it is the article’s');
      await lan.add(topic, 'hai');
    },
  },
  {
    id: 'TF2.readers',
    force: 'MUST',
    says: 'A reader who would lock a thread is denied, and one of an earlier version of `_thread` is conflict.',
    usually: 'Only acts on comments are asked who does them.',
    over: ['http'],
    feat: ['mod'],
    needs: ['secret'],
    run: async (trial) => {
      const topic = await trial.thread();
      const thread = topic.slice('thread:'.length);
      const { v } = factsIn(await trial.read(topic));
      demand(await (await trial.reader()).put(`mod:${trial.site}`, 'mod', thread, { act: 'lock' }, { if: v }), refused('denied'), 'she is denied');
      const desk = await Desk.open(trial);
      await desk.rule(trial, topic, 'lock');
      demand(await desk.act({ id: thread, v }, 'unlock'), refused('conflict'), 'an earlier version is a conflict');
    },
  },
  {
    id: 'TF3.article',
    force: 'MUST',
    says: 'An article whose `closesAt` or `hold` changes changes `_thread` at once, at a raised seq; so does its withdrawal, which closes it.',
    usually: 'The thread keeps a copy of what the article said first.',
    over: ['http'],
    feat: ['articles'],
    needs: ['secret'],
    run: async (trial) => {
      const topic = await published(trial, {});
      const thread = topic.slice('thread:'.length);
      const closesAt = Date.now() + 3_600_000;
      const { at: since } = await trial.read(topic);
      const held = trial.has('mod') ? { hold: 'links' } : {};
      await tell(trial, thread, { closesAt, ...held });
      const { at, items } = await trial.read(topic, { since });
      demandThat(seqOf(at) > seqOf(since), [since, at], 'the seq is raised');
      demand(factsIn({ items }), { closesAt, policy: held }, 'a delta has both');
      await trial.publish({ thread, withdrawn: true });
      demand(await (await trial.reader()).ask(trial.add(topic, 'một')), refused('closed'), 'withdrawn it takes no comments');
    },
  },
  {
    id: 'TF3.hold',
    force: 'MUST',
    says: 'From the moment that an article says that all waits, what is added to its thread waits, and no more when it says none.',
    usually: 'What an article says is cached where comments are taken.',
    over: ['http'],
    feat: ['mod'],
    needs: ['secret'],
    run: async (trial) => {
      const topic = await published(trial, {});
      const thread = topic.slice('thread:'.length);
      const lan = await trial.reader();
      demand(await lan.add(topic, 'một'), { item: { state: 'shown' } }, 'at first it is shown');
      await tell(trial, thread, { hold: 'all' });
      demand(await lan.add(topic, 'hai'), { item: { state: 'pending' } }, 'then it waits');
      await tell(trial, thread, { hold: 'none' });
      demand(await lan.add(topic, 'ba'), { item: { state: 'shown' } }, 'and then not any more');
    },
  },
];

async function published(trial: Trial, more: object): Promise<string> {
  const thread = await trial.name();
  await tell(trial, thread, more);
  return `thread:${thread}`;
}

function tell(trial: Trial, thread: string, more: object) {
  return trial.publish({ thread, url: `/${thread}`, title: thread, at: Date.now() - 3_600_000, scopes: [], ...more });
}
