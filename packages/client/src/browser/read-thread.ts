import { threadTopic } from '@bandoc/protocol';
import type { ThreadReading, ThreadSort } from '../client.ts';
import { firstLook } from '../first-look.ts';
import type { Query } from '../ports.ts';
import { stillThread } from '../still-thread.ts';
import { windowOf } from '../thread-window.ts';
import { leftOut } from './left-out.ts';
import { resolveServer } from './page-clients.ts';
import { askAhead } from './topic-body.ts';

/**
 * A thread as it stands now, read without a client: what a page shows first, opened at the comment `around` if there is such a one. Undefined where
 * nothing can be shown; the client that comes after it goes on from the same answers, and says why.
 */
export async function readThread(base: string, name: string, sort: ThreadSort, around?: string): Promise<ThreadReading | undefined> {
  const topic = threadTopic(name);
  const read = async (at: Query) => {
    const body = await askAhead(resolveServer(base), topic, { ...windowOf(sort), ...at }).catch(() => undefined);
    return firstLook(body, topic, leftOut);
  };
  const snap = (around && (await read({ around }))) || (await read({}));
  return snap && stillThread(snap, sort, Date, around);
}
