import fc from 'fast-check';
import type { Case } from '../conformance-case.ts';
import { demand, demandThat } from '../demand.ts';
import { asOk, rowsOf } from '../frames.ts';
import { heldOf, merge, shapeOf, stateOf } from '../held-thread.ts';
import { walk } from '../pages.ts';
import { holdsForAll } from '../property.ts';
import { needStreamLife } from '../stream-life.ts';
import type { Trial } from '../trial.ts';
import { FOLLOWING } from '../ways.ts';

/** Control characters and bidirectional overrides, as MD7 names them; line feed and tab are text. */
const TAKEN_OUT = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

/** Pieces that are hard to store: stacked and loose marks, line ends, what is taken out, joiners, signs of HTML, JSON and SQL. */
const PIECES = [
  'a',
  'Ễ',
  'e\u0302\u0303',
  '\u0301',
  '\u0323',
  'đ',
  '👩\u200d👧',
  '🌸',
  ' ',
  '\t',
  '\n',
  '\r\n',
  '\r',
  '\u2028',
  '\u0000',
  '\u001b',
  '\u0085',
].concat(['\u202e', '\u2066', '\u200b', '\ufeff', '\u00a0', '<b>', '&amp;', '"', "'; --", '\\u0000', '%00', '\ufffd', '한', '\u1112\u1161\u11ab']);

const words = fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 30 }).map((pieces) => pieces.join(''));

/** What readers do to a thread, one after another; of which comment and by whom is drawn too. */
const schedules = fc.array(fc.record({ does: fc.constantFrom('add', 'reply', 'reply', 'del', 'look'), of: fc.nat(), by: fc.nat() }), {
  minLength: 4,
  maxLength: 18,
});

type Schedule = typeof schedules extends fc.Arbitrary<infer Drawn> ? Drawn : never;

