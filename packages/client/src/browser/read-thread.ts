import { threadItem, threadTopic } from '@bandoc/protocol';
import type { ThreadReading } from '../client.ts';
import { readSnap } from '../frame-reading.ts';
import { stillThread } from '../still-thread.ts';
import { windowOf } from '../thread-window.ts';
import { resolveServer } from './page-clients.ts';
import { askAhead } from './topic-body.ts';

/**
 * A thread as it stands now, read without a client: what a page shows first. Undefined where nothing can be shown; the client that comes after
 * it goes on from the same answer, and says why.
 */
export async function readThread(base: string, name: string, sort: 'new' | 'old'): Promise<ThreadReading | undefined> {
  const topic = threadTopic(name);
  const body = await askAhead(resolveServer(base), topic, windowOf(sort)).catch(() => undefined);
  const snap = readSnap(body, topic, threadItem);
  return snap && stillThread(snap, sort, Date);
}
