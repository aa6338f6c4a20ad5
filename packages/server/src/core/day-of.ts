/** Tells the day, yyyy-mm-dd, that a time (ms) falls on in a time zone. */
export function createDayOf(tz: string): (time: number) => string {
  const format = new Intl.DateTimeFormat('en', {
    timeZone: tz,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  return (time) => {
    const parts = Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, value]));
    return `${parts['year']?.padStart(4, '0')}-${parts['month']}-${parts['day']}`;
  };
}
