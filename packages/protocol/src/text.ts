/**
 * Text as it is stored and compared: NFC, line ends as \n, at most two blank lines in a row, no white space at its ends,
 * no control characters, no bidirectional overrides (rule MD7).
 */
export function normalizeText(text: string): string {
  return (
    text
      .replace(/\r\n?|\u2028|\u2029/g, '\n')
      // Overrides and isolates can make a line read otherwise than it is written (UTS #55); joiners stay, emoji need them.
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
      // Only now: what was taken out may have stood between a letter and its mark.
      .normalize('NFC')
      .replace(/[ \t]+\n/g, '\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim()
  );
}

/** A display name on one line: `normalizeText` with every run of white space as one space. */
export function normalizeName(name: string): string {
  return normalizeText(name).replace(/\s+/g, ' ');
}

/** Length of a text in code points, the unit of `max.text`. */
export function countCodePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
