/** Somebody who can be mentioned. */
export interface Person {
  readonly id: string;
  readonly name: string;
}

/** How many a comment mentions at most (rule MT1). */
const MOST = 10;
/** An @ that no word or number stands before, and what was typed of a name after it, up to its 40 letters. */
const NAMING = /(?<![\p{L}\p{M}\p{N}@])@((?! )[^\n@]{0,40})$/u;

/** The name that is being typed where the caret is, and where its @ stands; undefined where none is. */
export function namingAt(text: string, caret: number): { readonly from: number; readonly typed: string } | undefined {
  const found = NAMING.exec(text.slice(0, caret));
  return found ? { from: found.index, typed: found[1] ?? '' } : undefined;
}

/** Whether a word of a name begins so, whatever the marks and the case. */
export function isBegun(name: string, typed: string): boolean {
  return ` ${fold(name)}`.includes(` ${fold(typed)}`);
}

/** Ids of those whose name stands in a text after an @, with no letter or digit after it; of two of one name the first, of two in one place the longer. */
export function mentionsIn(text: string, people: Iterable<Person>): readonly string[] {
  const ids: string[] = [];
  let rest = text.normalize('NFC');
  for (const { id, name } of [...people].sort((a, b) => b.name.length - a.name.length)) {
    const parts = rest.split(`@${name}`);
    const isNamed = parts.slice(1).some((after) => !/^[\p{L}\p{M}\p{N}]/u.test(after));
    if (!name || !isNamed) continue;
    ids.push(id);
    rest = parts.join(' ');
  }
  return ids.slice(0, MOST);
}

/** Letters without their marks, as whoever is in a hurry writes them. */
function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd');
}
