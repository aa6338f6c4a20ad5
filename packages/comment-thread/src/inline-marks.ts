import { endOfLink } from './link-end.ts';

/** What a line is made of; a link is shown as it is written. None stands in another of its kind, so a tree is never deep. */
export type Inline =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'code'; readonly text: string }
  | { readonly type: 'link'; readonly href: string }
  | { readonly type: Span; readonly children: readonly Inline[] };

/** What stands between two equal marks. */
export type Span = 'strong' | 'em' | 'spoiler';

/** How often the scanner has looked at a character, or at a piece that it found. */
export interface StepCount {
  steps: number;
}

interface Opening {
  readonly opens: Span;
  readonly mark: string;
  closed: boolean;
}
type Piece = Inline | Opening | { readonly closes: Span };

/** What a run of marks opens, or closes from its end; a run that is not here is shown as typed. */
const SPANS: Readonly<Record<string, readonly (readonly [Span, string])[]>> = {
  '*': [['em', '*']],
  '**': [['strong', '**']],
  '***': [
    ['strong', '**'],
    ['em', '*'],
  ],
  '||': [['spoiler', '||']],
};
const RUN_END = 4;

/**
 * Finds the marks in a text without blocks. One opens at the beginning of a word and closes at the end of one, so that `2*3*4` is what it is; of
 * two that could open, the later one does; what is not closed is text.
 */
export function parseInline(text: string, count: StepCount): Inline[] {
  const pieces: Piece[] = [];
  const open: Opening[] = [];
  let from = 0;
  let at = 0;
  let codeEnds = true;
  const cut = (to: number, next: number, ...found: Piece[]) => {
    if (to > from) pieces.push({ type: 'text', text: text.slice(from, to) });
    pieces.push(...found);
    from = at = next;
  };
  while (at < text.length) {
    count.steps += 1;
    const char = text[at];
    if (char === '`' && text[at - 1] !== '`' && text[at + 1] !== '`' && codeEnds) {
      const end = endOfCode(text, at + 1, count);
      codeEnds = end < text.length;
      if (codeEnds) {
        cut(at, end + 1, { type: 'code', text: text.slice(at + 1, end) });
        continue;
      }
    } else if (char === '*' || char === '|') {
      const end = endOfRun(text, at, count);
      const spans = (end - at < RUN_END && SPANS[text.slice(at, end)]) || [];
      const [before = ' ', after = ' '] = [text[at - 1], text[end]];
      if (spans.length > 0 && !isSpace(before) && !isWord(after) && spans.every(([span]) => open.some(({ opens }) => opens === span)))
        cut(at, end, ...close(open, spans));
      else if (spans.length > 0 && !isSpace(after) && !isWord(before)) cut(at, end, ...spans.map(([span, mark]) => reopen(open, span, mark)));
      else at = end;
      continue;
    } else if ((char === 'h' || char === 'H') && !isWord(text[at - 1] ?? ' ')) {
      const { link, next } = endOfLink(text, at, count);
      if (link > at) cut(at, link, { type: 'link', href: text.slice(at, link) });
      else at = next;
      continue;
    }
    at += 1;
  }
  cut(text.length, at);
  return grow(pieces, count);
}

/** The later of two openings is the one that counts. */
function reopen(open: Opening[], opens: Span, mark: string): Opening {
  const before = open.findIndex((one) => one.opens === opens);
  if (before >= 0) open.splice(before, 1);
  const opening = { opens, mark, closed: false };
  open.push(opening);
  return opening;
}

/** Closes all of them, the innermost first; what was opened within and is still open is text. */
function close(open: Opening[], spans: readonly (readonly [Span, string])[]): Piece[] {
  const closing = open.filter(({ opens }) => spans.some(([span]) => span === opens));
  open.length = open.indexOf(closing[0] as Opening);
  for (const one of closing) one.closed = true;
  return closing.reverse().map(({ opens }) => ({ closes: opens }));
}

/** The place of the next lone backtick, or the length of the text. */
function endOfCode(text: string, from: number, count: StepCount): number {
  for (let at = from; at < text.length; at += 1) {
    count.steps += 1;
    if (text[at] === '`' && text[at - 1] !== '`' && text[at + 1] !== '`') return at;
  }
  return text.length;
}

function endOfRun(text: string, from: number, count: StepCount): number {
  let end = from + 1;
  while (text[end] === text[from]) {
    count.steps += 1;
    end += 1;
  }
  return end;
}

/** Makes the tree of what was found in a row. */
function grow(pieces: readonly Piece[], count: StepCount): Inline[] {
  const lists: Inline[][] = [[]];
  for (const piece of pieces) {
    count.steps += 1;
    const list = lists.at(-1) as Inline[];
    if ('closes' in piece) lists.pop();
    else if ('opens' in piece && piece.closed) {
      const children: Inline[] = [];
      list.push({ type: piece.opens, children });
      lists.push(children);
    } else {
      const node: Inline = 'opens' in piece ? { type: 'text', text: piece.mark } : piece;
      const last = list.at(-1);
      if (node.type === 'text' && last?.type === 'text') list[list.length - 1] = { type: 'text', text: last.text + node.text };
      else list.push(node);
    }
  }
  return lists[0] as Inline[];
}

function isWord(char: string): boolean {
  return /[\p{L}\p{N}\p{M}]/u.test(char);
}

function isSpace(char: string): boolean {
  return /\s/.test(char);
}
