import type { FieldStrings } from '../strings.ts';

export const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
export const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

export function shortDay(iso: string): string {
  const day = new Date(iso);
  return `${day.getUTCDate()} ${months[day.getUTCMonth()]} ${day.getUTCFullYear()}`;
}

export const longDay = (iso: string): string => `${weekdays[new Date(iso).getUTCDay()]}, ${shortDay(iso)}`;

export const en: FieldStrings = {
  label: 'Choose a day',
  parts: { day: 'Day', month: 'Month', year: 'Year' },
  placeholders: { day: 'dd', month: 'mm', year: 'yyyy' },
  example: 'For example, 27/3/2007',
  go: 'Go',
  change: (day) => `Change the day, ${longDay(day)}`,
  noCalendar: 'The calendar could not be loaded. Check your connection and try again.',
};
