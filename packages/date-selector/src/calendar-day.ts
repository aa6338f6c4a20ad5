import { UTCDateMini } from '@date-fns/utc/date/mini';
import { addDays } from 'date-fns/addDays';
import { addMonths } from 'date-fns/addMonths';
import { isoDay, partsOf, weekdayOf } from './day-parts.ts';
import { isIsoDay } from './iso-day.ts';

const ADD = { days: addDays, months: addMonths };

/**
 * The day so many days or months away. A month that lacks the day's number gives its last day: a month after 31 January is 28 or 29 February.
 * Beyond the years 1 to 9999 the day stays.
 */
export function addToDay(day: string, unit: 'days' | 'months', amount: number): string {
  const moved = ADD[unit](new UTCDateMini(day), amount).toISOString();
  return isIsoDay(moved.slice(0, -14)) ? moved.slice(0, 10) : day;
}

/** The first and last day of a day's week, for weeks that start on `weekStart` (0 is Sunday). */
export function weekEnds(day: string, weekStart: number): { first: string; last: string } {
  const past = (weekdayOf(day) - weekStart + 7) % 7;
  return { first: addToDay(day, 'days', -past), last: addToDay(day, 'days', 6 - past) };
}

/** A month, `yyyy-mm`, as six weeks of seven places; '' where a place is not of the month. */
export function weeksOfMonth(month: string, weekStart: number): string[][] {
  const first = `${month}-01`;
  const parts = partsOf(first);
  const before = (weekdayOf(first) - weekStart + 7) % 7;
  return Array.from({ length: 6 }, (_, week) => Array.from({ length: 7 }, (_, place) => isoDay(parts.year, parts.month, week * 7 + place - before + 1) ?? ''));
}
