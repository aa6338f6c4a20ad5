import { formatDay, isDay } from './calendar-day.ts';

/** What stands in the three fields, as typed. */
export interface TypedDate {
  readonly day: string;
  readonly month: string;
  readonly year: string;
}

export type DatePart = keyof TypedDate;

/** A day, or what is wrong with what was typed: the parts to mark, and which message. In GOV.UK's order: nothing, something missing, no such day. */
export type DateReading = { readonly date: string } | { readonly fault: 'empty' | 'incomplete' | 'impossible'; readonly parts: readonly DatePart[] };

const PARTS: readonly DatePart[] = ['day', 'month', 'year'];

export function readTyped(typed: TypedDate): DateReading {
  const missing = PARTS.filter((part) => typed[part].trim() === '');
  if (missing.length === PARTS.length) return { fault: 'empty', parts: missing };
  if (missing.length > 0) return { fault: 'incomplete', parts: missing };
  if (!/^\d{4}$/.test(typed.year.trim())) return { fault: 'incomplete', parts: ['year'] };
  const [day, month, year] = PARTS.map((part) => Number(typed[part].trim())) as [number, number, number];
  const date = formatDay({ day, month, year });
  if (isDay(date)) return { date };
  const noMonth = !(Number.isInteger(month) && month >= 1 && month <= 12);
  const noDay = !(Number.isInteger(day) && day >= 1 && day <= 31);
  return { fault: 'impossible', parts: noMonth || noDay ? [...(noDay ? (['day'] as const) : []), ...(noMonth ? (['month'] as const) : [])] : PARTS };
}

/**
 * Takes a whole date out of pasted text: 17/2/2007, 17-02-2007, 17.2.2007, 17022007, 2007-02-17, "ngày 17 tháng 2 năm 2007", with words around it;
 * undefined when there is none. Days come before months, as Vietnamese dates are written.
 */
export function readPasted(text: string): TypedDate | undefined {
  const plain = text.normalize('NFC').toLowerCase();
  const iso = /(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/.exec(plain);
  if (iso) return { day: iso[3] ?? '', month: iso[2] ?? '', year: iso[1] ?? '' };
  const written = /(?<!\d)(\d{1,2})\s*(?:[-/.]|tháng)\s*(\d{1,2})\s*(?:[-/.,]|năm)\s*(\d{4})(?!\d)/.exec(plain) ?? /(?<!\d)(\d{2})(\d{2})(\d{4})(?!\d)/.exec(plain);
  return written ? { day: written[1] ?? '', month: written[2] ?? '', year: written[3] ?? '' } : undefined;
}
