/** Days since 1 March of the year 0, counted without any Date: what day arithmetic is checked against. */
export function dayNumber(day: string): number {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  // Years that begin in March have their leap day at the end, so that every month starts at a fixed place.
  const y = month > 2 ? year : year - 1;
  const m = (month + 9) % 12;
  return 365 * y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + Math.floor((153 * m + 2) / 5) + date - 1;
}

/** Every day of the years from 1900 to 2100, in order, made by counting up. */
export const DAYS: readonly string[] = allDays();

function allDays(): string[] {
  const days: string[] = [];
  for (let year = 1900; year <= 2100; year += 1) {
    const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
    [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].forEach((last, month) => {
      for (let day = 1; day <= last; day += 1) days.push(`${year}-${two(month + 1)}-${two(day)}`);
    });
  }
  return days;
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}
