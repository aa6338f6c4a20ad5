import { type CommentState, check, type ModData, modData, normalizeText, type Put } from '@bandoc/protocol';
import { changeComment } from '../change-comment.ts';
import { wholeCommentOfRow } from '../item-of-row.ts';
import { Refusal } from '../refusal.ts';
import type { CommentMarks, CommentRow } from '../rows.ts';
import { checkDesk, checkVersion } from './changing.ts';
import { isRepetition, lastWriteOf } from './last-write.ts';
import type { ThreadAct } from './moderate-thread.ts';
import type { Outcome, WriteContext } from './write.ts';

interface Act {
  /** What a comment must be for it. */
  readonly from: readonly CommentState[];
  readonly to?: CommentState;
  /** Whether it settles what the desk waits for. */
  readonly settles?: true;
  marks(marks: CommentMarks, reason: string): CommentMarks;
}

const without = (marks: CommentMarks, ...names: ReadonlyArray<keyof CommentMarks>): CommentMarks =>
  Object.fromEntries(Object.entries(marks).filter(([name]) => !names.some((one) => one === name)));
const cleared = (marks: CommentMarks): CommentMarks => without(marks, 'reason', 'rule');
const withReason = (marks: CommentMarks, reason: string): CommentMarks => ({ ...cleared(marks), ...(reason === '' ? {} : { reason }) });

const ACTS: Readonly<Record<Exclude<ModData['act'], ThreadAct>, Act>> = {
  // Of one that is shown it says that the reports of it were read.
  approve: { from: ['pending', 'shown'], to: 'shown', settles: true, marks: cleared },
  reject: { from: ['pending'], to: 'hidden', settles: true, marks: withReason },
  hide: { from: ['shown'], to: 'hidden', settles: true, marks: withReason },
  restore: { from: ['hidden'], to: 'shown', settles: true, marks: cleared },
  pin: { from: ['shown'], marks: (marks) => ({ ...marks, pinned: true }) },
  unpin: { from: ['shown'], marks: (marks) => without(marks, 'pinned') },
  pick: { from: ['shown'], marks: (marks) => ({ ...marks, picked: true }) },
  unpick: { from: ['shown'], marks: (marks) => without(marks, 'picked') },
};

/** Does what a moderator decides of a comment, whose id alone names it. */
export async function moderateComment(put: Put, context: WriteContext): Promise<Outcome> {
  const { identity, settings, storage, clock } = context;
  const { target, data } = put;
  const last = await lastWriteOf(put, context);
  const done = (row: CommentRow, topics?: readonly string[]): Outcome => ({
    ok: { t: 'ok', id: put.id, key: put.key, item: wholeCommentOfRow(row, settings), ...(topics ? {} : { dup: true }) },
    topics: topics ?? [],
  });

  if (target === undefined) throw new Refusal('bad-frame', 'target: missing');
  const known = await storage.view((reader) => reader.find(target));
  if (known && isRepetition(known, last)) return done(known);
  checkDesk(put, context);

  const fault = check(modData, data, 'data');
  if (fault) throw new Refusal('bad-frame', fault);
  const { act, reason: given = '' } = data as ModData;
  const reason = normalizeText(given);
  const { from, to, settles, marks } = ACTS[act as keyof typeof ACTS];
  if (act === 'reject' && reason === '') throw new Refusal('invalid', 'reason: empty', { data: { fields: { reason: 'empty' } } });

  return storage.transact(async (transaction) => {
    const row = await transaction.find(target);
    if (row && isRepetition(row, last)) return done(row);
    if (!row) throw new Refusal('not-found', 'target: no such comment');
    checkVersion(row, put, context);
    if (!from.includes(row.state)) throw new Refusal('invalid', `act: not of what is ${row.state}`, { data: { fields: { act: row.state } } });
    const after = { ...row, ...last, state: to ?? row.state, marks: marks(row.marks, reason) };
    const decision = settles && { decision: { by: identity.name, reason } };
    const { row: changed, topics } = await changeComment({ before: row, after, ...decision }, transaction, settings);
    await transaction.putLog({ at: clock.now(), who: identity.id, act, topic: row.topic, target, reason });
    return done(changed, topics);
  });
}
