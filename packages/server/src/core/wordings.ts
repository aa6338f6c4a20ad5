import { parseTopic, type Wording } from '@bandoc/protocol';
import type { CommentRow, ItemRow } from './rows.ts';
import type { Transaction } from './storage.ts';

/** So many are kept of a comment: with what else a deletion changes, all fit into one transaction (the design's rule R11). */
const MOST = 90;

/** The topic that a comment's earlier wordings are kept in. */
export function wordingsTopic({ id }: CommentRow): string {
  return `past:${id}`;
}

export function isWording({ topic }: ItemRow): boolean {
  return parseTopic(topic).kind === 'past';
}

/** An earlier wording as the newsroom reads it; one that was deleted has no words. */
export function wordingOf({ id, v, value }: ItemRow): Wording {
  const { text = '', time = 0 } = value as Partial<Wording>;
  return { id, v, text, time };
}

/** Whether a comment had other words before. */
export async function hasWordings(row: CommentRow, transaction: Transaction): Promise<boolean> {
  return (await transaction.items(wordingsTopic(row), { limit: 1 })).length > 0;
}

/** Keeps the words of a comment that others take the place of, as a numbered wording, the last that there is room for in the place of the one before: for the newsroom, not for readers (rule ED5). */
export async function keepWording(row: CommentRow, number: number, transaction: Transaction): Promise<void> {
  const value = { text: row.text, time: row.edited || row.time };
  await transaction.putItem({ topic: wordingsTopic(row), id: `${Math.min(number, MOST)}`, v: number, live: true, value });
}

/** Empties what was kept of a comment's words, at a seq of theirs: who deletes it deletes all of them (rule DL2). */
export async function forgetWordings(row: CommentRow, v: number, transaction: Transaction): Promise<void> {
  for (const item of await transaction.items(wordingsTopic(row), { limit: Number.MAX_SAFE_INTEGER }))
    await transaction.putItem({ ...item, v, live: false, value: { time: wordingOf(item).time } });
}
