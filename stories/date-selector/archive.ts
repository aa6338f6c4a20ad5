import { type Client, createClient, createMemoryStore, createMemoryWire, WireError } from '@bandoc/client';
import { createMemoryCore, trusted } from '@bandoc/server/core';

/** Afternoon of 22 October 2020 in Hà Nội: the stories' time does not pass. */
const NOW = Date.parse('2020-10-22T15:00:00+07:00');

const timers = {
  after: (ms: number, run: () => void) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** How the line to the paper is: it answers, it never does, or it fails until somebody tries `again` times. */
export type Line = { readonly kind: 'open' } | { readonly kind: 'silent' } | { readonly kind: 'failing'; readonly times: number };

/** The real server in the page, with the articles of a summer and an autumn: several on most days, none on some. */
export async function openArchive(line: Line = { kind: 'open' }): Promise<Client> {
  let last = 0;
  const ids = () => `id${String((last += 1)).padStart(20, '0')}`;
  const clock = { now: () => NOW };
  const core = createMemoryCore({ clock, timers, ids: { random: ids }, settings: { site: 'demo', threads: 'known' } });
  await core.publish(articles(), trusted);
  const wire = createMemoryWire(core);
  let failures = line.kind === 'failing' ? line.times : 0;
  const get: typeof wire.get = async (topic, query) => {
    if (line.kind === 'silent') await new Promise(() => {});
    if (failures > 0) {
      failures -= 1;
      throw new WireError('unreachable');
    }
    return wire.get(topic, query);
  };
  return createClient({ wire: { ...wire, get }, clock, timers, random: () => 0.5, ids, store: createMemoryStore() });
}

function articles() {
  const all = [];
  const first = Date.parse('2020-08-01T09:00:00+07:00');
  for (let day = 0; first + day * 86_400_000 <= NOW; day += 1) {
    for (let n = 0; n < (day * 5) % 9; n += 1) {
      const thread = `bai-${day}-${n}`;
      all.push({ thread, url: `https://bao.example/${thread}.html`, title: `Bài ${day}.${n}`, at: first + day * 86_400_000 + n * 600_000, scopes: ['home'] });
    }
  }
  return all;
}
