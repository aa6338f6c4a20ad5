import type { Put } from '@bandoc/protocol';
import { changeComment } from '../change-comment.ts';
import { isModerator } from '../identity.ts';
import { Refusal } from '../refusal.ts';
import type { CommentRow } from '../rows.ts';
import { checkVersion, createAnswers, readTarget } from './changing.ts';
import { isRepetition, lastWriteOf } from './last-write.ts';
import type { Outcome, WriteContext } from './write.ts';

/** Empties a comment for ever; what stays is its place, and the key of its deletion (rules DL1–DL4). */
export async function writeDel(put: Put, context: WriteContext): Promise<Outcome> {
  const { identity, settings, storage, clock } = context;
  const last = await lastWriteOf(put, context);
  const { answer, repeat } = await createAnswers(put, context);

  const known = await storage.view((reader) => readTarget(put, reader));
  if (known && isRepetition(known, last)) return repeat(known);
  checkOwner(known, context);

  return storage.transact(async (transaction) => {
    const row = await readTarget(put, transaction);
    if (row && isRepetition(row, last)) return repeat(row);
    checkOwner(row, context);
    if (put.if !== undefined) checkVersion(row, put, context);
    const after: CommentRow = { ...row, ...last, state: 'gone', text: '', marks: {} };
    const { row: emptied, topics } = await changeComment({ before: row, after }, transaction, settings);
    if (row.actor !== identity.id) await transaction.putLog({ at: clock.now(), who: identity.id, act: 'del', topic: row.topic, target: row.id, reason: '' });
    return { ok: answer(emptied), topics };
  });
}

/** Its author, or a moderator. */
function checkOwner(row: CommentRow | undefined, { identity }: WriteContext): asserts row is CommentRow {
  const own = row?.actor === identity.id;
  if (!row || row.state === 'gone' || (!row.c && !own && !isModerator(identity))) throw new Refusal('not-found', 'target: no such comment');
  if (!own && !isModerator(identity)) throw new Refusal('denied', 'del: another’s comment');
}
