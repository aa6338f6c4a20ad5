import { type Snap, threadTopic } from '@bandoc/protocol';
import type { ThreadReading } from '../client.ts';
import { countShown, entryOf, groupComments, isComment } from '../comment-order.ts';
import { windowOf } from '../thread-window.ts';
import { resolveServer } from './page-clients.ts';
import { readAhead } from './read-topic.ts';

/**
 * A thread as it stands now, read without a client: what a page shows first. Undefined where nothing can be shown; the client that comes after
 * it goes on from the same answer, and says why.
 */
export async function readThread(base: string, name: string, sort: 'new' | 'old'): Promise<ThreadReading | undefined> {
  const topic = threadTopic(name);
  const answer = await readAhead(resolveServer(base), topic, windowOf(sort)).catch(() => undefined);
  return answer?.t === 'snap' && answer.topic === topic ? stillThread(answer, sort) : undefined;
}

function stillThread({ items, total = 0, more, now = Date.now(), ...snap }: Snap, asked: 'new' | 'old'): ThreadReading {
  const sort = snap.sort === 'new' || snap.sort === 'old' ? snap.sort : asked;
  const comments = items.filter(isComment);
  const lists = groupComments(comments, sort === 'new');
  const list = (parent: string | null) => lists.get(parent) ?? [];
  const replies = new Map(comments.map(({ id, counts }) => [id, counts.replies]));
  const offset = now - Date.now();
  return {
    status: 'ready',
    failure: undefined,
    connection: 'idle',
    sort,
    total,
    roots: list(null).map(entryOf),
    more: more !== undefined,
    loadingMore: false,
    now: () => Date.now() + offset,
    repliesOf: (id) => list(id).map(entryOf),
    moreRepliesOf: (id) => Math.max(0, (replies.get(id) ?? 0) - countShown(list(id))),
  };
}
