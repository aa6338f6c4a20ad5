import type { Case } from '../conformance-case.ts';
import { demand, demandThat } from '../demand.ts';
import { factsIn } from '../desk.ts';
import { asOk, asWelcome, epochOf, type Row, rowsOf, seqOf } from '../frames.ts';
import { walk } from '../pages.ts';
import type { Trial } from '../trial.ts';
import { FOLLOWING } from '../ways.ts';

const KILLED = { over: ['http'], needs: ['kill'], alone: true, within: 60_000 } as const;

/** How long a derived count may be late, ms, and the way to here. */
const LATE = 3_000;

/** What a restart, an end without warning and a power cut must not change: rules HS4, MD4, PT2, PT3, DL2, EV3, RC5, CT2, DV2. */
export const surviving: readonly Case[] = [
  {
    id: 'HS4.restart',
    force: 'MUST',
    says: 'A guest is the same after a restart of the server, and may delete what she wrote before.',
    usually: 'Tokens of guests are signed with a secret that is drawn at every start, or kept in memory.',
    over: ['http', 'ws', 'io'],
    feat: ['guest'],
    needs: ['restart'],
    alone: true,
    within: 60_000,
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.guest('Lan');
      const [added] = await trial.post([trial.add(topic, 'một')], lan.auth);
      const { item } = asOk(added);
      await trial.again('restart');
      const hello = { t: 'hello', id: 1, v: [1], site: trial.site, auth: lan.auth };
      const answer = trial.binding === 'http' ? (await trial.post([hello]))[0] : await (await trial.open()).ask(hello);
      demand(asWelcome(answer), { user: { id: lan.id, name: 'Lan' } }, 'she is who she was');
      demand(await lan.does(topic, 'del', item?.id), { item: { state: 'gone' } }, 'what she wrote is hers');
    },
  },
  {
    id: 'PT2.kill',
    force: 'MUST',
    says: 'A key that was answered before the server was killed is answered with the same outcome and dup after it.',
    usually: 'Known keys are kept in memory.',
    invariant: 'I2',
    ...KILLED,
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const put = trial.add(topic, 'một');
      const first = asOk(await lan.ask(put));
      await trial.again('kill');
      demand(await lan.ask(put), { t: 'ok', dup: true, at: first.at, item: { id: put.key, v: first.item?.v, c: first.item?.c } }, 'it is known');
      demand(await trial.read(topic), { total: 1 }, 'there is one comment');
    },
  },
  {
    id: 'PT3.kill',
    force: 'MUST',
    says: 'Everything that was answered ok is there after the server was killed amid writing.',
    usually: 'The answer goes out before the commit, or the database answers before its log is on the disk (synchronous off).',
    invariant: 'I1',
    ...KILLED,
    run: async (trial) => {
      const topic = await trial.thread();
      const { answered } = await writeUntilKilled(trial, topic);
      const there = new Set((await walk(trial, topic, { limit: 50 })).flat().map(({ id }) => id));
      demandThat(answered.length > 0, answered.length, 'something was answered before the end');
      demand(
        answered.filter((key) => !there.has(key)),
        [],
        `none of ${answered.length} that were answered is missing`,
      );
    },
  },
  {
    id: 'PT2.kill-retries',
    force: 'MUST',
    says: 'After a kill amid writing every key is sent again: what was stored is dup, what was not is stored, and each is there once.',
    usually: 'A comment and its key are two writes, and the end comes between them.',
    invariant: 'I2',
    ...KILLED,
    run: async (trial) => {
      const topic = await trial.thread();
      const { asked, answered, auth } = await writeUntilKilled(trial, topic);
      const known = new Set(answered);
      for (let from = 0; from < asked.length; from += 20) {
        const puts = asked.slice(from, from + 20).map((put, i) => ({ ...put, id: i + 1 }));
        for (const answer of await trial.post(puts, auth)) {
          const { key, dup } = asOk(answer);
          demandThat(dup === true || !known.has(key), answer, 'what was answered is dup');
        }
      }
      const there = (await walk(trial, topic, { limit: 50 })).flat().map(({ id }) => id);
      demand(there.sort(), asked.map(({ key }) => key).sort(), 'each is there once');
      demand(await trial.read(topic), { total: asked.length }, 'and counts once');
    },
  },
  {
    id: 'MD4.kill',
    force: 'MUST',
    says: 'After a kill a cursor goes on: the epoch is the same and no seq went back, or it is another epoch and the cursor draws a full.',
    usually: 'The seq is counted in memory, or saved now and then, and starts again below what readers hold.',
    invariant: 'I8',
    ...KILLED,
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const { item, at: since = '' } = await lan.add(topic, 'một');
      await lan.add(topic, 'hai');
      const { at: before } = await trial.read(topic);
      await trial.again('kill');
      const { item: later } = await lan.add(topic, 'ba');
      const snap = await trial.read(topic, { since });
      const ids = rowsOf(snap).map(({ id }) => id);
      if (epochOf(snap.at) === epochOf(before)) {
        demandThat(seqOf(snap.at) > seqOf(before) && (later.c ?? 0) > seqOf(before), [before, snap.at, later], 'the seq goes on above what was');
        demandThat(snap.mode === 'full' || (ids.length === 2 && !ids.includes(item.id)), snap, 'a delta has the two that came after the cursor');
      } else demand(snap.mode, 'full', 'a cursor of another epoch draws a full');
    },
  },
  {
    id: 'DL2.kill',
    force: 'MUST',
    says: 'A deletion that was answered holds after a kill: no answer has the text.',
    usually: 'The deletion is told first and stored later.',
    invariant: 'I4',
    ...KILLED,
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const { at: since } = await trial.read(topic);
      const { item } = await lan.add(topic, 'lời đã rút lại');
      await lan.does(topic, 'del', item.id);
      await trial.again('kill');
      for (const query of [{}, { since }]) {
        const { text } = await trial.get(topic, query);
        demandThat(!text.includes('lời đã rút lại'), text, 'it is gone');
      }
      demand(await trial.read(topic), { total: 0 }, 'and counts no more');
    },
  },
  {
    id: 'EV3.kill',
    force: 'MUST',
    says: 'What a follower was told by ev is there after a kill, unless the epoch is another one.',
    usually: 'Followers are told before the commit, or from another process by way of a queue.',
    invariant: 'I5',
    ...KILLED,
    over: FOLLOWING,
    run: async (trial) => {
      const topic = await trial.thread();
      const { link } = await trial.follow(topic);
      const auth = await trial.token({ rights: ['import'] });
      const puts = Array.from({ length: 10 }, (_, i) => trial.add(topic, `lời ${i}`, { id: i + 1 }));
      const told = link.find((frame) => frame.t === 'ev' && frame.items.length > 0, 'an ev');
      void trial.post(puts, auth).catch(() => {});
      const { items, epoch } = (await told) as { items: Row[]; epoch: string };
      await trial.again('kill');
      const snap = await trial.read(topic, { limit: 50 });
      if (epochOf(snap.at) !== epoch) return;
      const there = new Map(rowsOf(snap).map((row) => [row.id, row]));
      for (const { id, text } of rowsOf({ items })) demand(there.get(id), { text }, 'what was told is there');
    },
  },
  {
    id: 'RC5.kill',
    force: 'MUST',
    says: 'Reactions that were answered just before a kill are counted after it, without another one.',
    usually: 'What is to be counted waits in memory.',
    invariant: 'I10',
    ...KILLED,
    feat: ['react'],
    run: async (trial) => {
      const topic = await trial.thread();
      const { item } = await (await trial.reader()).add(topic, 'một');
      const kind = factsIn(await trial.read(topic)).reactions?.[0] ?? 'like';
      const readers = await Promise.all([trial.reader(), trial.reader(), trial.reader()]);
      await Promise.all(readers.map((reader) => reader.does(topic, 'react', item.id, { kind })));
      await trial.again('kill');
      await trial.eventually(async () => demand(rowsOf(await trial.read(topic)), [{ counts: { reactions: { [kind]: 3 } } }], 'all three are counted'), LATE);
    },
  },
  {
    id: 'CT2.kill',
    force: 'MUST',
    says: 'Reactions to a page that were answered just before a kill are counted after it.',
    usually: 'What is to be counted waits in memory.',
    invariant: 'I10',
    ...KILLED,
    feat: ['count', 'react'],
    run: async (trial) => {
      const topic = await trial.thread();
      const page = topic.replace('thread:', 'count:');
      const kind = factsIn(await trial.read(topic)).reactions?.[0] ?? 'like';
      const readers = await Promise.all([trial.reader(), trial.reader()]);
      await Promise.all(readers.map((reader) => reader.does(page, 'react', undefined, { kind })));
      await trial.again('kill');
      const wanted = (items: unknown) => (items as { id: string; count: number }[]).some(({ id, count }) => id === `react.${kind}` && count === 2);
      await trial.eventually(async () => demand(await trial.read(page), { items: wanted }, 'both are counted'), LATE);
    },
  },
  {
    id: 'DV2.kill',
    force: 'MUST',
    says: 'A tally is right after a kill between a comment and its count.',
    usually: 'The tally is raised after the answer, and a start does not count again.',
    invariant: 'I10',
    ...KILLED,
    feat: ['articles', 'tally'],
    run: async (trial) => {
      const name = await trial.name();
      const scope = `kit-${trial.key().slice(0, 12)}`;
      await trial.publish({ thread: name, url: `/${name}`, title: name, at: Date.now() - 3_600_000, scopes: [scope] });
      const lan = await trial.reader();
      for (const text of ['một', 'hai', 'ba']) await lan.add(`thread:${name}`, text);
      await trial.again('kill');
      await trial.eventually(async () => demand(await trial.read(`tally:${scope}`, { ids: name }), { items: [{ id: name, count: 3 }] }, 'it counts all'), LATE);
    },
  },
];

/** Imports from several sides at once until the server is killed; answers all that was sent, and what of it was answered ok. */
async function writeUntilKilled(trial: Trial, topic: string) {
  const auth = await trial.token({ sub: 'kit-import', rights: ['import'] });
  const asked: ReturnType<Trial['add']>[] = [];
  const answered: string[] = [];
  const killing = new AbortController();
  const write = async () => {
    while (!killing.signal.aborted) {
      const put = trial.add(topic, `lời ${asked.length}`);
      asked.push(put);
      const [answer] = await trial.post([put], auth).catch(() => []);
      if (answer?.t === 'ok') answered.push(put.key);
      // What breaks off is the kill.
      else if (answer === undefined) return;
    }
  };
  const writers = Array.from({ length: 6 }, write);
  await trial.eventually(() => Promise.resolve(demandThat(answered.length >= 30, answered.length, 'writing goes on')), 10_000);
  await trial.again('kill');
  killing.abort();
  await Promise.all(writers);
  return { asked, answered, auth };
}
