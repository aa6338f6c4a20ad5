const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** The last time that there is, ms (ECMA-262, 21.4.1.1). */
const LAST = 8.64e15;

const relative = new Map<string, Intl.RelativeTimeFormat>();
const absolute = new Map<string, Intl.DateTimeFormat>();

/** How long ago a time was, in words: `justNow` below a minute and for a few days to come, then minutes, hours, days; the date alone after a week. */
export function relativeTime(time: number, now: number, lang: string, justNow: string, offset?: number): string {
  const ago = now - time;
  if (Math.abs(ago) >= 7 * DAY) return absoluteTime(time, lang, offset, { day: '2-digit', month: '2-digit', year: 'numeric' });
  if (ago < MINUTE) return justNow;
  const format = formatter(relative, lang, () => new Intl.RelativeTimeFormat(lang));
  if (ago < HOUR) return format.format(-Math.floor(ago / MINUTE), 'minute');
  if (ago < DAY) return format.format(-Math.floor(ago / HOUR), 'hour');
  return format.format(-Math.floor(ago / DAY), 'day');
}

/** The whole date and time where clocks are `offset` minutes before UTC; the reader's own without one. */
export function fullTime(time: number, lang: string, offset?: number): string {
  return absoluteTime(time, lang, offset, { dateStyle: 'full', timeStyle: 'short' });
}

/** The time whose UTC date and hour are what a clock shows there, ms; the reader's own without an offset. Not every browser knows `+07:00` as a time zone. */
export function shownTime(time: number, offset = -new Date(time).getTimezoneOffset()): number {
  return Math.min(time + offset * MINUTE, LAST);
}

function absoluteTime(time: number, lang: string, offset: number | undefined, options: Intl.DateTimeFormatOptions): string {
  const format = formatter(absolute, lang + options.day, () => new Intl.DateTimeFormat(lang, { ...options, timeZone: 'UTC' }));
  return format.format(shownTime(time, offset));
}

function formatter<Format>(made: Map<string, Format>, key: string, make: () => Format): Format {
  let found = made.get(key);
  if (!found) made.set(key, (found = make()));
  return found;
}
