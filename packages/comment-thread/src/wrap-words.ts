/** What a writer can put around words, and before lines. */
export type Mark = '**' | '*' | '`' | '||' | '> ' | '- ';

/** What a mark does to a text: `insert` in the place of what is between `from` and `to`, and what is selected then. */
export interface Wrapping {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
  readonly select: readonly [number, number];
}

/** Puts a mark around what is selected, whole words of it, or before its lines; takes it away where it is already. */
export function wrapWords(text: string, start: number, end: number, mark: Mark): Wrapping {
  return mark === '> ' || mark === '- ' ? wrapLines(text, start, end, mark) : wrapInline(text, start, end, mark);
}

function wrapLines(text: string, start: number, end: number, mark: Mark): Wrapping {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const next = text.indexOf('\n', end);
  const to = next < 0 ? text.length : next;
  const lines = text.slice(from, to).split('\n');
  const marked = lines.every((line) => line.startsWith(mark));
  const insert = lines.map((line) => (marked ? line.slice(mark.length) : line.startsWith(mark) ? line : mark + line)).join('\n');
  const caret = Math.max(from, start + (insert.length - (to - from)));
  return { from, to, insert, select: start === end ? [caret, caret] : [from, from + insert.length] };
}

function wrapInline(text: string, start: number, end: number, mark: Mark): Wrapping {
  let [from, to] = [start, end];
  // A mark in a word is none; where nothing is selected, the word at the caret is meant.
  if (start === end || isWord(text[from])) while (isWord(text[from - 1])) from -= 1;
  if (start === end || isWord(text[to - 1])) while (isWord(text[to])) to += 1;
  while (from < to && /\s/.test(text[from] as string)) from += 1;
  while (to > from && /\s/.test(text[to - 1] as string)) to -= 1;
  const words = text.slice(from, to);
  if (has(text.slice(0, from), mark, -1) && has(text.slice(to), mark, 1)) {
    const begin = from - mark.length;
    return { from: begin, to: to + mark.length, insert: words, select: [begin, begin + words.length] };
  }
  if (words.length > 2 * mark.length && has(words, mark, 1) && has(words, mark, -1)) {
    const insert = words.slice(mark.length, -mark.length);
    return { from, to, insert, select: [from, from + insert.length] };
  }
  const inner = from + mark.length;
  return { from, to, insert: mark + words + mark, select: [inner, inner + words.length] };
}

/** Whether a text begins (1) or ends (-1) with a mark; of three asterisks in a row two are bold and one italic. */
function has(text: string, mark: Mark, side: 1 | -1): boolean {
  const char = mark[0] as string;
  let run = 0;
  while (text.at(side === 1 ? run : -1 - run) === char) run += 1;
  return mark === '*' ? run === 1 || run === 3 : mark === '**' ? run === 2 || run === 3 : run === mark.length;
}

function isWord(char: string | undefined): boolean {
  return char !== undefined && /[\p{L}\p{N}\p{M}]/u.test(char);
}
