import type { Limits } from './day-limits.ts';
import { isoDay, PARTS } from './day-parts.ts';
import type { Part } from './iso-day.ts';

/** What stands in the three fields. */
export type Typed = Readonly<Record<Part, string>>;

/**
 * What is wrong with a typed date, in GOV.UK's order: empty, incomplete, a year that is no four digits, a day that does not exist, one beyond the limits.
 * `parts` are those to mend; none where the whole is unclear.
 */
export interface DateFault {
  readonly kind: 'empty' | 'incomplete' | 'short-year' | 'impossible' | 'out-of-range';
  readonly parts: readonly Part[];
}

/** Words that may stand around a date's numbers. */
const WORDS = /thứ (hai|ba|tư|năm|sáu|bảy)|chủ nhật|ngày|tháng|năm/g;

/**
 * Takes a whole date apart: 17/2/2007, 17-02-2007, 17.2.2007, 17022007, 2007-02-17, "ngày 17 tháng 2 năm 2007", in composed or decomposed
 * letters. Undefined where the text is not one whole date. Whether the date exists is not asked; day comes before month, always.
 */
export function readWholeDate(text: string): Typed | undefined {
  const plain = text.normalize('NFKC').toLowerCase().trim().replace(WORDS, ' ');
  const compact = /^(\d\d)(\d\d)(\d{4})$/.exec(plain);
  // 20070217: four digits that end like a month and a day are no year that a newspaper has.
  if (compact && Number(compact[3]) > 1231) return typed(compact[1], compact[2], compact[3]);
  if (compact) return typed(plain.slice(6), plain.slice(4, 6), plain.slice(0, 4));
  if (/[^\d\s,/.-]/.test(plain)) return undefined;
  const [first = '', second = '', third = '', ...more] = plain.match(/\d+/g) ?? [];
  if (more.length > 0 || second.length > 2) return undefined;
  if (/^\d{4}$/.test(first) && /^\d\d?$/.test(third)) return typed(third, second, first);
  return first.length <= 2 && /^(\d\d|\d{4})$/.test(third) ? typed(first, second, third) : undefined;
}

/** Reads what was typed: a day, or what is wrong with it. */
export function readTyped(given: Typed, { min, max }: Limits): { readonly day: string } | { readonly fault: DateFault } {
  const text = (part: Part) => given[part].normalize('NFKC').trim();
  const fault = (kind: DateFault['kind'], parts: readonly Part[]) => ({ fault: { kind, parts } });
  const missing = PARTS.filter((part) => !text(part));
  if (missing.length === PARTS.length) return fault('empty', PARTS);
  if (missing.length > 0) return fault('incomplete', missing);
  if (!/^\d{4}$/.test(text('year'))) return fault('short-year', ['year']);
  const number = (part: Part) => (/^\d{1,2}$/.test(text(part)) ? Number(text(part)) : 0);
  const year = Number(text('year'));
  const day = isoDay(year, number('month'), number('day'));
  if (!day) return fault('impossible', wrongParts(year, number('month'), number('day')));
  if ((min && day < min) || (max && day > max)) return fault('out-of-range', PARTS);
  return { day };
}

/** The one part that can be right in no date; else the day, which this month lacks. */
function wrongParts(year: number, month: number, day: number): readonly Part[] {
  const wrong: Part[] = [];
  if (!isoDay(2024, 1, day)) wrong.push('day');
  if (!isoDay(2024, month, 1)) wrong.push('month');
  if (!isoDay(year, 1, 1)) wrong.push('year');
  return wrong.length > 0 ? wrong : ['day'];
}

function typed(day = '', month = '', year = ''): Typed {
  return { day, month, year };
}
