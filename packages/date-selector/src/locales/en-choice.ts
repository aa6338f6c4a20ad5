import type { ChoiceStrings } from '../choice-strings.ts';
import { longDay, months, shortDay, weekdays } from './en.ts';

export const enChoice: ChoiceStrings = {
  faults: {
    empty: 'Enter a day, for example 27/3/2007',
    incomplete: (missing) => `The ${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} missing`,
    shortYear: 'The year must have 4 digits',
    impossible: (typed) => `${typed} is not a real date`,
    outOfRange: ({ min, max }) =>
      `Choose ${!max ? `${shortDay(min)} or a later day` : min ? `a day from ${shortDay(min)} to ${shortDay(max)}` : `${shortDay(max)} or an earlier day`}`,
    emptyDay: (day) => `No articles on ${shortDay(day)}.`,
    nearest: 'Nearest:',
  },
  noLinks: 'This page does not say correctly where the paper of a day is.',
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
};
