import type { CommentRow } from './rows.ts';
import type { Transaction } from './storage.ts';

/** The topic that a comment's earlier wordings are kept in. */
export function wordingsTopic({ id }: CommentRow): string {
  return `past:${id}`;
}

/** Keeps the words of a comment that others take the place of, as a numbered wording: for the newsroom, not for readers (rule ED5). */
export async function keepWording(row: CommentRow, number: number, transaction: Transaction): Promise<void> {
  const value = { text: row.text, time: row.edited || row.time };
  await transaction.putItem({ topic: wordingsTopic(row), id: `${number}`, v: number, live: true, value });
}

/** Empties what was kept of a comment's words: who deletes it deletes all of them (rule DL2). */
export async function forgetWordings(row: CommentRow, transaction: Transaction): Promise<void> {
  for (const item of await transaction.items(wordingsTopic(row), { limit: Number.MAX_SAFE_INTEGER }))
    await transaction.putItem({ ...item, live: false, value: {} });
}
