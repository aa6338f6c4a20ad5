import { mineTopicOfAuthor, putMine, readMine } from './mine.ts';
import type { SeqOf } from './raise-all.ts';
import type { CommentRow } from './rows.ts';
import type { Settings } from './settings.ts';
import type { Reader, Transaction } from './storage.ts';

/** The topics that change when a comment is shown, or is not any more: its thread, and what its parent's author is told of answers. */
export async function topicsOfShowing(row: CommentRow, reader: Reader): Promise<string[]> {
  const answered = answeredTopic(row, await parentOf(row, reader));
  return [row.topic, ...(answered === undefined ? [] : [answered])];
}

/** One comment more, or one less, is shown: brings its parent's replies and answers and the thread's total in line (rules SN4, MN6). */
export async function countShown(row: CommentRow, by: 1 | -1, seqOf: SeqOf, transaction: Transaction, settings: Settings): Promise<void> {
  const parent = await parentOf(row, transaction);
  if (parent) await transaction.putComment({ ...parent, replies: parent.replies + by, cv: seqOf(row.topic) });
  const { topic } = row;
  await transaction.putTotals(topic, { total: (await transaction.topic(topic)).total + by });
  const mine = answeredTopic(row, parent);
  if (!parent || mine === undefined) return;
  const { answers = { count: 0, last: 0 } } = readMine(await transaction.item(mine, parent.id));
  const told = { count: answers.count + by, last: Math.max(answers.last, row.c) };
  await putMine({ topic: mine, id: parent.id, v: seqOf(mine) }, { answers: told }, transaction, settings);
}

async function parentOf({ topic, parent }: CommentRow, reader: Reader): Promise<CommentRow | undefined> {
  return parent === null ? undefined : reader.comment(topic, parent);
}

/** Nobody is told that she answered herself. */
function answeredTopic({ actor }: CommentRow, parent: CommentRow | undefined): string | undefined {
  return parent && parent.actor !== actor ? mineTopicOfAuthor(parent) : undefined;
}
