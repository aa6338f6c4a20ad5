import type { Case } from '../conformance-case.ts';
import { demand, demandThat, Unproven } from '../demand.ts';
import { Desk, factsIn } from '../desk.ts';
import { rowsOf } from '../frames.ts';
import { invalid, refused } from '../refusals.ts';
import type { Trial } from '../trial.ts';
import { EACH, FOLLOWING } from '../ways.ts';

/** How long a count may be late, ms, and the way to here. */
const LATE = 3_000;

/** react, flag: rules RC1 to RC4, FL1, FL2. */
export const reacting: readonly Case[] = [
  {
    id: 'RC1.one-each',
    force: 'MUST',
    says: 'A reader counts once however often she reacts, and each reader once.',
    usually: 'Every press raises the count.',
    invariant: 'I10',
    over: EACH,
    feat: ['react'],
    run: async (trial) => {
      const { topic, id, kind } = await liked(trial);
      const [lan, minh] = await Promise.all([trial.reader(), trial.reader()]);
      for (const reader of [lan, lan, minh]) await reader.does(topic, 'react', id, { kind });
      await counted(trial, topic, id, { [kind]: 2 });
    },
  },
  {
    id: 'RC1.back',
    force: 'MUST',
    says: '`kind: null` takes a reaction back, and one that was not given is no fault.',
    usually: 'Null is another kind, or the row stays.',
    over: ['http'],
    feat: ['react'],
    run: async (trial) => {
      const { topic, id, kind } = await liked(trial);
      const [lan, minh] = await Promise.all([trial.reader(), trial.reader()]);
      await lan.does(topic, 'react', id, { kind });
      await minh.does(topic, 'react', id, { kind });
      await counted(trial, topic, id, { [kind]: 2 });
      await lan.does(topic, 'react', id, { kind: null });
      await (await trial.reader()).does(topic, 'react', id, { kind: null });
      await counted(trial, topic, id, { [kind]: 1 });
    },
  },
  {
    id: 'RC1.in-its-place',
    force: 'MUST',
    says: 'A reaction of another kind takes the place of a reader’s last.',
    usually: 'There is one row for each reader and kind.',
    over: ['http'],
    feat: ['react'],
    run: async (trial) => {
      const { topic, id, kind, others } = await liked(trial);
      const [other] = others;
      if (other === undefined) throw new Unproven('it needs a thread with two kinds of reactions');
      const lan = await trial.reader();
      await lan.does(topic, 'react', id, { kind });
      await lan.does(topic, 'react', id, { kind: other });
      await counted(trial, topic, id, { [other]: 1, [kind]: (count: unknown) => !count });
    },
  },
  {
    id: 'RC1.mine',
    force: 'MUST',
    says: 'A reader finds her own reaction in `mine:` as soon as it is answered.',
    usually: 'The page alone remembers it.',
    invariant: 'I12',
    over: EACH,
    feat: ['react', 'mine'],
    run: async (trial) => {
      const { topic, id, kind } = await liked(trial);
      const lan = await trial.reader();
      await lan.does(topic, 'react', id, { kind });
      demand((await lan.sees(topic.replace('thread:', 'mine:'))).items, [{ id, reaction: kind }], 'it is there');
    },
  },
  {
    id: 'RC2.unknown',
    force: 'MUST',
    says: 'A kind that the thread does not have is invalid as `unknown`, and counts nothing.',
    usually: 'Any word is a kind, and the page shows whatever comes.',
    over: EACH,
    feat: ['react'],
    run: async (trial) => {
      const { topic, id, kind } = await liked(trial);
      const lan = await trial.reader();
      demand(await lan.put(topic, 'react', id, { kind: 'zzzzzz' }), invalid('kind', 'unknown'), 'it is refused');
      await lan.does(topic, 'react', id, { kind });
      await counted(trial, topic, id, { [kind]: 1, zzzzzz: undefined });
    },
  },
  {
    id: 'RC3.ok',
    force: 'MUST',
    says: 'The ok of a reaction has neither `item` nor `at`; its key again is dup, and with another kind key-reuse.',
    usually: 'The comment is sent along, which a fast crowd makes expensive, or the key is not kept.',
    over: EACH,
    feat: ['react'],
    run: async (trial) => {
      const { topic, id, kind } = await liked(trial);
      const lan = await trial.reader();
      const more = { key: trial.key() };
      demand(await lan.does(topic, 'react', id, { kind }, more), { item: undefined, at: undefined, dup: undefined }, 'it says that it is stored');
      demand(await lan.put(topic, 'react', id, { kind }, more), { t: 'ok', dup: true, item: undefined, at: undefined }, 'again it is dup');
      demand(await lan.put(topic, 'react', id, { kind: null }, more), refused('key-reuse'), 'with another kind it is refused');
    },
  },
  {
    id: 'RC3.flag',
    force: 'MUST',
    says: 'The ok of a report has neither `item` nor `at`; its key again is dup, and with another reason key-reuse.',
    usually: 'Reports are sent off by mail, and not kept.',
    over: ['http'],
    feat: ['flag'],
    run: async (trial) => {
      const { topic, id } = await liked(trial);
      const lan = await trial.reader();
      const more = { key: trial.key() };
      demand(await lan.does(topic, 'flag', id, { reason: 'spam' }, more), { item: undefined, at: undefined }, 'it says that it is stored');
      demand(await lan.put(topic, 'flag', id, { reason: 'spam' }, more), { t: 'ok', dup: true }, 'again it is dup');
      demand(await lan.put(topic, 'flag', id, { reason: 'abuse' }, more), refused('key-reuse'), 'with another reason it is refused');
    },
  },
  {
    id: 'RC4.registers',
    force: 'MUST',
    says: 'A counted reaction raises `counts.v` and the thread’s seq, and leaves the comment’s `v` as it was.',
    usually: 'The count is part of the comment, so every reaction is a new version of its words.',
    over: ['http'],
    feat: ['react'],
    run: async (trial) => {
      const { topic, id, kind } = await liked(trial);
      const before = rowsOf(await trial.read(topic)).find((row) => row.id === id);
      await (await trial.reader()).does(topic, 'react', id, { kind });
      const after = await counted(trial, topic, id, { [kind]: 1 });
      demand(
        after,
        { v: before?.v, c: before?.c, counts: { v: (v: unknown) => Number(v) > (before?.counts?.v ?? 0) } },
        'only the counters’ version is raised',
      );
    },
  },
  {
    id: 'RC4.event',
    force: 'MUST',
    says: 'A follower is told of a counted reaction.',
    usually: 'The count is written without a seq, so nobody is told before a reload.',
    over: FOLLOWING,
    feat: ['react'],
    run: async (trial) => {
      const { topic, id, kind } = await liked(trial);
      const { link } = await trial.follow(topic);
      await (await trial.reader()).does(topic, 'react', id, { kind });
      await link.find((frame) => frame.t === 'ev' && rowsOf(frame).some((row) => row.id === id && row.counts?.reactions?.[kind] === 1), 'an ev with the count');
    },
  },
  {
    id: 'FL1.own',
    force: 'MUST',
    says: 'A report of one’s own comment is denied.',
    usually: 'Nobody asks whose it is.',
    over: ['http'],
    feat: ['flag'],
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const { item } = await lan.add(topic, 'một');
      demand(await lan.put(topic, 'flag', item.id, { reason: 'spam' }), refused('denied'), 'it is denied');
    },
  },
  {
    id: 'FL1.in-its-place',
    force: 'MUST',
    says: 'A reader’s second report takes the place of her first, on the desk and in `mine:`.',
    usually: 'Every report counts, so one reader can take a comment down.',
    over: ['http'],
    feat: ['flag', 'mine'],
    run: async (trial) => {
      const { topic, id } = await liked(trial);
      const desk = await Desk.open(trial);
      await desk.mark();
      const lan = await trial.reader();
      await lan.does(topic, 'flag', id, { reason: 'spam' });
      await lan.does(topic, 'flag', id, { reason: 'abuse' });
      demand(await desk.changed(id), { flags: { abuse: 1, spam: (count: unknown) => !count } }, 'the desk counts one');
      demand((await lan.sees(topic.replace('thread:', 'mine:'))).items, [{ id, flag: 'abuse' }], 'and she has one');
    },
  },
  {
    id: 'FL1.reason',
    force: 'MUST',
    says: 'A report without a reason is refused.',
    usually: 'It is stored, and the desk has nothing to go by.',
    over: ['http'],
    feat: ['flag'],
    run: async (trial) => {
      const { topic, id } = await liked(trial);
      demand(await (await trial.reader()).put(topic, 'flag', id, {}), refused('bad-frame'), 'it is refused');
    },
  },
  {
    id: 'FL2.told',
    force: 'MUST',
    says: 'A report is on the newsroom’s desk at once, with its reason.',
    usually: 'It is written down where nobody looks.',
    over: EACH,
    feat: ['flag', 'mod'],
    run: async (trial) => {
      const { topic, id } = await liked(trial);
      const desk = await Desk.open(trial);
      await desk.mark();
      await (await trial.reader()).does(topic, 'flag', id, { reason: 'private' });
      demand(await desk.changed(id), { topic, flags: { private: 1 }, comment: { id, state: 'shown' } }, 'it is there');
    },
  },
  {
    id: 'FL2.nobody',
    force: 'MUST',
    says: 'A report changes nothing that other readers are told: the thread’s answer is the same, and her `mine:` alone has it.',
    usually: 'The comment carries a number of reports, or is hidden by the first.',
    over: ['http'],
    feat: ['flag', 'mod', 'mine'],
    run: async (trial) => {
      const { topic, id } = await liked(trial);
      const [before, minh] = await Promise.all([trial.read(topic), trial.reader()]);
      await (await trial.reader()).does(topic, 'flag', id, { reason: 'abuse' });
      const after = await trial.read(topic);
      demandThat(JSON.stringify([before.at, before.items]) === JSON.stringify([after.at, after.items]), after, 'the thread is as it was');
      demand((await minh.sees(topic.replace('thread:', 'mine:'))).items, [], 'another reader has nothing of it');
    },
  },
];

/** A thread with one comment, and the kinds of reactions that it takes. */
async function liked(trial: Trial) {
  const topic = await trial.thread();
  const { id } = (await (await trial.reader()).add(topic, 'một')).item;
  const [kind, ...others] = factsIn(await trial.read(topic)).reactions ?? [];
  if (kind === undefined) throw new Unproven('it needs a thread with a kind of reaction');
  return { topic, id, kind, others };
}

/** The comment, once it has such counts. */
function counted(trial: Trial, topic: string, id: string, reactions: object) {
  return trial.eventually(async () => {
    const row = rowsOf(await trial.read(topic)).find((one) => one.id === id);
    demand(row, { counts: { reactions } }, 'the count is right at most 2 s after the last change');
    return row;
  }, LATE);
}
