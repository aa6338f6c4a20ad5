import { isIsoDay, type Part, splitDay } from './iso-day.ts';

/** The three parts of a day, in the order in which they are typed. */
export const PARTS = ['day', 'month', 'year'] as const satisfies readonly Part[];

/** `yyyy-mm-dd` of a day that exists in the years 1 to 9999; undefined for any other. */
export function isoDay(year: number, month: number, day: number): string | undefined {
  const text = [String(year).padStart(4, '0'), pad(month), pad(day)].join('-');
  return isIsoDay(text) ? text : undefined;
}

/** A day's parts as numbers. */
export function partsOf(day: string): Readonly<Record<Part, number>> {
  const { day: date, month, year } = splitDay(day);
  return { day: Number(date), month: Number(month), year: Number(year) };
}

/** `yyyy-mm`. */
export function monthOf(day: string): string {
  return day.slice(0, 7);
}

/** 0 is Sunday. */
export function weekdayOf(day: string): number {
  return new Date(day).getUTCDay();
}

function pad(number: number): string {
  return String(number).padStart(2, '0');
}
