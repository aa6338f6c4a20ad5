import { type Client, createClient, createMemoryStore, createMemoryWire, type Wire, WireError } from '@bandoc/client';
import { createMemoryCore, trusted } from '@bandoc/server/core';
import { openLive } from '../../packages/client/src/live.ts';

/** What stands between the reader and the paper: an answer at once, later, or none. */
export type Line = 'open' | 'slow' | 'cut';

/** A paper whose real server runs in the page, in its own time. */
export interface Paper {
  readonly client: Client;
  /** Every topic that was asked for. */
  readonly asked: string[];
  line: Line;
  publish(days: Readonly<Record<string, number>>): Promise<void>;
  /** Lets time pass for client and server, and every promise come to its end. */
  pass(ms: number): Promise<void>;
}

/** Afternoon of 22 October 2020 in Hà Nội. */
export const NOW = Date.parse('2020-10-22T15:00:00+07:00');

/** A paper with so many articles on each of these days. */
export async function openPaper(days: Readonly<Record<string, number>> = {}, line: Line = 'open'): Promise<Paper> {
  const time = createTime();
  let ids = 0;
  const random = () => `id${String((ids += 1)).padStart(20, '0')}`;
  const core = createMemoryCore({ clock: time, timers: time, ids: { random }, settings: { site: 'demo', threads: 'known' } });
  const waiting: (() => void)[] = [];
  let state = line;
  const asked: string[] = [];
  const wire = createMemoryWire(core);
  const get: Wire['get'] = async (topic, query) => {
    asked.push(topic);
    if (state === 'slow') await new Promise<void>((resolve) => waiting.push(resolve));
    if (state === 'cut') throw new WireError('unreachable');
    return wire.get(topic, query);
  };
  let articles = 0;
  const paper: Paper = {
    client: createClient({
      wire: { ...wire, get },
      clock: time,
      timers: time,
      random: () => 0.5,
      ids: random,
      store: createMemoryStore(),
      live: async () => ({ openLive }),
    }),
    asked,
    get line() {
      return state;
    },
    set line(to) {
      state = to;
      for (const go of waiting.splice(0)) go();
    },
    publish: async (more) => {
      for (const [day, count] of Object.entries(more)) {
        const of = Array.from({ length: count }, () => {
          const thread = `bai-${(articles += 1)}`;
          return { thread, url: `https://bao.example/${thread}.html`, title: thread, at: Date.parse(`${day}T12:00:00+07:00`), scopes: ['home'] };
        });
        const outcome = await core.publish(of, trusted);
        if ('t' in outcome) throw new Error(`${outcome.code}: ${outcome.msg}`);
      }
      await core.project();
    },
    pass: time.pass,
  };
  await paper.publish(days);
  return paper;
}

function createTime() {
  let now = NOW;
  const due = new Set<{ readonly at: number; readonly run: () => void }>();
  return {
    now: () => now,
    after: (ms: number, run: () => void) => {
      const one = { at: now + Math.max(0, ms), run };
      due.add(one);
      return () => void due.delete(one);
    },
    pass: async (ms: number) => {
      const until = now + ms;
      await settle();
      for (;;) {
        const [next] = [...due].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
        if (!next) break;
        due.delete(next);
        now = Math.max(now, next.at);
        next.run();
        await settle();
      }
      now = until;
    },
  };
}

/** Everything here waits for promises alone, which all come to their end before a next task. */
async function settle(): Promise<void> {
  for (let i = 0; i < 3; i += 1) await new Promise<void>((resolve) => setTimeout(resolve));
}
