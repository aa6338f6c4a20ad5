import { type Client, createMemoryWire, type Wire } from '@bandoc/client';
import { trusted } from '@bandoc/server/core';
import { createLine, type LineState } from '../../stories/line.ts';
import { createNewsroom } from '../client/newsroom.ts';

/** A paper whose real server runs in the page, in its own time. */
export interface Paper {
  readonly client: Client;
  /** Every topic that was asked for. */
  readonly asked: string[];
  /** Changes what stands between the reader and the paper. */
  setLine(state: LineState): void;
  publish(days: Readonly<Record<string, number>>): Promise<void>;
  /** Lets time pass for client and server, and every promise come to its end. */
  pass(ms: number): Promise<void>;
}

/** A paper with so many articles on each of these days. */
export async function openPaper(days: Readonly<Record<string, number>> = {}, state: LineState = 'good'): Promise<Paper> {
  const { time, core, reader } = createNewsroom({}, { threads: 'known' });
  const asked: string[] = [];
  const line = createLine(state);
  const wire = line.over(createMemoryWire(core));
  const get: Wire['get'] = (topic, query) => {
    asked.push(topic);
    return wire.get(topic, query);
  };
  let articles = 0;
  const publish = async (more: Readonly<Record<string, number>>) => {
    for (const [day, count] of Object.entries(more)) {
      const of = Array.from({ length: count }, () => {
        const thread = `bai-${(articles += 1)}`;
        return { thread, url: `https://bao.example/${thread}.html`, title: thread, at: Date.parse(`${day}T12:00:00+07:00`), scopes: ['home'] };
      });
      const outcome = await core.publish(of, trusted);
      if ('t' in outcome) throw new Error(`${outcome.code}: ${outcome.msg}`);
    }
    await core.project();
  };
  await publish(days);
  return { client: reader({ wire: { ...wire, get } }), asked, setLine: line.set, publish, pass: time.pass };
}
