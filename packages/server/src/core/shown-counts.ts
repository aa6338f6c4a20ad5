import type { CommentRow } from './rows.ts';
import type { Transaction } from './storage.ts';

/** One comment more, or one less, is shown: brings its parent's replies and the thread's total in line, at `seq` (rule SN4). */
export async function countShown({ topic, parent }: CommentRow, by: 1 | -1, seq: number, transaction: Transaction): Promise<void> {
  const answered = parent === null ? undefined : await transaction.comment(topic, parent);
  if (answered) await transaction.putComment({ ...answered, replies: answered.replies + by, cv: seq });
  await transaction.putTotals(topic, { total: (await transaction.topic(topic)).total + by });
}
