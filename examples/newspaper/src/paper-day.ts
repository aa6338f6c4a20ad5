/** The paper's time zone has been seven hours ahead of UTC, without summer time, since 1975. */
const OFFSET = 7 * 3_600_000;
const WEEKDAYS = ['chủ nhật', 'thứ hai', 'thứ ba', 'thứ tư', 'thứ năm', 'thứ sáu', 'thứ bảy'];
const DAY = 86_400_000;

/** `yyyy-mm-dd` of a time (ms) in Hà Nội. */
export function dayOf(time: number): string {
  return new Date(time + OFFSET).toISOString().slice(0, 10);
}

/** `15/10/2020 12:12`, as it stands under a headline. */
export function stampOf(time: number): string {
  const iso = new Date(time + OFFSET).toISOString();
  return `${vietnameseDay(iso.slice(0, 10))} ${iso.slice(11, 16)}`;
}

/** For `<time datetime>`. */
export function isoOf(time: number): string {
  return `${new Date(time + OFFSET).toISOString().slice(0, 19)}+07:00`;
}

/** `15/10/2020` of `2020-10-15`. */
export function vietnameseDay(day: string): string {
  return day.split('-').reverse().join('/');
}

export function weekdayOf(day: string): string {
  return WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? '';
}

/** The line of the masthead: `Hà Nội, thứ năm, ngày 22-10-2020`. */
export function dateLine(time: number): string {
  const day = dayOf(time);
  return `Hà Nội, ${weekdayOf(day)}, ngày ${day.split('-').reverse().join('-')}`;
}

/** The day `count` days after, or before if negative. */
export function shiftDay(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY).toISOString().slice(0, 10);
}

/** `yyyy-mm-dd` of three numbers, or undefined when there is no such day. */
export function readDay(year: string, month: string, day: string): string | undefined {
  const time = Date.UTC(Number(year), Number(month) - 1, Number(day));
  if (!/^\d{4}$/.test(year) || Number.isNaN(time)) return undefined;
  const iso = new Date(time).toISOString().slice(0, 10);
  return iso === `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` ? iso : undefined;
}

export function archivePath(day: string): string {
  return `/tin-theo-ngay/${day.replaceAll('-', '/')}`;
}
