import { findMisquotes, type Misquotes } from './quotes.ts';
import { raiseAll, type SeqOf } from './raise-all.ts';
import type { CommentRow } from './rows.ts';
import type { Settings } from './settings.ts';
import { countShown, topicsOfShowing } from './shown-counts.ts';
import type { Transaction } from './storage.ts';
import { type Change, tellingsOf } from './tellings.ts';
import { forgetWordings, hasWordings, keepWording, wordingsTopic } from './wordings.ts';

/** What was committed of a comment, and the topics that changed with it. */
export interface Changed {
  readonly row: CommentRow;
  readonly topics: readonly string[];
}

/**
 * Puts a comment with all that follows from it, each topic raised once: counts where it is shown or not any more, earlier wordings, its author's
 * own topic while it is not public, the desk, and who quotes it, as far as that goes in one transaction.
 */
export async function changeComment(change: Change, transaction: Transaction, settings: Settings): Promise<Changed> {
  const { before, after } = change;
  const { topic } = after;
  const shownBy = Number(after.state === 'shown') - Number(before?.state === 'shown');
  const reworded = before !== undefined && before.text !== after.text && after.state !== 'gone';
  const forgotten = after.state === 'gone' && (await hasWordings(after, transaction));
  const misquotes = before && (shownBy < 0 || reworded) ? await findMisquotes(after, transaction) : undefined;
  const tellings = await tellingsOf([change, ...(misquotes?.found ?? [])], transaction, settings);
  const topics = [
    topic,
    ...(shownBy ? await topicsOfShowing(after, transaction) : []),
    ...(reworded || forgotten ? [wordingsTopic(after)] : []),
    ...tellings.map((one) => one.topic),
  ];
  const seqOf = await raiseAll(topics, transaction);
  const seq = seqOf(topic);

  const row = { ...after, v: seq, cv: before ? after.cv : seq, c: firstPublic(before, after, seq) };
  await transaction.putComment(row);
  if (misquotes) await putMisquotes(after, misquotes, seqOf, transaction);
  if (reworded) await keepWording(before, seqOf(wordingsTopic(before)), transaction);
  if (forgotten) await forgetWordings(after, seqOf(wordingsTopic(after)), transaction);
  if (shownBy) await markRanks(before, row, transaction);
  if (shownBy) await countShown(row, shownBy > 0 ? 1 : -1, seqOf, transaction, settings);
  for (const one of tellings) await one.tell(seqOf(one.topic));
  return { row, topics: [...new Set(topics)] };
}

/** Empties some more of the quotes that what a comment says now does not bear out; answers the topics that changed, none where it is not misquoted. */
export async function emptyQuotes(target: string, transaction: Transaction, settings: Settings): Promise<readonly string[]> {
  const [due] = await transaction.misquoted(1, target);
  if (!due) return [];
  // No comment is ever without its row, a deleted one neither.
  const row = (await transaction.comment(due.topic, target)) as CommentRow;
  const misquotes = await findMisquotes(row, transaction, due.after);
  const tellings = await tellingsOf(misquotes.found, transaction, settings);
  const topics = misquotes.found.length ? [row.topic, ...tellings.map((one) => one.topic)] : [];
  const seqOf = await raiseAll(topics, transaction);
  await putMisquotes(row, misquotes, seqOf, transaction);
  for (const one of tellings) await one.tell(seqOf(one.topic));
  return [...new Set(topics)];
}

async function putMisquotes({ topic, id }: CommentRow, { found, rest }: Misquotes, seqOf: SeqOf, transaction: Transaction): Promise<void> {
  for (const { after } of found) await transaction.putComment({ ...after, v: seqOf(topic) });
  if (rest) await transaction.putMisquoted(rest);
  else await transaction.dropMisquoted(id);
}

/** Ranks go by people, which are counted apart: of a root itself where it is not new, and of one that is answered. */
async function markRanks(before: CommentRow | undefined, { topic, id, parent, depth }: CommentRow, transaction: Transaction): Promise<void> {
  if (before && parent === null) await transaction.putUncounted({ topic, target: id });
  if (parent !== null && depth === 1) await transaction.putUncounted({ topic, target: parent });
}

/** A comment's place is where it first became public, which an imported one is as whatever it is; one that never was has none. */
function firstPublic(before: CommentRow | undefined, { state }: CommentRow, seq: number): number {
  if (!before) return state === 'pending' ? 0 : seq;
  return before.c || (state === 'shown' ? seq : 0);
}
