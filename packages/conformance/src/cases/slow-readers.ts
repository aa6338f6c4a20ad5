import type { Case } from '../conformance-case.ts';
import { demand, demandThat } from '../demand.ts';
import { asEv, asOk } from '../frames.ts';
import type { Link } from '../links/link.ts';
import type { Trial } from '../trial.ts';

/** ms, where a server does not announce it. */
const SLOW = 30_000;
/** Snapshots of 128 KiB that are asked for: more than any two systems keep for a connection. */
const READS = 160;

/** Connections whose reader is slow: rules SL1 to SL3. */
export const slowReaders: readonly Case[] = [
  {
    id: 'SL1.gathered',
    force: 'SHOULD',
    says: 'While a connection is not read its topic’s events become one, without a gap, with each comment.',
    usually: 'Every event is queued, and the process grows until it ends; or events are dropped.',
    within: 60_000,
    over: ['ws'],
    run: async (trial) => {
      const topic = await trial.thread();
      const { link } = await trial.follow(topic);
      await stuff(trial, link);
      const keys: string[] = [];
      for (let i = 0; i < 8; i += 1) {
        keys.push(...(await trial.fill(topic, 1)).map(({ id }) => id));
        await trial.wait(trial.about.tick);
      }
      link.resume();
      const last = keys.at(-1);
      await link.find((frame) => frame.t === 'ev' && frame.items.some(({ id }) => id === last), 'the event of the last', 30_000);
      const events = link.came.filter((frame) => frame.t === 'ev' && frame.from !== frame.to).map(asEv);
      demand(events.flatMap(({ items }) => items.map(({ id }) => id)).sort(), [...keys].sort(), 'each comment is told, once');
      // One may have left before it was full.
      demandThat(events.length <= 3, events.length, 'eight changes are few events');
    },
  },
  {
    id: 'SL2.not-begun',
    force: 'SHOULD',
    says: 'While a connection is not read its frames are not begun; then they are, in their order.',
    usually: 'Everything that is asked is answered into memory.',
    within: 60_000,
    over: ['ws'],
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const link = await lan.link;
      const ids = await stuff(trial, link);
      const put = trial.add(topic, 'sau cùng', { id: 9_999 });
      link.send(put);
      // What is written by another way and read again has taken longer than the put would.
      for (let i = 0; i < 4; i += 1) {
        await trial.fill(topic, 1);
        await trial.wait(trial.about.tick);
      }
      demand(await trial.read(topic), { total: 4 }, 'the put is not begun');
      link.resume();
      const ok = asOk(await link.find((frame) => 'id' in frame && frame.id === 9_999, 'the answer to the put', 30_000));
      demand(ok, { key: put.key }, 'then it is done');
      demand(
        link.came.filter((frame) => frame.t === 'snap').map((frame) => ('id' in frame ? frame.id : undefined)),
        ids,
        'all before it were answered, in their order',
      );
    },
  },
  {
    id: 'SL3.ends',
    force: 'MUST',
    says: 'A connection that is not read for longer than max.slow ends; meanwhile others are told as ever.',
    usually: 'It is kept; or one connection’s full buffer holds up all.',
    within: 120_000,
    over: ['ws'],
    run: async (trial) => {
      const topic = await trial.thread();
      const { link: quick } = await trial.follow(topic);
      const { link } = await trial.follow(topic);
      await stuff(trial, link);
      const [row] = await trial.fill(topic, 1);
      await quick.find((frame) => frame.t === 'ev' && frame.items.some(({ id }) => id === row?.id), 'the event on another connection');
      await trial.wait((trial.about.max.slow ?? SLOW) * 1.5 + 1_000);
      link.resume();
      await link.ended(30_000);
    },
  },
  {
    id: 'SL3.told',
    force: 'SHOULD',
    says: 'Who is let go for being slow hears err slow with retry.',
    usually: 'The socket is cut, which a page cannot tell from a lost network.',
    within: 120_000,
    over: ['ws'],
    run: async (trial) => {
      const link = await trial.connect();
      await stuff(trial, link);
      await trial.wait((trial.about.max.slow ?? SLOW) * 1.5 + 1_000);
      link.resume();
      const { err } = await link.ended(30_000);
      demand(err, { code: 'slow', retry: (retry: unknown) => Number(retry) >= 0 }, 'how it ends');
    },
  },
];

/** Stops to read a connection, and asks on it for more than fits; answers the ids of what was asked. */
async function stuff(trial: Trial, link: Link): Promise<number[]> {
  const large = await trial.thread();
  await trial.fill(large, 50, { text: 'ờ'.repeat(850) });
  link.pause();
  const ids = Array.from({ length: READS }, (_, i) => 2_000 + i);
  for (let from = 0; from < READS; from += trial.about.max.batch)
    link.send(...ids.slice(from, from + trial.about.max.batch).map((id) => ({ t: 'sub', id, topic: large, limit: 50, follow: 'off' })));
  return ids;
}
