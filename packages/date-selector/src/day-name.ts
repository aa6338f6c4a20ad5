import type { ChoiceStrings } from './choice-strings.ts';

/** What is to be told about one day of the grid. */
export interface DayState {
  readonly today: boolean;
  readonly chosen: boolean;
  readonly outOfRange: boolean;
  /** Undefined while it is not known. */
  readonly count: number | undefined;
}

/**
 * A day's whole name for screen readers and on hover: weekday and date, state, count; "Thứ bảy, 17 tháng 2, 2007, 124 bài". The weekday is in it because
 * screen readers leave out column headers when they move by arrow keys.
 */
export function dayName(day: string, { today, chosen, outOfRange, count }: DayState, words: ChoiceStrings): string {
  const counted = outOfRange || count === undefined ? '' : count > 0 ? words.count(count) : words.noArticles;
  return [words.longDay(day), today && words.today, chosen && words.chosen, outOfRange && words.outOfRange, counted].filter(Boolean).join(', ');
}
