import { type Comment, formatCursor, type Ok, type Put, parseTopic } from '@bandoc/protocol';
import { isModerator } from '../identity.ts';
import { commentOfRow, wholeCommentOfRow } from '../item-of-row.ts';
import { keptTopic } from '../kept-topic.ts';
import { Refusal } from '../refusal.ts';
import type { CommentRow } from '../rows.ts';
import type { Reader } from '../storage.ts';
import type { Outcome, WriteContext } from './write.ts';

/** How the writer of a change is told what became of the comment, the first time and again. */
export interface Answers {
  answer(row: CommentRow): Ok;
  repeat(row: CommentRow): Outcome;
}

export async function createAnswers({ id, key }: Put, context: WriteContext): Promise<Answers> {
  const epoch = await context.storage.epoch();
  const answer: Answers['answer'] = (row) => ({
    t: 'ok',
    id,
    key,
    item: commentFor(row, context),
    // What is not public moves no reader's thread.
    ...(row.c > 0 ? { at: formatCursor(epoch, row.v) } : {}),
  });
  return { answer, repeat: (row) => ({ ok: { ...answer(row), dup: true }, topics: [] }) };
}

/** The comment that a put is about, if there is one in its thread. */
export async function readTarget({ topic, op, target }: Put, reader: Reader): Promise<CommentRow | undefined> {
  if (parseTopic(topic).kind !== 'thread') throw new Refusal('denied', `op: ${op} is for comments of a thread`);
  if (target === undefined) throw new Refusal('bad-frame', 'target: missing');
  return reader.comment(topic, target);
}

/** Refuses who may not decide at the desk (rule MO1). */
export function checkDesk({ topic, op }: Put, { identity, settings }: WriteContext): void {
  if (parseTopic(topic).kind !== 'mod') throw new Refusal('denied', `op: ${op} is for the desk`);
  keptTopic(topic, identity, settings);
}

/** Refuses what is not there for everybody to see. */
export function checkShown(row: CommentRow | undefined): asserts row is CommentRow {
  if (!row?.c || row.state !== 'shown') throw new Refusal('not-found', 'target: no such comment');
}

/** Counts one more press of a reader, and of her network's guests (rules LM11, LM12). */
export async function takeVoteRate({ identity, address, limiter }: WriteContext): Promise<void> {
  // Her network's first: what it refuses costs her nothing of her own.
  const wait = (identity.guest && (await limiter.take('guest-react', address))) || (await limiter.take('react', identity.id));
  if (wait) throw new Refusal('rate', 'put: too often', { retry: wait });
}

/** Refuses a change of another version than the one that is there, and shows that one. */
export function checkVersion(row: CommentRow, put: Put, context: WriteContext): void {
  if (put.if === undefined) throw new Refusal('bad-frame', 'if: missing');
  if (put.if !== row.v) throw new Refusal('conflict', 'if: changed meanwhile', { data: { item: commentFor(row, context) } });
}

/** A comment as who asks may see it: whole to its author and to moderators. */
export function commentFor(row: CommentRow, { identity, settings }: WriteContext): Comment {
  return row.author.id === identity.id || isModerator(identity) ? wholeCommentOfRow(row, settings) : commentOfRow(row, settings);
}