/** What holds whatever is drawn. */
export const properties: readonly Case[] = [
  {
    id: 'MD7.any-text',
    force: 'MUST',
    says: 'Any text is stored as NFC with `\\n` as line end, at most one empty line in a row and none of what is taken out; stored again it stays the same.',
    usually: 'It is composed before signs are taken out of it, or cleaned by the page alone.',
    over: ['http'],
    within: 60_000,
    run: async (trial) => {
      const topic = await trial.thread();
      const auth = await trial.token({ sub: 'kit-import', rights: ['import'] });
      const store = async (texts: readonly string[]) =>
        (
          await trial.post(
            texts.map((text, i) => trial.add(topic, text, { id: i + 1 })),
            auth,
          )
        ).map((frame) => asOk(frame).item?.text ?? '');
      // What there is nothing left of is refused as empty (PT13).
      await holdsForAll(
        fc.array(
          words.filter((text) => lettersOf(text) !== ''),
          { minLength: 1, maxLength: 15 },
        ),
        20,
        async (texts) => {
          const stored = await store(texts);
          stored.forEach((text, i) => {
            demandThat(text === text.normalize('NFC'), text, 'it is NFC');
            demandThat(!TAKEN_OUT.test(text), JSON.stringify(text), 'nothing is in it that is to be taken out');
            demandThat(!/\n{3}/.test(text), JSON.stringify(text), 'at most one empty line is in a row');
            demand(lettersOf(text), lettersOf(texts[i] ?? ''), 'every letter is kept');
          });
          demand(await store(stored), stored, 'stored again it is the same');
        },
      );
    },
  },
  {
    id: 'SN5.any-schedule',
    force: 'MUST',
    says: 'After any adds, replies, edits and deletions, a delta merged into what was held is what a full has.',
    usually: 'A change of counters or a tombstone is missing in the delta.',
    invariant: 'I11',
    over: ['http'],
    within: 60_000,
    run: async (trial) => {
      await holdsForAll(schedules, 10, async (steps) => {
        const topic = await trial.thread();
        let held = heldOf(await trial.read(topic, { limit: 50 }));
        await play(trial, topic, steps, async () => void (held = merge(held, await trial.read(topic, { since: held.at }))));
        const merged = merge(held, await trial.read(topic, { since: held.at }));
        const there = await stateOf(trial, topic);
        demand(shapeOf(merged, trial.has('parent') ? merged.rows : there.rows), shapeOf(there), 'what was merged is what is there');
      });
    },
  },
  {
    id: 'SB3.any-schedule',
    force: 'MUST',
    says: 'After any adds, replies and deletions, the events merged into a follower’s first snap are what a full has.',
    usually: 'What is told is put together by each op by itself, and one of them forgets the parent’s counters or the total.',
    invariant: 'I7',
    over: FOLLOWING,
    within: 60_000,
    run: async (trial) => {
      needStreamLife(trial);
      await holdsForAll(schedules, 5, async (steps) => {
        const topic = await trial.thread();
        const { link, snap } = await trial.follow(topic);
        await play(trial, topic, steps, async () => {});
        const [last] = await trial.fill(topic, 1, { text: 'lời cuối' });
        await link.find(
          (frame) => frame.t === 'ev' && frame.topic === topic && rowsOf(frame).some(({ id }) => id === last?.id),
          'the ev of what was written last',
        );
        let held = heldOf(snap);
        for (const frame of link.came)
          if (frame.t === 'ev' && frame.topic === topic) held = merge(held, { ...frame, at: `${frame.epoch}:${frame.to}`, mode: 'delta' });
        const there = await stateOf(trial, topic);
        demand(shapeOf(held, trial.has('parent') ? held.rows : there.rows), shapeOf(there), 'what was told is what is there');
        link.close();
      });
    },
  },
  {
    id: 'SN3.any-walk',
    force: 'MUST',
    says: 'A walk by `more`, with adds and deletions between its pages, brings every comment that was there at its first page once, in order.',
    usually: 'Pages are OFFSETs: what is written meanwhile moves a comment into the next page, or out of it.',
    invariant: 'I15',
    over: ['http'],
    within: 60_000,
    run: async (trial) => {
      const drawn = fc.record({
        roots: fc.integer({ min: 21, max: 70 }),
        sort: fc.constantFrom('new', ...(trial.has('old') ? ['old'] : [])),
        meanwhile: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 4 }),
      });
      await holdsForAll(drawn, 6, async ({ roots, sort, meanwhile }) => {
        const topic = await trial.thread();
        const there = await trial.fill(topic, roots);
        const lan = await trial.moderator();
        let page = 0;
        const between = async () => {
          const count = meanwhile[page % meanwhile.length] ?? 0;
          page += 1;
          if (count) await trial.fill(topic, count, { text: 'chen ngang' });
          // A tombstone keeps its place.
          const one = there[(page * 7) % there.length];
          if (one) await lan.put(topic, 'del', one.id);
        };
        const walked = (await walk(trial, topic, sort === 'new' ? {} : { sort }, between)).flat();
        const ids = walked.map(({ id }) => id);
        demandThat(new Set(ids).size === ids.length, ids, 'none comes twice');
        const seen = new Set(ids);
        demand(
          there.filter(({ id }) => !seen.has(id)).map(({ id }) => id),
          [],
          'none that was there is missing',
        );
        const places = walked.map(({ c = 0 }) => c);
        const isInOrder = places.every((c, i) => i === 0 || (sort === 'new' ? c < (places[i - 1] ?? 0) : c > (places[i - 1] ?? 0)));
        demandThat(isInOrder, places, `they come in the order ${sort}`);
      });
    },
  },
  {
    id: 'PT2.any-retries',
    force: 'MUST',
    says: 'Whatever the order and the number of retries, over requests and connections, each key is stored once and answered with one outcome.',
    usually: 'Two that come at once are both new.',
    invariant: 'I2',
    over: ['http', 'ws', 'io'],
    within: 60_000,
    run: async (trial) => {
      await holdsForAll(fc.array(fc.record({ which: fc.nat({ max: 2 }), posted: fc.boolean() }), { minLength: 4, maxLength: 16 }), 8, async (sendings) => {
        const topic = await trial.thread();
        const lan = await trial.reader();
        // As many as a reader may write at once (LM6).
        const puts = [0, 1, 2].map((i) => trial.add(topic, `lời ${i}`));
        const sent = sendings.map(({ which }) => puts[which % puts.length]);
        const answers = await Promise.all(
          sendings.map(async ({ posted }, i) => (posted ? (await trial.post([sent[i] ?? {}], lan.auth))[0] : lan.ask(sent[i] ?? {}))),
        );
        const keys = [...new Set(sent.map((put) => put?.key))];
        for (const key of keys) {
          const outcomes = answers.map(asOk).filter((ok) => ok.key === key);
          demandThat(outcomes.filter(({ dup }) => !dup).length === 1, outcomes, 'one of them is no repetition');
          for (const { at } of outcomes) demand(at, outcomes[0]?.at, 'all have one outcome');
        }
        const snap = await trial.read(topic);
        demand([snap.total, rowsOf(snap).length], [keys.length, keys.length], 'each is there once');
      });
    },
  },
  {
    id: 'PT10.any-order',
    force: 'MUST',
    says: 'Of adds that come at once, roots and replies, each has a seq of its own, and total and counters equal a recount.',
    usually: 'A seq is read and then written, or counters are read, raised and written, without a transaction around it.',
    invariant: 'I10',
    over: ['http'],
    within: 60_000,
    run: async (trial) => {
      await holdsForAll(fc.array(fc.nat({ max: 4 }), { minLength: 6, maxLength: 20 }), 8, async (parents) => {
        const topic = await trial.thread();
        const roots = await trial.fill(topic, 3);
        const readers = await Promise.all([1, 2, 3].map(() => trial.reader({ rights: ['import'] })));
        const add = async (of: number, i: number) => readers[i % readers.length]?.add(topic, `lời ${i}`, { parent: roots[of]?.id ?? null });
        const added = await Promise.all(parents.map(add));
        const places = added.map((ok) => ok?.item.c ?? 0);
        demandThat(new Set(places).size === places.length && places.every((c) => c > 0), places, 'each has a `c` of its own');
        const snap = await trial.read(topic, { limit: 50 });
        const rows = rowsOf(snap);
        demand(snap.total, roots.length + added.length, 'the total is a recount');
        roots.forEach(({ id }, i) => {
          const replies = parents.filter((of) => of === i).length;
          demand(
            rows.find((row) => row.id === id),
            { counts: { replies } },
            'the counter of replies is a recount',
          );
        });
      });
    },
  },
];

/** What no server may lose of a text; marks may be composed with what comes before them. */
function lettersOf(text: string): string {
  return (
    text
      .normalize('NFD')
      .match(/[\p{L}<>&;"'%\\-]/gu)
      ?.join('') ?? ''
  );
}

/** Does what was drawn to a thread; `look` is the caller's. */
async function play(trial: Trial, topic: string, steps: Schedule, look: () => Promise<void>): Promise<void> {
  const readers = await Promise.all([1, 2].map(() => trial.reader({ rights: ['import'] })));
  const written: Array<{ readonly id: string; readonly by: number }> = [];
  for (const { does, of, by: drawn } of steps) {
    const by = drawn % readers.length;
    const one = written[of % Math.max(written.length, 1)];
    if (does === 'look') await look();
    else if (does === 'del' && one) await readers[one.by]?.put(topic, 'del', one.id);
    else {
      const put = trial.add(topic, `lời ${written.length}`, { parent: does === 'reply' && one ? one.id : null });
      const answer = await readers[by]?.ask(put);
      // Refused may be a reply to what is gone, and what comes too often; where even the first is, nothing is proven.
      if (written.length === 0 || answer?.t === 'ok') written.push({ id: asOk(answer).key, by });
    }
  }
}
