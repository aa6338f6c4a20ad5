import { type AddData, type Comment, countCodePoints, normalizeText } from '@bandoc/protocol';
import { Refusal } from './refusal.ts';
import type { CommentRow, MisquotedRow } from './rows.ts';
import type { Settings } from './settings.ts';
import type { Reader } from './storage.ts';

type Quote = NonNullable<Comment['quote']>;

/** What a comment quotes, as it is stored; of a comment that it names it has the words (rule QT1). */
export async function readQuote(given: NonNullable<AddData['quote']>, topic: string, reader: Reader, settings: Settings): Promise<Quote> {
  const text = normalizeText(given.text);
  if (text === '') throw invalid('empty');
  if (countCodePoints(text) > settings.quote) throw invalid('too-long');
  if (given.id === undefined) return { text };
  const quoted = await reader.comment(topic, given.id);
  if (!quoted || quoted.state !== 'shown' || !has(quoted, text)) throw invalid('unknown');
  return { id: given.id, text };
}

/** Quoted words that no comment answers for: they are their writer's own. */
export function ownWords(quote: AddData['quote']): string {
  return quote?.id === undefined ? (quote?.text ?? '') : '';
}

/** So many are looked at in one transaction: with the comment and its parent 100 items change (the design's rule R11). */
const TOGETHER = 98;

/** Of some comments that quote one: those that do so by words which it does not have any more, as they are and without these words (rule QT2). */
export interface Misquotes {
  readonly found: ReadonlyArray<{ readonly before: CommentRow; readonly after: CommentRow }>;
  /** Where to look on, if not all that quote it were looked at. */
  readonly rest?: MisquotedRow;
}

export async function findMisquotes(row: CommentRow, reader: Reader, after = ''): Promise<Misquotes> {
  const { topic, id } = row;
  const looked = await reader.quoting(topic, id, { after, limit: TOGETHER });
  const untrue = looked.filter(({ marks: { quote } }) => quote?.text && !(row.state === 'shown' && has(row, quote.text)));
  const last = looked.length < TOGETHER ? undefined : looked.at(-1);
  return {
    found: untrue.map((before) => ({ before, after: { ...before, marks: { ...before.marks, quote: { id, text: '' } } } })),
    ...(last && { rest: { target: id, topic, after: last.id } }),
  };
}

/** Whether a comment has these words, however they are broken into lines. */
function has({ text }: CommentRow, words: string): boolean {
  const inOneLine = (lines: string) => lines.replace(/\s+/g, ' ');
  return inOneLine(text).includes(inOneLine(words));
}

function invalid(fault: string): Refusal {
  return new Refusal('invalid', `quote: ${fault}`, { data: { fields: { quote: fault } } });
}
