import { weekdayOf } from '../calendar-day.ts';
import type { DateStrings } from '../strings.ts';

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const PARTS = { day: 'day', month: 'month', year: 'year' } as const;

const format = (iso: string, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' }).format(Date.parse(`${iso}T00:00:00Z`));
const day = (iso: string) => format(iso, { day: 'numeric', month: 'short', year: 'numeric' });

export const en: DateStrings = {
  label: 'Choose a day',
  parts: { day: { name: 'Day', placeholder: 'dd' }, month: { name: 'Month', placeholder: 'mm' }, year: { name: 'Year', placeholder: 'yyyy' } },
  example: 'For example: 27/3/2020',
  go: 'Go',
  open: 'Open the calendar',
  change: (iso) => `Open the calendar, ${day(iso)} is chosen`,
  dialog: 'Choose the day of the paper',
  previousMonth: 'Previous month',
  nextMonth: 'Next month',
  previousYear: 'Previous year',
  nextYear: 'Next year',
  close: 'Close',
  keys: 'Arrow keys change the day, Page Up and Page Down the month, with Shift the year.',
  month: (month) => format(`${month}-01`, { month: 'long', year: 'numeric' }),
  weekdays: WEEKDAYS.map((full) => ({ full, short: full.slice(0, 2) })),
  day,
  fullDay: (iso) => `${WEEKDAYS[weekdayOf(iso)]}, ${format(iso, { day: 'numeric', month: 'long', year: 'numeric' })}`,
  articles: (count) => (count === 1 ? '1 article' : `${count} articles`),
  noArticles: 'no articles',
  outside: 'outside the range',
  loadingCounts: 'Counting articles…',
  noCounts: 'The number of articles could not be fetched.',
  retry: 'Try again',
  emptyDay: (iso) => `There are no articles on ${day(iso)}.`,
  nearest: 'Nearest:',
  faults: {
    empty: 'Enter a day.',
    incomplete: (parts) => (parts.length === 1 && parts[0] === 'year' ? 'The year needs 4 digits.' : `The ${parts.map((part) => PARTS[part]).join(' and the ')} is missing.`),
    impossible: (typed) => `There is no ${typed}.`,
    before: (min) => `Choose ${min} or later.`,
    after: (max) => `Choose ${max} or earlier.`,
    range: (min, max) => `Choose a day from ${min} to ${max}.`,
  },
  noAddress: 'The page does not say where the paper of a day is.',
};
