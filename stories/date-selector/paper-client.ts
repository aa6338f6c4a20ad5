import { type Client, createClient, createMemoryStore, createMemoryWire, WireError } from '@bandoc/client';
import { createMemoryCore, trusted } from '@bandoc/server/core';

/** What the paper printed in September and October 2020: articles a day. */
const PRINTED: Readonly<Record<string, number>> = {
  '2020-09-02': 6,
  '2020-09-15': 2,
  '2020-09-30': 3,
  '2020-10-01': 4,
  '2020-10-02': 2,
  '2020-10-03': 1,
  '2020-10-05': 3,
  '2020-10-06': 5,
  '2020-10-07': 2,
  '2020-10-08': 7,
  '2020-10-10': 9,
  '2020-10-12': 3,
  '2020-10-14': 4,
  '2020-10-15': 12,
  '2020-10-16': 3,
  '2020-10-19': 2,
  '2020-10-20': 8,
  '2020-10-21': 3,
  '2020-10-22': 5,
};

/** A client of the real server core, which runs in this page; with `cut` the line to it is down. */
export function paperClient({ cut = false }: { readonly cut?: boolean } = {}): Client {
  const clock = { now: () => Date.parse('2020-10-22T15:00:00+07:00') };
  const timers = {
    after: (ms: number, run: () => void) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  };
  const random = () => crypto.randomUUID().replaceAll('-', '');
  const core = createMemoryCore({ clock, timers, ids: { random }, settings: { site: 'demo', threads: 'known' } });
  const articles = Object.entries(PRINTED).flatMap(([day, count]) =>
    Array.from({ length: count }, (_, i) => {
      const thread = `${day}-${i}`;
      return { thread, url: `https://bao.example/${thread}.html`, title: thread, at: Date.parse(`${day}T08:00:00+07:00`), scopes: ['home'] };
    }),
  );
  const published = core.publish(articles, trusted).then(() => core.project());
  const wire = createMemoryWire(core);
  const get: typeof wire.get = async (topic, query) => {
    if (cut) throw new WireError('unreachable');
    await published;
    return wire.get(topic, query);
  };
  return createClient({ wire: { ...wire, get }, clock, timers, random: Math.random, ids: random, store: createMemoryStore() });
}
