import type { Snap } from '@bandoc/protocol';
import type { ThreadReading } from './client.ts';
import { countShown, entryOf, groupComments, isComment } from './comment-order.ts';
import type { Clock } from './ports.ts';

/** A thread as one snapshot has it, without a client: what a living view of the same snapshot shows at first. `asked` is the order that was asked for. */
export function stillThread({ items, total = 0, more, now, ...snap }: Snap, asked: 'new' | 'old', clock: Clock): ThreadReading {
  const sort = snap.sort === 'new' || snap.sort === 'old' ? snap.sort : asked;
  const comments = items.filter(isComment);
  const lists = groupComments(comments, sort);
  const list = (parent: string | null) => lists.get(parent) ?? [];
  const replies = new Map(comments.map(({ id, counts }) => [id, counts.replies]));
  const offset = now === undefined ? 0 : now - clock.now();
  return {
    status: 'ready',
    failure: undefined,
    connection: 'idle',
    sort,
    total,
    roots: list(null).map(entryOf),
    more: more !== undefined,
    loadingMore: false,
    now: () => clock.now() + offset,
    repliesOf: (id) => list(id).map(entryOf),
    moreRepliesOf: (id) => Math.max(0, (replies.get(id) ?? 0) - countShown(list(id))),
  };
}
