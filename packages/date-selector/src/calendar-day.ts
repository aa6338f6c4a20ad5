import { UTCDate } from '@date-fns/utc';
import { addDays } from 'date-fns/addDays';
import { addMonths } from 'date-fns/addMonths';
import { addYears } from 'date-fns/addYears';
import { getDaysInMonth } from 'date-fns/getDaysInMonth';

// Days are `yyyy-mm-dd`, months `yyyy-mm`. Arithmetic is in UTC, so that no reader's time zone and no summer time can move a day.

/** A day in its three numbers. */
export interface DayParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const dateOf = (day: string) => new UTCDate(`${day}T00:00:00Z`);
const isoOf = (date: Date) => date.toISOString().slice(0, 10);

export function formatDay({ year, month, day }: DayParts): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

export function partsOf(day: string): DayParts {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return { year, month, day: date };
}

/** Whether there is such a day, from the year 1 to 9999. */
export function isDay(day: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return false;
  const { year, month, day: date } = partsOf(day);
  return year > 0 && month >= 1 && month <= 12 && date >= 1 && date <= daysIn(day.slice(0, 7));
}

export function daysIn(month: string): number {
  return getDaysInMonth(dateOf(`${month}-01`));
}

export function shiftDays(day: string, count: number): string {
  return isoOf(addDays(dateOf(day), count));
}

/** The same day of another month, or that month's last: a month after 31 January is 28 or 29 February. */
export function shiftMonths(day: string, count: number): string {
  return isoOf(addMonths(dateOf(day), count));
}

/** The same day of another year; 29 February becomes the 28th where there is none. */
export function shiftYears(day: string, count: number): string {
  return isoOf(addYears(dateOf(day), count));
}

/** 0 = Monday … 6 = Sunday: a Vietnamese week begins on Monday. */
export function weekdayOf(day: string): number {
  return (dateOf(day).getUTCDay() + 6) % 7;
}

/** The 42 days of six weeks that begin on a Monday and hold a whole month: a grid of one height for every month. */
export function gridOf(month: string): readonly string[] {
  const first = `${month}-01`;
  const start = shiftDays(first, -weekdayOf(first));
  return Array.from({ length: 42 }, (_, i) => shiftDays(start, i));
}

/** The day it is where clocks are `offset` minutes ahead of UTC, at a time in ms. */
export function dayAt(time: number, offset: number): string {
  return new Date(time + offset * 60_000).toISOString().slice(0, 10);
}
