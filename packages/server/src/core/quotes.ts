import { type AddData, type Comment, countCodePoints, normalizeText } from '@bandoc/protocol';
import { Refusal } from './refusal.ts';
import type { CommentRow } from './rows.ts';
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

/** Comments that quote what this one does not say any more, each as it is without these words (rule QT2). */
export async function withoutQuotesOf(row: CommentRow, reader: Reader): Promise<ReadonlyArray<{ readonly before: CommentRow; readonly after: CommentRow }>> {
  const untrue = (await reader.quoting(row.topic, row.id)).filter(({ marks: { quote } }) => quote?.text && !(row.state === 'shown' && has(row, quote.text)));
  return untrue.map((before) => ({ before, after: { ...before, marks: { ...before.marks, quote: { id: row.id, text: '' } } } }));
}

/** Whether a comment has these words, however they are broken into lines. */
function has({ text }: CommentRow, words: string): boolean {
  const inOneLine = (lines: string) => lines.replace(/\s+/g, ' ');
  return inOneLine(text).includes(inOneLine(words));
}

function invalid(fault: string): Refusal {
  return new Refusal('invalid', `quote: ${fault}`, { data: { fields: { quote: fault } } });
}
