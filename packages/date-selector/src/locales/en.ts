import { partsOf, weekdayOf } from '../iso-day.ts';
import type { FieldStrings } from '../strings.ts';

export const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
export const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

export function shortDay(iso: string): string {
  const { day, month, year } = partsOf(iso);
  return `${day} ${months[month - 1]} ${year}`;
}

export const longDay = (iso: string): string => `${weekdays[weekdayOf(iso)]}, ${shortDay(iso)}`;

export const en: FieldStrings = {
  label: 'Choose a day',
  parts: { day: 'Day', month: 'Month', year: 'Year' },
  placeholders: { day: 'dd', month: 'mm', year: 'yyyy' },
  example: 'For example, 27/3/2007',
  go: 'Go',
  open: 'Choose a day',
  change: (day) => `Change the day, ${longDay(day)}`,
  noLinks: 'This page does not say correctly where the paper of a day is.',
  noCalendar: 'The calendar could not be loaded. Check your connection and try again.',
};
