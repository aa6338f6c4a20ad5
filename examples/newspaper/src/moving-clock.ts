import { join } from 'node:path';
import { readJson, writeJson } from './data-folder.ts';

/** What the demo's clock read at its very first start. */
export const FIRST_MOMENT = Date.parse('2020-10-22T15:00:00+07:00');

/** How often the clock notes what it has shown, in ms. */
const NOTED_EVERY = 60_000;

interface Noted {
  /** How far the clock is from the machine's, in ms. */
  readonly offset: number;
  /** The latest time it was seen to show. */
  readonly seen: number;
}

/**
 * The demo's clock: it read 22 October 2020, 15:00 in Hà Nội at its first start and has gone on since, also while the paper was stopped, because
 * `clock.json` of the data folder keeps how far it is from the machine's. It never goes back, even where the machine's own clock is set back,
 * but for the minute before a crash.
 */
export function openClock(data: string, machine: () => number = Date.now): { now(): number } {
  const file = join(data, 'clock.json');
  const noted: Noted = { offset: FIRST_MOMENT - machine(), seen: FIRST_MOMENT, ...(readJson(file) as Noted | undefined) };
  const offset = Math.max(noted.offset, noted.seen - machine());
  let last = machine() + offset;
  let seen = last;
  writeJson(file, { offset, seen });
  return {
    now: () => {
      last = Math.max(last, machine() + offset);
      if (last - seen >= NOTED_EVERY) {
        seen = last;
        writeJson(file, { offset, seen });
      }
      return last;
    },
  };
}
