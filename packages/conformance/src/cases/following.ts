import type { Ev, ServerFrame } from '@bandoc/protocol';
import type { Case } from '../conformance-case.ts';
import { demand, demandThat } from '../demand.ts';
import { asEv, asNote, asSnap, epochOf, rowsOf, seqOf } from '../frames.ts';
import { needStreamLife } from '../stream-life.ts';
import type { Trial } from '../trial.ts';
import { CONNECTED, FOLLOWING } from '../ways.ts';

/** ms, where a server does not announce it. */
const BEACON = 25_000;
/** What a server may be late by, ms. */
const GRACE = 3_000;
/** What fits into one ev. */
const MOST_ITEMS = 200;
const MOST_BYTES = 131_072;
/** So often a note is sent, every so many ms, until one is heard. */
const TYPED = 8;
const TYPED_EVERY = 500;

/** ev, note: rules EV1 to EV6, FH1, FH2, NT1, NT2. */
export const following: readonly Case[] = [
  {
    id: 'EV1.span',
    force: 'MUST',
    says: 'An ev says from where to where it leads in the snap’s epoch, begins where its topic stood, and has the total of then.',
    usually: 'from is left at what the subscription began with, or the epoch is another.',
    invariant: 'I1',
    over: FOLLOWING,
    run: async (trial) => {
      const topic = await trial.thread();
      const { link, snap } = await trial.follow(topic);
      const lan = await trial.reader();
      let from = seqOf(snap.at);
      for (const [i, text] of ['một', 'hai', 'ba'].entries()) {
        const { key, at } = await lan.add(topic, text);
        const ev = asEv(await link.find((frame) => tells(frame, key), `the event of ${text}`));
        demand(ev, { topic, epoch: epochOf(snap.at), from, to: seqOf(at), total: i + 1 }, 'it leads from where the topic stood to the commit');
        demand(rowsOf(ev), [{ id: key, text, v: seqOf(at) }], 'it has what changed');
        from = ev.to;
      }
    },
  },
  {
    id: 'EV2.counters-alone',
    force: 'SHOULD',
    says: 'Of a comment that was only answered, {id, counts} is sent.',
    usually: 'The whole parent is sent again with each reply.',
    over: FOLLOWING,
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const { key: root } = await lan.add(topic, 'một');
      const { link } = await trial.follow(topic);
      const { key } = await lan.add(topic, 'hai', { parent: root });
      const ev = asEv(await link.find((frame) => tells(frame, key), 'the event of the reply'));
      const parent = rowsOf(ev).find(({ id }) => id === root);
      demand(parent, { counts: { replies: 1 }, v: undefined, text: undefined, author: undefined }, 'its counters and nothing else');
    },
  },
  {
    id: 'EV3.readable',
    force: 'MUST',
    says: 'What an ev told is in every answer that begins after it.',
    usually: 'Events are sent before the commit, or reads go to a replica that is late.',
    over: FOLLOWING,
    run: async (trial) => {
      const topic = await trial.thread();
      const { link } = await trial.follow(topic);
      const lan = await trial.reader();
      const isRead = async () => {
        const ev = asEv(await link.next(({ t }) => t === 'ev', 'the event'));
        const snap = await trial.read(topic);
        demandThat(seqOf(snap.at) >= ev.to && rowsOf(snap).length === 1, snap, 'it is read');
      };
      await Promise.all([lan.add(topic, 'một'), isRead()]);
    },
  },
  {
    id: 'EV4.beacon',
    force: 'MUST',
    says: 'A silent topic draws an empty ev with from = to within one and a half times max.beacon.',
    usually: 'Only the socket is pinged, and a page does not learn that its topic’s events were lost.',
    within: 60_000,
    over: FOLLOWING,
    run: async (trial) => {
      const topic = await trial.thread();
      const { at = '' } = await (await trial.reader()).add(topic, 'một');
      const { link } = await trial.follow(topic, at);
      const within = (trial.about.max.beacon ?? BEACON) * 1.5 + GRACE;
      demand(await link.next(({ t }) => t === 'ev', 'a beacon', within), { topic, from: seqOf(at), to: seqOf(at), items: [] }, 'it is empty');
    },
  },
  {
    id: 'EV5.gathered',
    force: 'MUST',
    says: 'Changes of one topic are gathered: there are no more ev than ticks.',
    usually: 'Each write is told to each reader at once, and a busy thread drowns them.',
    over: FOLLOWING,
    run: async (trial) => {
      needStreamLife(trial);
      const topic = await trial.thread();
      const { link } = await trial.follow(topic);
      const begun = Date.now();
      const rows = await trial.fill(topic, 60);
      await link.find((frame) => tells(frame, rows.at(-1)?.id ?? ''), 'the event of the last');
      const ticks = (Date.now() - begun) / Math.max(trial.about.tick, 1);
      const count = link.came.filter(({ t }) => t === 'ev').length;
      demandThat(count <= ticks + 2, count, `at most ${Math.floor(ticks) + 2} events in ${Math.ceil(ticks)} ticks`);
    },
  },
  {
    id: 'EV5.twice-changed',
    force: 'MUST',
    says: 'Of a comment that changed twice in one ev, the newest is there, once.',
    usually: 'Changes are queued as they were, and an ev has both.',
    over: FOLLOWING,
    run: async (trial) => {
      needStreamLife(trial);
      const topic = await trial.thread();
      const { link } = await trial.follow(topic);
      const [root] = await trial.fill(topic, 1);
      const rows = await trial.fill(topic, 20, { parent: root?.id ?? null });
      await link.find((frame) => tells(frame, rows.at(-1)?.id ?? ''), 'the event of the last');
      for (const frame of link.came.filter(({ t }) => t === 'ev')) {
        const ids = asEv(frame).items.map(({ id }) => id);
        demand(new Set(ids).size, ids.length, 'no id stands in one ev twice');
      }
      const last = rowsOf(asEv(link.came.filter(({ t }) => t === 'ev').at(-1))).find(({ id }) => id === root?.id);
      demand(last, { counts: { replies: 20 } }, 'the last counters of the parent are those of now');
    },
  },
  {
    id: 'EV6.fits',
    force: 'SHOULD',
    says: 'An ev has at most 200 items and 128 KiB.',
    usually: 'An import of an archive is sent to every reader as one message.',
    over: FOLLOWING,
    run: async (trial) => {
      needStreamLife(trial);
      const { events } = await followImport(trial);
      for (const frame of events) {
        demandThat(frame.items.length <= MOST_ITEMS, frame.items.length, `an ev has at most ${MOST_ITEMS} items`);
        demandThat(Buffer.byteLength(JSON.stringify(frame.items)) <= MOST_BYTES, frame, `an ev has at most ${MOST_BYTES} bytes`);
      }
    },
  },
  {
    id: 'EV6.none-lost',
    force: 'MUST',
    says: 'Of many changes each is told, or lies before an empty ev that begins beyond it, so that the client asks with since.',
    usually: 'The empty ev leads from where the topic stood, and the client takes it for all that changed.',
    over: FOLLOWING,
    run: async (trial) => {
      needStreamLife(trial);
      const { snap, filled, events } = await followImport(trial);
      const told = new Set<string>();
      let reached = seqOf(snap.at);
      for (const frame of events) {
        // One that begins beyond what is held makes the reader ask for what lies before its end.
        const isAskedFor = frame.from > reached;
        const rows = isAskedFor ? filled.filter(({ v }) => v > reached && v <= frame.to) : rowsOf(frame);
        for (const { id } of rows) told.add(id);
        reached = frame.to;
      }
      demand(
        filled.filter(({ id, v }) => v > seqOf(snap.at) && !told.has(id)),
        [],
        'each is told, or lies before the end of an empty ev',
      );
    },
  },
  {
    id: 'FH1.head',
    force: 'MUST',
    says: 'follow: head of a thread draws a full without items, with the total.',
    usually: 'The feature is announced, and the whole window is sent.',
    feat: ['head'],
    over: CONNECTED,
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      await lan.add(topic, 'một');
      const { at } = await lan.add(topic, 'hai');
      demand(
        await (await trial.connect()).ask({ t: 'sub', topic, follow: 'head' }),
        { t: 'snap', mode: 'full', follow: 'head', items: [], total: 2, at },
        'its head',
      );
    },
  },
  {
    id: 'FH1.other-kinds',
    force: 'MUST',
    says: 'follow: head of anything but a thread is unsupported.',
    usually: 'It is followed as if nothing were said.',
    feat: ['head'],
    over: CONNECTED,
    run: async (trial) => {
      const link = await trial.connect();
      for (const topic of ['tally:kit-none', 'days:kit-none:2020-10'])
        demand(await link.ask({ t: 'sub', topic, follow: 'head' }), { t: 'err', code: 'unsupported' }, topic);
    },
  },
  {
    id: 'FH2.note',
    force: 'MUST',
    says: 'To who follows the head the first change is told at once by a note with head and total, and no ev is sent.',
    usually: 'Its events are sent besides, or the note waits for its span.',
    feat: ['head'],
    over: CONNECTED,
    run: async (trial) => {
      const topic = await trial.thread();
      const link = await trial.connect();
      asSnap(await link.ask({ t: 'sub', topic, follow: 'head' }));
      const lan = await trial.reader();
      const { at } = await lan.add(topic, 'một');
      demand(asNote(await link.next(({ t }) => t === 'note', 'the note')), { topic, head: seqOf(at), total: 1 }, 'it has head and total');
      await lan.add(topic, 'hai');
      // What is followed by its items is told later than what came before it.
      const other = await trial.thread();
      asSnap(await link.ask({ t: 'sub', topic: other }));
      const { key } = await lan.add(other, 'ba');
      await link.find((frame) => tells(frame, key), 'the event of another thread');
      demandThat(!link.came.some((frame) => frame.t === 'ev' && frame.topic === topic), link.came, 'there is no ev of the head’s thread');
    },
  },
  {
    id: 'NT1.never-answered',
    force: 'MUST',
    says: 'A note is never answered and never held against the client.',
    usually: 'A server without the feature refuses it.',
    over: CONNECTED,
    run: async (trial) => {
      const topic = await trial.thread();
      const link = await trial.connect();
      const before = link.came.length;
      for (let i = 0; i < 25; i += 1) link.send({ t: 'note', topic, typing: true });
      asSnap(await link.ask({ t: 'sub', topic, follow: 'off' }));
      demand(link.came.slice(before), [{ t: 'snap' }], 'the next answer is to the sub');
    },
  },
  {
    id: 'NT1.none',
    force: 'MUST',
    says: 'Without follow: head and the feature note, no note is sent.',
    usually: 'Notes go to all who follow.',
    over: FOLLOWING,
    run: async (trial) => {
      if (trial.has('note')) return;
      const topic = await trial.thread();
      const { link } = await trial.follow(topic);
      const { key } = await (await trial.reader()).add(topic, 'một');
      await link.find((frame) => tells(frame, key), 'the event of a comment');
      demand(
        link.came.filter(({ t }) => t === 'note'),
        [],
        'there is none',
      );
    },
  },
  {
    id: 'NT2.typing',
    force: 'MUST',
    says: 'Who follows is told that somebody else types, by a note with their number and no name.',
    usually: 'The feature is named before it is built, or notes go back to their sender alone.',
    feat: ['note'],
    over: CONNECTED,
    run: async (trial) => {
      const topic = await trial.thread();
      const { link } = await trial.follow(topic);
      const lan = await trial.reader();
      const typist = await trial.connect({ auth: lan.auth });
      asSnap(await typist.ask({ t: 'sub', topic }));
      const typing = (frame: ServerFrame) => frame.t === 'note' && frame.topic === topic && Number(frame.typing) >= 1;
      // A note is lossy, so one alone proves nothing.
      for (let i = 0; i < TYPED && !link.came.some(typing); i += 1) {
        typist.send({ t: 'note', topic, typing: true });
        await link.find(typing, 'a note of who types', TYPED_EVERY).catch(() => undefined);
      }
      const note = await link.find(typing, 'a note of who types', TYPED_EVERY);
      demandThat(!JSON.stringify(note).includes(lan.name), note, 'it does not say who');
    },
  },
];

/** Follows a thread while much more is stored in it than an ev should have. */
async function followImport(trial: Trial) {
  const topic = await trial.thread();
  const { link, snap } = await trial.follow(topic);
  const filled = (await Promise.all([1, 2, 3, 4].map((part) => trial.fill(topic, 60, { text: `${part} ${'x'.repeat(1_800)}` })))).flat();
  const newest = Math.max(...filled.map(({ v }) => v));
  await link.find((frame) => frame.t === 'ev' && frame.to >= newest, 'an event that leads to the last');
  return { snap, filled, events: link.came.filter((one): one is Ev => one.t === 'ev') };
}

function tells(frame: ServerFrame, id: string): boolean {
  return frame.t === 'ev' && frame.items.some((item) => item.id === id);
}
