export type Part = 'day' | 'month' | 'year';

/** Whether a text is `yyyy-mm-dd` of a day that exists in the years 1 to 9999 (Gregorian throughout, as ISO 8601 has it). */
export function isIsoDay(text: string): boolean {
  // Date takes 30 February for 1 March or for nothing, and has a year 0.
  return text > '0001' && new Date(text).toJSON()?.slice(0, 10) === text;
}

/** A day's parts as they are written; those of '' are empty. */
export function splitDay(day: string): Readonly<Record<Part, string>> {
  const [year = '', month = '', date = ''] = day.split('-');
  return { day: date, month, year };
}
