import type { Comment, CommentCounts, Item } from '@bandoc/protocol';

/** The merge rule: by id and register the highest version wins (rule MD8). What is no comment is left out. */
export function mergeComments(state: ReadonlyMap<string, Comment>, items: readonly Item[]): Map<string, Comment> {
  const next = new Map(state);
  for (const item of (items as Array<Comment | CommentCounts>).filter((one) => 'counts' in one)) {
    const held = next.get(item.id);
    const words = 'v' in item && (!held || item.v > held.v) ? item : held;
    if (!words) continue;
    const counts = held && held.counts.v > item.counts.v ? held.counts : item.counts;
    next.set(item.id, { ...words, counts });
  }
  return next;
}
