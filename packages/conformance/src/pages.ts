import type { Snap } from '@bandoc/protocol';
import { Breach } from './demand.ts';
import { type Row, rowsOf } from './frames.ts';
import type { Query, Trial } from './trial.ts';

const MOST_PAGES = 200;

/** Walks `more` from a first page by GET, and answers the comments of each page; between two pages something may happen. */
export async function walk(trial: Trial, topic: string, query: Query = {}, between: () => Promise<unknown> = async () => {}): Promise<Row[][]> {
  return walkFrom(await trial.read(topic, query), (page) => trial.read(topic, { ...query, page }), between);
}

/** The same from a first page that came already, each further one asked for as given. */
export async function walkFrom(first: Snap, ask: (page: string) => Promise<Snap>, between: () => Promise<unknown> = async () => {}): Promise<Row[][]> {
  const pages = [rowsOf(first)];
  for (let { more } = first; more !== undefined; ) {
    if (pages.length > MOST_PAGES) throw new Breach('a walk by `more` ends', `${MOST_PAGES} pages, and more`);
    await between();
    const next = await ask(more);
    pages.push(rowsOf(next));
    more = next.more;
  }
  return pages;
}
