import type { Locales } from '@bandoc/ui';
import type { Limits } from './day-limits.ts';
import type { Part } from './iso-day.ts';

/** What is said once a reader types or opens the calendar. Days are `yyyy-mm-dd`, months `yyyy-mm`. */
export interface ChoiceStrings {
  readonly faults: {
    readonly empty: string;
    readonly incomplete: (missing: readonly Part[]) => string;
    readonly shortYear: string;
    /** `typed` as d/m/yyyy. */
    readonly impossible: (typed: string) => string;
    readonly outOfRange: (limits: Limits) => string;
    readonly emptyDay: (day: string) => string;
    readonly nearest: string;
  };
  /** The page's address template is bad. */
  readonly noLinks: string;

  /** First day of the week; 0 is Sunday. */
  readonly weekStart: number;
  /** From Sunday on. */
  readonly weekdays: readonly string[];
  readonly shortWeekdays: readonly string[];
  /** With its weekday. */
  readonly longDay: (day: string) => string;
  readonly shortDay: (day: string) => string;
  readonly month: (month: string) => string;
  readonly count: (count: number) => string;
  readonly noArticles: string;
  readonly today: string;
  readonly chosen: string;
  readonly outOfRange: string;

  readonly calendar: string;
  readonly keys: string;
  readonly previousYear: string;
  readonly previousMonth: string;
  readonly nextMonth: string;
  readonly nextYear: string;
  readonly close: string;
  readonly loading: string;
  readonly noCounts: string;
  readonly retry: string;
}

export const choiceLocales: Locales<ChoiceStrings> = {
  vi: async () => (await import('./locales/vi-choice.ts')).viChoice,
  en: async () => (await import('./locales/en-choice.ts')).enChoice,
};
