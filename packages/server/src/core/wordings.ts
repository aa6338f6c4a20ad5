import type { CommentRow } from './rows.ts';
import type { Transaction } from './storage.ts';

/** Keeps the words that a comment has now, before others take their place: for the newsroom, not for readers. */
export async function keepWording({ id, text, time, edited }: CommentRow, transaction: Transaction): Promise<void> {
  const topic = wordingsTopic(id);
  const v = await transaction.raise(topic);
  await transaction.putItem({ topic, id: `${v}`, v, live: true, value: { text, time: edited || time } });
}

/** Empties what was kept of a comment's words: who deletes it deletes all of them. */
export async function forgetWordings({ id }: CommentRow, transaction: Transaction): Promise<void> {
  for (const row of await transaction.items(wordingsTopic(id), { limit: Number.MAX_SAFE_INTEGER }))
    await transaction.putItem({ ...row, live: false, value: {} });
}

function wordingsTopic(comment: string): string {
  return `past:${comment}`;
}
