import type { StepCount } from './inline-marks.ts';

const BEGINNING = /https?:\/\/(?=[\p{L}\p{N}])/iuy;
/** White space, marks, brackets and quotes around an address, and what cannot be seen in one. */
const NOT_IN_LINK = /[\s*|`<>"“”«»\p{C}]/u;
const NOT_AT_END = /[.,;:!?'’…([{}\])]/;

/**
 * Where the address ends that begins there, without the punctuation after it; a closing bracket is part of it if it was opened in it. `link` is -1
 * where there is none, and none is what names a host after an `@`: a reader would take what is before it for the host. `next` is where to go on.
 */
export function endOfLink(text: string, from: number, count: StepCount): { readonly link: number; readonly next: number } {
  BEGINNING.lastIndex = from;
  const beginning = BEGINNING.exec(text)?.[0];
  if (!beginning) return { link: -1, next: from + 1 };
  let at = from + beginning.length;
  let link = at;
  let brackets = 0;
  let host = true;
  let hidesHost = false;
  for (; at < text.length; at += 1) {
    count.steps += 1;
    const char = text[at] as string;
    if (NOT_IN_LINK.test(char) && !isPartOfPair(char)) break;
    if (/[/?#\\]/.test(char)) host = false;
    if (host && char === '@') hidesHost = true;
    if (char === '(') brackets += 1;
    const closes = char === ')' && brackets > 0;
    if (closes) brackets -= 1;
    if (closes || !NOT_AT_END.test(char)) link = at + 1;
  }
  return hidesHost ? { link: -1, next: at } : { link, next: link };
}

/** Half of a character beyond U+FFFF, which alone counts as none. */
function isPartOfPair(char: string): boolean {
  return /[\uD800-\uDFFF]/.test(char);
}
