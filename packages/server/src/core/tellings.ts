import { type Desk, deskTopic, putDesk } from './desk.ts';
import { mineTopicOfAuthor, putMine } from './mine.ts';
import type { CommentRow, ItemRow } from './rows.ts';
import type { Settings } from './settings.ts';
import type { Transaction } from './storage.ts';

/** A comment that is new (no `before`) or changes. */
export interface Change {
  readonly before?: CommentRow | undefined;
  /** All but its seqs, which its commit gives it. */
  readonly after: CommentRow;
  /** What the newsroom decided, for the desk: with it, nothing waits there any more. */
  readonly decision?: Pick<Desk, 'by' | 'reason'>;
}

/** A topic besides their thread that tells of a comment, and how, once that is put. */
interface Telling {
  readonly topic: string;
  tell(seq: number): Promise<void>;
}

/** Where else changes are told: to the author of what is or was not public, and at the desk. */
export async function tellingsOf(changes: readonly Change[], transaction: Transaction, settings: Settings): Promise<Telling[]> {
  const tellings: Telling[] = [];
  for (const change of changes) tellings.push(...(await tellingsOfOne(change, transaction, settings)));
  return tellings;
}

async function tellingsOfOne({ before, after, decision }: Change, transaction: Transaction, settings: Settings): Promise<Telling[]> {
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

/** What only its author and the newsroom may read. */
function isWithheld(row: CommentRow | undefined): boolean {
  return row?.state === 'pending' || row?.state === 'hidden';
}

function waits({ state }: CommentRow, onDesk: ItemRow | undefined, decision: Change['decision']): boolean {
  return state === 'pending' || (state !== 'gone' && decision === undefined && (onDesk?.live ?? false));
}
