import { partsOf, weekdayOf } from '../iso-day.ts';
import type { DateStrings } from '../strings.ts';

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

function shortDay(iso: string): string {
  const { day, month, year } = partsOf(iso);
  return `${day} ${months[month - 1]} ${year}`;
}

const longDay = (iso: string): string => `${weekdays[weekdayOf(iso)]}, ${shortDay(iso)}`;

export const en: DateStrings = {
  label: 'Choose a day',
  parts: { day: 'Day', month: 'Month', year: 'Year' },
  placeholders: { day: 'dd', month: 'mm', year: 'yyyy' },
  example: 'For example, 27/3/2007',
  go: 'Go',
  open: 'Choose a day',
  change: (day) => `Change the day, ${longDay(day)}`,
  weekStart: 1,
  weekdays,
  shortWeekdays: ['Su', 'Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa'],
  longDay,
  shortDay,
  month: (month) => `${months[Number(month.slice(5)) - 1]} ${Number(month.slice(0, 4))}`,
  count: (count) => `${count} ${count === 1 ? 'article' : 'articles'}`,
  noArticles: 'no articles',
  today: 'today',
  chosen: 'chosen',
  outOfRange: 'out of range',
  calendar: 'Calendar',
  keys: 'Arrow keys change the day, Page Up and Page Down the month; with Shift, the year.',
  previousYear: 'Previous year',
  previousMonth: 'Previous month',
  nextMonth: 'Next month',
  nextYear: 'Next year',
  close: 'Close',
  loading: 'Counting articles…',
  noCounts: 'The number of articles could not be fetched',
  retry: 'Try again',
  faults: {
    empty: 'Enter a day, for example 27/3/2007',
    incomplete: (missing) => `The ${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} missing`,
    shortYear: 'The year must have 4 digits',
    impossible: (typed) => `${typed} is not a real date`,
    outOfRange: ({ min, max }) =>
      min && max ? `Choose a day from ${shortDay(min)} to ${shortDay(max)}` : min ? `Choose ${shortDay(min)} or a later day` : `Choose ${shortDay(max)} or an earlier day`,
    emptyDay: (day) => `No articles on ${shortDay(day)}.`,
    nearest: 'Nearest:',
    template: 'This page does not say correctly where the paper of a day is.',
    calendar: 'The calendar could not be opened. You can type the day, or try again.',
  },
};
