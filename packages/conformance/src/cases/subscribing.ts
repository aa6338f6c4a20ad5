import type { ServerFrame } from '@bandoc/protocol';
import type { Case } from '../conformance-case.ts';
import { demand, demandThat } from '../demand.ts';
import { asErr, asEv, asSnap, epochOf, rowsOf, seqOf } from '../frames.ts';
import { askAsNobody } from '../nobody.ts';
import { needStreamLife } from '../stream-life.ts';
import { CONNECTED, EACH, FOLLOWING } from '../ways.ts';

/** sub: rules SB1 to SB5, SB7 to SB10. */
export const subscribing: readonly Case[] = [
  {
    id: 'SB1.one-answer',
    force: 'MUST',
    says: 'A sub is answered by exactly one snap with its id, or one err with its id.',
    usually: 'The answer is sent without the id, or a first event besides.',
    over: CONNECTED,
    run: async (trial) => {
      const topic = await trial.thread();
      const link = await trial.connect();
      link.send({ t: 'sub', id: 501, topic }, { t: 'sub', id: 502, topic: 'poem:x' }, { t: 'sub', id: 503, topic, follow: 'off' });
      await link.find((frame) => 'id' in frame && frame.id === 503, 'the answer to the third');
      const answers = link.came.filter((frame) => 'id' in frame && (frame.id ?? 0) > 500);
      demand(
        answers,
        [
          { t: 'snap', id: 501, topic, follow: 'items' },
          { t: 'err', id: 502 },
          { t: 'snap', id: 503, topic, follow: 'off' },
        ],
        'one each',
      );
    },
  },
  {
    id: 'SB2.replaces',
    force: 'MUST',
    says: 'A repeated sub replaces the one before: a change is told once.',
    usually: 'Each sub adds a listener, and events come twice.',
    over: CONNECTED,
    run: async (trial) => {
      const topic = await trial.thread();
      const { link } = await trial.follow(topic);
      asSnap(await link.ask({ t: 'sub', topic }));
      const lan = await trial.reader();
      const told = async (key: string) => link.find((frame) => tells(frame, key), `the event of ${key}`);
      const first = await lan.add(topic, 'một');
      await told(first.key);
      const second = await lan.add(topic, 'hai');
      await told(second.key);
      demand(link.came.filter((frame) => tells(frame, first.key)).length, 1, 'the first is told once');
    },
  },
  {
    id: 'SB2.off-ends-none',
    force: 'MUST',
    says: 'A sub with follow off leaves the subscription of its topic as it is, and makes none.',
    usually: 'A one-shot read replaces the subscription.',
    over: CONNECTED,
    run: async (trial) => {
      const [followed, read] = [await trial.thread(), await trial.thread()];
      const { link } = await trial.follow(followed);
      asSnap(await link.ask({ t: 'sub', topic: followed, follow: 'off' }));
      asSnap(await link.ask({ t: 'sub', topic: read, follow: 'off' }));
      const lan = await trial.reader();
      await lan.add(read, 'một');
      const { key } = await lan.add(followed, 'hai');
      await link.find((frame) => tells(frame, key), 'the event of what is followed');
      demandThat(!link.came.some((frame) => frame.t === 'ev' && frame.topic === read), link.came.at(-1), 'there is no event of what was only read');
    },
  },
  {
    id: 'SB3.in-order',
    force: 'MUST',
    says: 'After the snap every change comes by ev, in order of seq, none twice.',
    usually: 'Events are sent from several processes or threads without an order.',
    invariant: 'I1',
    over: FOLLOWING,
    run: async (trial) => {
      needStreamLife(trial);
      const topic = await trial.thread();
      const { link, snap } = await trial.follow(topic);
      const rows = await trial.fill(topic, 30);
      await link.find((frame) => tells(frame, rows.at(-1)?.id ?? ''), 'the event of the last');
      const told = link.came.filter(({ t }) => t === 'ev').flatMap((frame) => rowsOf(asEv(frame)).map(({ id }) => id));
      demandThat(new Set(told).size === told.length, told, 'none is told twice');
      demand(new Set(told).size, rows.length, `all ${rows.length} after ${snap.at} are told`);
      const versions = link.came.filter(({ t }) => t === 'ev').map((frame) => asEv(frame).to);
      demand(
        versions,
        [...versions].sort((a, b) => a - b),
        'events come in order',
      );
    },
  },
  {
    id: 'SB3.while-written',
    force: 'MUST',
    says: 'What is written while a sub is answered is in its snap or in an ev after it, and in both only if the version says so.',
    usually: 'The listener is set after the snapshot was read (a gap), or the snapshot is read before it and not compared.',
    invariant: 'I1',
    over: FOLLOWING,
    run: async (trial) => {
      needStreamLife(trial);
      const topic = await trial.thread();
      const [rows, ...follows] = await Promise.all([trial.fill(topic, 40), trial.follow(topic), trial.follow(topic), trial.follow(topic)]);
      await trial.fill(topic, 1, { text: 'cuối' });
      for (const { link, snap } of follows) {
        await link.find((frame) => frame.t === 'ev' && rowsOf(frame).some(({ text }) => text === 'cuối 1'), 'the event of the last');
        const told = new Set([snap, ...link.came.filter(({ t }) => t === 'ev')].flatMap((frame) => rowsOf(frame as never).map(({ id }) => id)));
        // A first window has 20; what lies below it in the list was there before.
        const lost = rows.filter(({ id, v }) => v > seqOf(snap.at) && !told.has(id));
        demand(lost, [], 'no comment after the snap is lost');
      }
    },
  },
  {
    id: 'SB4.delta',
    force: 'MUST',
    says: 'With since the answer is a delta of just what lies above it.',
    usually: 'Every sub draws the whole first window.',
    invariant: 'I1',
    over: ['http', 'stream', 'ws', 'io'],
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const first = await lan.add(topic, 'một');
      const second = await lan.add(topic, 'hai');
      const third = await lan.add(topic, 'ba');
      const delta = trial.binding === 'http' ? await trial.read(topic, { since: first.at ?? '' }) : (await trial.follow(topic, first.at)).snap;
      demand(delta, { mode: 'delta', at: third.at, total: 3 }, 'it is a delta');
      demand(new Set(rowsOf(delta).map(({ id }) => id)), new Set([second.key, third.key]), 'it has what came after');
      demand(rowsOf(delta).length, 2, 'it has nothing else');
    },
  },
  {
    id: 'SB4.other-epoch',
    force: 'MUST',
    says: 'A since of another epoch draws a full.',
    usually: 'Only the number is compared.',
    over: ['http', 'stream', 'ws', 'io'],
    run: async (trial) => {
      const topic = await trial.thread();
      const { key } = await (await trial.reader()).add(topic, 'một');
      for (const since of ['kitother:0', 'kitother:1']) {
        const snap = trial.binding === 'http' ? await trial.read(topic, { since }) : (await trial.follow(topic, since)).snap;
        demand([snap.mode, rowsOf(snap)], ['full', [{ id: key }]], `${since} draws a full`);
      }
    },
  },
  {
    id: 'SB4.many',
    force: 'SHOULD',
    says: 'Two hundred changes are a delta, and one more is a full.',
    usually: 'There is no bound, and who was away for a year is sent a year.',
    over: ['http'],
    run: async (trial) => {
      const topic = await trial.thread();
      const [first] = await trial.fill(topic, 201);
      const { at } = await trial.read(topic);
      const two = await trial.read(topic, { since: `${epochOf(at)}:${first?.v}` });
      demand([two.mode, rowsOf(two).length], ['delta', 200], '200 above it are a delta');
      demand(await trial.read(topic, { since: `${epochOf(at)}:${(first?.v ?? 1) - 1}` }), { mode: 'full' }, '201 above it are a full');
    },
  },
  {
    id: 'SB4.large',
    force: 'SHOULD',
    says: 'Changes of more than 128 KiB are a full.',
    usually: 'Items are counted, and their size is not.',
    over: ['http'],
    run: async (trial) => {
      const topic = await trial.thread();
      const { at } = await trial.read(topic);
      await trial.fill(topic, 75, { text: 'x'.repeat(1_900) });
      demand(await trial.read(topic, { since: at }), { mode: 'full' }, 'it is a full');
    },
  },
  {
    id: 'SB5.future',
    force: 'MUST',
    says: 'A since that lies in the future is answered err reset.',
    usually: 'It draws an empty delta, and the page never hears of what it lacks.',
    over: EACH,
    run: async (trial) => {
      const topic = await trial.thread();
      const { at } = await (await trial.reader()).add(topic, 'một');
      const answer = await askAsNobody(trial, { t: 'sub', topic, since: `${epochOf(at)}:${seqOf(at) + 1}`, follow: 'off' });
      demand(asErr(answer), { code: 'reset', retry: 0 }, 'one above where it stands');
    },
  },
  {
    id: 'SB7.empty',
    force: 'MUST',
    says: 'A topic that nobody wrote to is a full at seq 0 with nothing in it but _thread, however often it is read.',
    usually: 'It is 404, or the first read makes a row and raises the seq.',
    over: EACH,
    run: async (trial) => {
      const topic = await trial.thread();
      for (let times = 0; times < 2; times += 1) {
        const snap = asSnap(await askAsNobody(trial, { t: 'sub', topic, follow: 'off' }));
        demand([snap.mode, snap.total, rowsOf(snap), seqOf(snap.at), snap.more], ['full', 0, [], 0, undefined], 'it is empty');
      }
    },
  },
  {
    id: 'SB8.unsub',
    force: 'MUST',
    says: 'unsub has no answer and ends the events of its topic, and of no other.',
    usually: 'It is answered, or the topic goes on.',
    over: CONNECTED,
    run: async (trial) => {
      const [left, kept] = [await trial.thread(), await trial.thread()];
      const { link } = await trial.follow(left);
      asSnap(await link.ask({ t: 'sub', topic: kept }));
      const before = link.came.length;
      link.send({ t: 'unsub', topic: left });
      asSnap(await link.ask({ t: 'sub', topic: left, follow: 'off' }));
      demand(link.came.length, before + 1, 'unsub itself has no answer');
      const lan = await trial.reader();
      await lan.add(left, 'một');
      const { key } = await lan.add(kept, 'hai');
      await link.find((frame) => tells(frame, key), 'the event of what is still followed');
      demandThat(!link.came.some((frame) => frame.t === 'ev' && frame.topic === left), link.came.at(-1), 'there is no event of what was left');
    },
  },
  {
    id: 'SB9.too-many',
    force: 'MUST',
    says: 'max.subs topics are followed on a connection, one more is denied, and those that are followed go on.',
    usually: 'They are not counted; or the oldest is dropped without a word.',
    over: CONNECTED,
    run: async (trial) => {
      const { subs } = trial.about.max;
      const topics = await Promise.all(Array.from({ length: subs + 1 }, () => trial.thread()));
      const link = await trial.connect();
      for (const topic of topics.slice(0, subs)) asSnap(await link.ask({ t: 'sub', topic }));
      demand(await link.ask({ t: 'sub', topic: topics[subs] }), { t: 'err', code: 'denied', retry: undefined }, 'one more is denied');
      asSnap(await link.ask({ t: 'sub', topic: topics[0] }));
      asSnap(await link.ask({ t: 'sub', topic: topics[subs], follow: 'off' }));
      const { key } = await (await trial.reader()).add(topics[1] ?? '', 'một');
      await link.find((frame) => tells(frame, key), 'the event of what was followed before');
      link.send({ t: 'unsub', topic: topics[1] });
      asSnap(await link.ask({ t: 'sub', topic: topics[subs] }));
    },
  },
  {
    id: 'SB10.article',
    force: 'MUST',
    says: 'An article that was published and has no comments is an empty thread.',
    usually: 'The thread is made with its first comment, and is 404 until then.',
    over: EACH,
    feat: ['articles'],
    run: async (trial) => {
      const thread = `kit-${trial.key()}`;
      await trial.publish({ thread, url: `/${thread}`, title: thread, at: Date.now(), scopes: [] });
      demand(await askAsNobody(trial, { t: 'sub', topic: `thread:${thread}`, follow: 'off' }), { t: 'snap', mode: 'full', total: 0 }, 'it is empty');
    },
  },
  {
    id: 'SB10.unknown',
    force: 'MUST',
    says: 'A thread that the paper does not know is not-found for readers and writers alike, or empty and open for both.',
    usually: 'Reading it is a fault of the server; or it reads as empty and cannot be written to.',
    over: EACH,
    feat: ['articles'],
    run: async (trial) => {
      const topic = `thread:kit-${trial.key()}`;
      const read = await askAsNobody(trial, { t: 'sub', topic, follow: 'off' });
      const write = await (await trial.reader()).ask(trial.add(topic, 'một'));
      if (read.t === 'snap') demand([read, write], [{ mode: 'full', total: 0 }, { t: 'ok' }], 'threads are open');
      else
        demand(
          [read, write],
          [
            { t: 'err', code: 'not-found' },
            { t: 'err', code: 'not-found' },
          ],
          'threads are known',
        );
    },
  },
];

function tells(frame: ServerFrame, id: string): boolean {
  return frame.t === 'ev' && frame.items.some((item) => item.id === id);
}
