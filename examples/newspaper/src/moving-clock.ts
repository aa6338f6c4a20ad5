import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the demo's clock read at its very first start. */
export const FIRST_MOMENT = Date.parse('2020-10-22T15:00:00+07:00');

/**
 * The demo's clock: it read 22 October 2020, 15:00 in Hà Nội at its first start and has gone on since, also while the paper was stopped, because how
 * far it lies behind is kept in `clock.json` of the data folder. It never goes back, even where the machine's own clock is set back.
 */
export function openClock(data: string, machine: () => number = Date.now): { now(): number } {
  const file = join(data, 'clock.json');
  if (!existsSync(file)) writeFileSync(file, JSON.stringify({ offset: FIRST_MOMENT - machine() }));
  const { offset } = JSON.parse(readFileSync(file, 'utf8')) as { offset: number };
  let last = FIRST_MOMENT;
  return {
    now: () => {
      last = Math.max(last, machine() + offset);
      return last;
    },
  };
}
