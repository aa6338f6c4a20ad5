import { check, type EditData, editData, type Put, parseTopic } from '@bandoc/protocol';
import { changeComment } from '../change-comment.ts';
import { ruleHolding } from '../holding.ts';
import { isModerator } from '../identity.ts';
import { readText } from '../limits.ts';
import { readMentions } from '../mentions.ts';
import { ownWords } from '../quotes.ts';
import { Refusal } from '../refusal.ts';
import type { CommentRow } from '../rows.ts';
import { factsOf } from '../thread-facts.ts';
import { checkVersion, createAnswers, readTarget } from './changing.ts';
import { isRepetition, lastWriteOf } from './last-write.ts';
import type { Outcome, WriteContext } from './write.ts';

/** Changes a comment's words and keeps the earlier ones, durably, or says why not (rules ED1–ED5, HD5). */
export async function writeEdit(put: Put, context: WriteContext): Promise<Outcome> {
  const { identity, settings, storage, clock } = context;
  const last = await lastWriteOf(put, context);
  const { answer, repeat } = await createAnswers(put, context);

  const known = await storage.view((reader) => readTarget(put, reader));
  if (known && isRepetition(known, last)) return repeat(known);
  checkEditor(known, context);
  await takeRate(context);

  const fault = check(editData, put.data, 'data');
  if (fault) throw new Refusal('bad-frame', fault);
  const { text: given, mentions = [] } = put.data as EditData;
  const text = readText(given, settings, ownWords(known.marks.quote));

  return storage.transact(async (transaction) => {
    const row = await readTarget(put, transaction);
    if (row && isRepetition(row, last)) return repeat(row);
    checkEditor(row, context);
    checkVersion(row, put, context);
    const { hold } = await factsOf(parseTopic(row.topic).name, transaction, settings);
    const rule = ruleHolding(text, hold, identity);
    const { mentions: earlier = [], ...marks } = row.marks;
    const meant = [...mentions, ...earlier.map(({ id }) => id)];
    const after: CommentRow = {
      ...row,
      ...last,
      text,
      edited: clock.now(),
      // Words that would have waited when they were new wait now, or an edit would be the way around.
      ...(rule ? { state: 'pending' } : {}),
      marks: { ...marks, ...(rule ? { rule } : {}), ...(await readMentions(meant, text, row.topic, transaction)) },
    };
    const { row: changed, topics } = await changeComment({ before: row, after }, transaction, settings);
    if (row.actor !== identity.id) await transaction.putLog({ at: clock.now(), who: identity.id, act: 'edit', topic: row.topic, target: row.id, reason: '' });
    return { ok: answer(changed), topics };
  });
}

/** Its author for a while, a moderator always. */
function checkEditor(row: CommentRow | undefined, { identity, settings, clock }: WriteContext): asserts row is CommentRow {
  const open = row?.state === 'shown' || row?.state === 'pending';
  const own = row?.actor === identity.id;
  if (!row || !open || (!row.c && !own && !isModerator(identity))) throw new Refusal('not-found', 'target: no such comment');
  if (isModerator(identity)) return;
  if (!own) throw new Refusal('denied', 'edit: another’s comment');
  if (clock.now() >= row.time + settings.editWindow) throw new Refusal('denied', 'edit: its time has passed');
}

async function takeRate({ identity, limiter }: WriteContext): Promise<void> {
  if (isModerator(identity)) return;
  const wait = await limiter.take('add', identity.id);
  if (wait) throw new Refusal('rate', 'put: too often', { retry: wait });
}
