const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const relative = new Map<string, Intl.RelativeTimeFormat>();
const absolute = new Map<string, Intl.DateTimeFormat>();

/** How long ago a time was, in words: `justNow` below a minute, then minutes, hours, days; the date alone after a week. A time to come is now. */
export function relativeTime(time: number, now: number, lang: string, justNow: string): string {
  const ago = now - time;
  if (ago < MINUTE) return justNow;
  if (ago >= 7 * DAY)
    return formatter(absolute, `${lang} date`, () => new Intl.DateTimeFormat(lang, { day: '2-digit', month: '2-digit', year: 'numeric' })).format(time);
  const format = formatter(relative, lang, () => new Intl.RelativeTimeFormat(lang));
  if (ago < HOUR) return format.format(-Math.floor(ago / MINUTE), 'minute');
  if (ago < DAY) return format.format(-Math.floor(ago / HOUR), 'hour');
  return format.format(-Math.floor(ago / DAY), 'day');
}

/** The whole date and time, in the reader's own time zone. */
export function fullTime(time: number, lang: string): string {
  return formatter(absolute, lang, () => new Intl.DateTimeFormat(lang, { dateStyle: 'full', timeStyle: 'short' })).format(time);
}

function formatter<Format>(made: Map<string, Format>, key: string, make: () => Format): Format {
  let found = made.get(key);
  if (!found) made.set(key, (found = make()));
  return found;
}
