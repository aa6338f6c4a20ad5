/** The day that a time, in ms since 1970, falls on at an offset from UTC in minutes. */
export function dayAt(time: number, offset: number): string {
  return new Date(time + offset * 60_000).toISOString().slice(0, 10);
}

/** When a day starts, in ms since 1970, at an offset from UTC in minutes. */
export function startOfDay(day: string, offset: number): number {
  return Date.parse(day) - offset * 60_000;
}
