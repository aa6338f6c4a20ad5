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

/** What was found in a row; each has all fields, so that the engine need not ask which they are. */
interface Piece {
  /** What stands there as it is, or is shown of a mark that is not closed. */
  readonly node: Inline;
  /** Of a mark what it opens, and whether that was closed. */
  readonly opens: Span | undefined;
  closed: boolean;
  readonly closes: boolean;
}

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
const WORD = /[\p{L}\p{N}\p{M}]/u;
const SPACE = /\s/;

/**
 * Finds the marks in a text without blocks. One opens at the beginning of a word and closes at the end of one, so that `2*3*4` is what it is; of
 * two that could open, the later one does; what is not closed is text.
 */
export function parseInline(text: string, count: StepCount): Inline[] {
  const pieces: Piece[] = [];
  const open: Piece[] = [];
  let from = 0;
  let at = 0;
  let codeEnds = true;
  /** What was passed before is text. */
  const cut = (to: number, next: number) => {
    if (to > from) pieces.push(pieceOf({ type: 'text', text: text.slice(from, to) }));
    from = at = next;
  };
  while (at < text.length) {
    count.steps += 1;
    const char = text[at];
    if (char === '`' && text[at - 1] !== '`' && text[at + 1] !== '`' && codeEnds) {
      const end = endOfCode(text, at + 1, count);
      codeEnds = end < text.length;
      if (codeEnds) {
        const code = text.slice(at + 1, end);
        cut(at, end + 1);
        pieces.push(pieceOf({ type: 'code', text: code }));
        continue;
      }
    } else if (char === '*' || char === '|') {
      const end = endOfRun(text, at, count);
      const spans = (end - at < RUN_END && SPANS[text.slice(at, end)]) || [];
      const [before = ' ', after = ' '] = [text[at - 1], text[end]];
      if (spans.length > 0 && !isSpace(before) && !isWord(after) && spans.every(([span]) => open.some(({ opens }) => opens === span))) {
        cut(at, end);
        close(open, spans, pieces);
      } else if (spans.length > 0 && !isSpace(after) && !isWord(before)) {
        cut(at, end);
        for (const [span, mark] of spans) reopen(open, span, mark, pieces);
      } else at = end;
      continue;
    } else if ((char === 'h' || char === 'H') && !isWord(text[at - 1] ?? ' ')) {
      const { link, next } = endOfLink(text, at, count);
      if (link > at) {
        const href = text.slice(at, link);
        cut(at, link);
        pieces.push(pieceOf({ type: 'link', href }));
      } else at = next;
      continue;
    }
    at += 1;
  }
  cut(text.length, at);
  return grow(pieces, count);
}

function pieceOf(node: Inline, opens?: Span, closes = false): Piece {
  return { node, opens, closed: false, closes };
}

/** The later of two openings is the one that counts. */
function reopen(open: Piece[], opens: Span, mark: string, pieces: Piece[]): void {
  const before = open.findIndex((one) => one.opens === opens);
  if (before >= 0) open.splice(before, 1);
  const opening = pieceOf({ type: 'text', text: mark }, opens);
  open.push(opening);
  pieces.push(opening);
}

/** Closes all of them, the innermost first; what was opened within and is still open is text. */
function close(open: Piece[], spans: readonly (readonly [Span, string])[], pieces: Piece[]): void {
  const first = open.findIndex(({ opens }) => spans.some(([span]) => span === opens));
  for (const one of open.splice(first)) {
    if (!spans.some(([span]) => span === one.opens)) continue;
    one.closed = true;
    pieces.push(pieceOf(one.node, undefined, true));
  }
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
  const lists: Inline[][] = [];
  let list: Inline[] = [];
  for (const { node, opens, closed, closes } of pieces) {
    count.steps += 1;
    const last = list.at(-1);
    if (closes) list = lists.pop() ?? [];
    else if (opens && closed) {
      const children: Inline[] = [];
      list.push({ type: opens, children });
      lists.push(list);
      list = children;
    } else if (node.type === 'text' && last?.type === 'text') (last as { text: string }).text += node.text;
    else list.push(node);
  }
  return list;
}

function isWord(char: string): boolean {
  const code = char.charCodeAt(0);
  // Most characters are of these, and to ask a pattern takes ten times as long.
  if (code < 0x80) return (code > 0x2f && code < 0x3a) || ((code | 0x20) > 0x60 && (code | 0x20) < 0x7b);
  return WORD.test(char);
}

export function isSpace(char: string): boolean {
  const code = char.charCodeAt(0);
  return code < 0x80 ? code === 0x20 || (code > 0x08 && code < 0x0e) : SPACE.test(char);
}
