import type { Snap } from '@bandoc/protocol';
import type { ThreadReading, ThreadSort } from './client.ts';
import { countShown, entryOf, groupComments, isComment, rankOf } from './comment-order.ts';
import type { Clock } from './ports.ts';

/**
 * A thread as one snapshot has it, without a client: what a living view of the same snapshot shows at first. `asked` is the order that was asked for,
 * `around` the comment that it is opened at.
 */
export function stillThread({ items, total = 0, more, now, order, ...snap }: Snap, asked: ThreadSort, clock: Clock, around?: string): ThreadReading {
  const { sort = asked } = snap;
  const comments = items.filter(isComment);
  const lists = groupComments(comments, sort, order && rankOf(order));
  const list = (parent: string | null) => lists.get(parent) ?? [];
  const replies = new Map(comments.map(({ id, counts }) => [id, counts.replies]));
  const offset = now === undefined ? 0 : now - clock.now();
  return {
    status: 'ready',
    failure: undefined,
    connection: 'idle',
    live: undefined,
    sort,
    total,
    roots: list(null).map(entryOf),
    // Around a reply, what is beyond are its siblings.
    more: more !== undefined && !comments.find(({ id }) => id === around)?.parent,
    loadingMore: false,
    now: () => clock.now() + offset,
    repliesOf: (id) => list(id).map(entryOf),
    moreRepliesOf: (id) => Math.max(0, (replies.get(id) ?? 0) - countShown(list(id))),
  };
}
