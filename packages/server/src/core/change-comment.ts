import { type Desk, deskTopic, putDesk } from './desk.ts';
import { mineTopicOfAuthor, putMine } from './mine.ts';
import { withoutQuotesOf } from './quotes.ts';
import { raiseAll } from './raise-all.ts';
import type { CommentRow, ItemRow } from './rows.ts';
import type { Settings } from './settings.ts';
import { countShown, topicsOfShowing } from './shown-counts.ts';
import type { Transaction } from './storage.ts';
import { forgetWordings, hasWordings, keepWording, wordingsTopic } from './wordings.ts';

/** A comment that is new (no `before`) or changes. */
export interface Change {
  readonly before?: CommentRow | undefined;
  /** All but its seqs, which its commit gives it. */
  readonly after: CommentRow;
  /** What the newsroom decided, for the desk: with it, nothing waits there any more. */
  readonly decision?: Pick<Desk, 'by' | 'reason'>;
}

/** What was committed of a comment, and the topics that changed with it. */
export interface Changed {
  readonly row: CommentRow;
  readonly topics: readonly string[];
}

/**
 * Puts a comment with all that follows from it, each topic raised once: counts where it is shown or not any more, earlier wordings, its author's
 * own topic while it is not public, the desk, and who quotes it.
 */
export async function changeComment(change: Change, transaction: Transaction, settings: Settings): Promise<Changed> {
  const { before, after } = change;
  const { topic } = after;
  const shownBy = Number(after.state === 'shown') - Number(before?.state === 'shown');
  const reworded = before !== undefined && before.text !== after.text && after.state !== 'gone';
  const forgotten = after.state === 'gone' && (await hasWordings(after, transaction));
  const quoting = before && (shownBy < 0 || reworded) ? await withoutQuotesOf(after, transaction) : [];
  const tellings: Telling[] = [];
  for (const one of [change, ...quoting]) tellings.push(...(await tellingsOf(one, transaction, settings)));
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
  const emptied = quoting.map((one) => one.after.id);
  if (emptied.length) await transaction.dropQuotes(topic, emptied, seq);
  if (reworded) await keepWording(before, seqOf(wordingsTopic(before)), transaction);
  if (forgotten) await forgetWordings(after, seqOf(wordingsTopic(after)), transaction);
  if (shownBy) await markRanks(before, row, transaction);
  if (shownBy) await countShown(row, shownBy > 0 ? 1 : -1, seqOf, transaction, settings);
  for (const one of tellings) await one.tell(seqOf(one.topic));
  return { row, topics: [...new Set(topics)] };
}

/** A topic besides its thread that tells of a comment, and how, once that is put. */
interface Telling {
  readonly topic: string;
  tell(seq: number): Promise<void>;
}

/** Where else a change is told: to the author of what is or was not public, and at the desk. */
async function tellingsOf({ before, after, decision }: Change, transaction: Transaction, settings: Settings): Promise<Telling[]> {
  const author = isWithheld(before) || isWithheld(after) ? mineTopicOfAuthor(after) : undefined;
  const desk = deskTopic(settings);
  const onDesk = before && (await transaction.item(desk, after.id));
  const desked = onDesk !== undefined || after.state === 'pending' || decision !== undefined;
  const live = waits(after, onDesk, decision);
  return [
    ...(author === undefined ? [] : [{ topic: author, tell: (v: number) => putMine({ topic: author, id: after.id, v }, {}, transaction, settings) }]),
    ...(desked ? [{ topic: desk, tell: (v: number) => putDesk(after, { v, live }, decision ?? {}, transaction, settings) }] : []),
  ];
}

/** Ranks go by people, which are counted apart: of a root itself where it is not new, and of one that is answered. */
async function markRanks(before: CommentRow | undefined, { topic, id, parent, depth }: CommentRow, transaction: Transaction): Promise<void> {
  if (before && parent === null) await transaction.putUncounted({ topic, target: id });
  if (parent !== null && depth === 1) await transaction.putUncounted({ topic, target: parent });
}

/** What only its author and the newsroom may read. */
function isWithheld(row: CommentRow | undefined): boolean {
  return row?.state === 'pending' || row?.state === 'hidden';
}

/** A comment's place is where it first became public, which an imported one is as whatever it is; one that never was has none. */
function firstPublic(before: CommentRow | undefined, { state }: CommentRow, seq: number): number {
  if (!before) return state === 'pending' ? 0 : seq;
  return before.c || (state === 'shown' ? seq : 0);
}

function waits({ state }: CommentRow, onDesk: ItemRow | undefined, decision: Change['decision']): boolean {
  return state === 'pending' || (state !== 'gone' && decision === undefined && (onDesk?.live ?? false));
}
