import type { Client, ThreadEntry, ThreadView, Watchable } from '@bandoc/client';
import type { Comment } from '@bandoc/protocol';
import { expect } from 'vitest';
import type { FarNewsroom } from './far-newsroom.ts';

/** What is not so by then never will be, ms; nothing waits for it that comes sooner. */
const LATEST = 12_000;

/** Settles when it is so, looking at every change; what else there is to say if it never is, `tell` says. */
export function until(isSo: () => boolean, watched: readonly Watchable[], tell: () => unknown): Promise<void> {
  return new Promise((resolve, reject) => {
    const stops: Array<() => void> = [];
    const end = () => {
      clearTimeout(late);
      for (const stop of stops) stop();
    };
    const look = () => {
      if (!isSo()) return;
      end();
      resolve();
    };
    const late = setTimeout(() => {
      end();
      reject(new Error(`It never came to be. ${JSON.stringify(tell(), undefined, 1)}`));
    }, LATEST);
    for (const one of watched) stops.push(one.subscribe(look));
    look();
  });
}

/** Settles when anything has changed of what is watched. */
export function nextChange(watched: readonly Watchable[]): Promise<void> {
  let changed = false;
  const stops = watched.map((one) => one.subscribe(() => (changed = true)));
  return until(
    () => changed,
    watched,
    () => 'Nothing changed.',
  ).finally(() => stops.forEach((stop) => stop()));
}

/** One reader of a thread, and what she wrote. */
export interface Reader {
  readonly name: string;
  readonly client: Client;
  readonly view: ThreadView;
  readonly wrote: string[];
  /** Writes, and answers the key. */
  write(text: string, parent?: string | null): string;
  /** Settles when her page says of its connection that it is so. */
  says(connection: Client['connection']): Promise<void>;
  /** Settles when there is nothing to show, for this reason. */
  fails(code: string): Promise<void>;
  /** Settles when her page shows a comment, or shows her own as taken by the server. */
  sees(key: string): Promise<void>;
}

export function openThread(client: Client, name: string, thread = 'cho-dem'): Reader {
  const view = client.thread(thread);
  const wrote: string[] = [];
  const watched = [client, view];
  const tell = () => ({ name, connection: client.connection, failure: view.failure, holds: entriesOf(view).map(({ text, sending }) => [text, sending]) });
  return {
    name,
    client,
    view,
    wrote,
    write: (text, parent = null) => {
      const key = view.add({ text, parent, name });
      wrote.push(key);
      return key;
    },
    says: (connection) =>
      until(
        () => client.connection === connection,
        watched,
        () => ({ ...tell(), connection }),
      ),
    fails: (code) =>
      until(
        () => view.status === 'failed' && view.failure?.code === code,
        watched,
        () => ({ ...tell(), code }),
      ),
    sees: (key) =>
      until(
        () => entriesOf(view).some(({ id, sending }) => id === key && sending === undefined),
        watched,
        () => ({ ...tell(), key }),
      ),
  };
}

export function entriesOf(view: ThreadView): readonly ThreadEntry[] {
  return view.roots.flatMap((root) => [root, ...view.repliesOf(root.id)]);
}

/** What every reader of a thread is to show the same of a comment. */
const toldOf = ({ id, parent, text, state }: Comment | ThreadEntry, replies: number) => ({ id, parent, text, state, replies });

/**
 * Once the line is good again: every page says that it is connected, has nothing left to send, and shows what the server has stored and nothing
 * else; and what anybody wrote is stored, once.
 */
export async function agree(newsroom: FarNewsroom, readers: readonly Reader[]): Promise<void> {
  const wrote = readers.flatMap((one) => one.wrote);
  const watched = readers.flatMap(({ client, view }) => [client, view]);
  const shows = ({ view }: Reader) => entriesOf(view).map((entry) => ({ ...toldOf(entry, entry.replies), sending: entry.sending }));
  await until(
    () => readers.every(({ client }) => client.connection === 'up') && readers.every((one) => shows(one).every(({ sending }) => sending === undefined)),
    watched,
    () => readers.map((one) => [one.name, one.client.connection, shows(one).filter(({ sending }) => sending !== undefined)]),
  );
  const stored = await newsroom.stored('cho-dem');
  const ids = stored.map(({ id }) => id);
  expect(ids).toHaveLength(new Set(ids).size);
  expect(ids).toEqual(expect.arrayContaining(wrote));
  const roots = stored.filter(({ parent }) => parent === null).reverse();
  const wholeOf = ({ view }: Reader) =>
    roots
      .slice(0, view.more ? view.roots.length : roots.length)
      .flatMap((root) => [root, ...stored.filter(({ parent }) => parent === root.id)])
      .map((one) => ({ ...toldOf(one, one.counts.replies), sending: undefined }));
  await until(
    () => readers.every((one) => JSON.stringify(shows(one)) === JSON.stringify(wholeOf(one)) && one.view.total === stored.length),
    watched,
    () => readers.map((one) => ({ name: one.name, total: one.view.total, shows: shows(one), whole: wholeOf(one) })),
  );
}
