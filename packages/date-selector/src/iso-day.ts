/** The three parts of a day, in the order in which they are typed. */
export const PARTS = ['day', 'month', 'year'] as const;
export type Part = (typeof PARTS)[number];

/** The first and the last day that may be chosen, `yyyy-mm-dd`; '' where there is no limit. Days as text compare as days do. */
export interface Limits {
  readonly min: string;
  readonly max: string;
}

/** `yyyy-mm-dd` of a day that exists in the years 1 to 9999 (Gregorian throughout, as ISO 8601 has it); undefined for any other. */
export function isoDay(year: number, month: number, day: number): string | undefined {
  if (!(year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month))) return undefined;
  return `${String(year).padStart(4, '0')}-${pad(month)}-${pad(day)}`;
}

export function isIsoDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && isoDay(...split(text)) === text;
}

/** A day's parts as numbers. */
export function partsOf(day: string): Readonly<Record<Part, number>> {
  const [year, month, date] = split(day);
  return { day: date, month, year };
}

export function pad(number: number): string {
  return String(number).padStart(2, '0');
}

/** `yyyy-mm`. */
export function monthOf(day: string): string {
  return day.slice(0, 7);
}

/** 0 is Sunday. */
export function weekdayOf(day: string): number {
  return new Date(day).getUTCDay();
}

/** The nearest day within the limits. */
export function clampDay(day: string, { min, max }: Limits): string {
  if (max && day > max) return max;
  return day < min ? min : day;
}

/** The day that a time, in ms since 1970, falls on at an offset from UTC in minutes. */
export function dayAt(time: number, offset: number): string {
  return new Date(time + offset * 60_000).toISOString().slice(0, 10);
}

/** When a day starts, in ms since 1970, at an offset from UTC in minutes. */
export function startOfDay(day: string, offset: number): number {
  return Date.parse(day) - offset * 60_000;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function split(day: string): [year: number, month: number, day: number] {
  return [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8))];
}
