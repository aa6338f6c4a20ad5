import { type Inline, isSpace, parseInline, type StepCount } from './inline-marks.ts';

export type { Inline, Span, StepCount } from './inline-marks.ts';

/** A piece of a text that has lines of its own. */
export type Block =
  | { readonly type: 'paragraph'; readonly children: readonly Inline[] }
  | { readonly type: 'quote'; readonly children: readonly Inline[] }
  | { readonly type: 'list'; readonly items: readonly (readonly Inline[])[] };

interface Lines {
  readonly type: Block['type'];
  readonly lines: string[];
}

const MARKS: Readonly<Record<string, 'quote' | 'list'>> = { '>': 'quote', '-': 'list' };

/**
 * Reads a comment's light marks: **bold**, *italic*, `code`, ||spoiler||, addresses that are written out, and lines that begin with "> " or "- ".
 * All else is text as it is typed. Takes at most 4 steps a character, whatever the text; `count` is told them.
 */
export function parseMarks(text: string, count: StepCount = { steps: 0 }): Block[] {
  return linesOf(text, count).map(({ type, lines }) =>
    type === 'list' ? { type, items: lines.map((line) => parseInline(line, count)) } : { type, children: parseInline(lines.join('\n'), count) },
  );
}

/** Lines that belong together, without empty ones around them. */
function linesOf(text: string, count: StepCount): Lines[] {
  const found: Lines[] = [];
  let last: Lines | undefined;
  let empty: string[] = [];
  for (let start = 0; start <= text.length; ) {
    let end = start;
    let ink = start - 1;
    for (; end < text.length && text[end] !== '\n'; end += 1) {
      count.steps += 1;
      if (!isSpace(text[end] as string)) ink = end;
    }
    count.steps += 1;
    const mark = MARKS[text[start] ?? ''];
    // An empty line of a quote goes on with it.
    const quoted = mark === 'quote' && last?.type === 'quote' && ink === start;
    const type = quoted ? 'quote' : mark && text[start + 1] === ' ' && ink > start ? mark : 'paragraph';
    if (type === 'paragraph' && ink < start) empty.push(text.slice(start, end));
    else {
      if (last?.type !== type || (type !== 'paragraph' && empty.length > 0)) {
        last = { type, lines: [] };
        found.push(last);
      } else last.lines.push(...empty);
      empty = [];
      last.lines.push(type === 'paragraph' ? text.slice(start, end) : text.slice(start + 2, end));
    }
    start = end + 1;
  }
  return found;
}
