import type { Locales } from '@bandoc/ui';
import type { Limits, Part } from './iso-day.ts';

/** The selector's words in one language. Days are handed in as `yyyy-mm-dd`, months as `yyyy-mm`. */
export interface DateStrings {
  /** Above the field. */
  readonly label: string;
  readonly parts: Readonly<Record<Part, string>>;
  readonly placeholders: Readonly<Record<Part, string>>;
  readonly example: string;
  readonly go: string;
  readonly open: string;
  readonly change: (day: string) => string;

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

  readonly faults: {
    readonly empty: string;
    readonly incomplete: (missing: readonly Part[]) => string;
    readonly shortYear: string;
    /** `typed` as d/m/yyyy. */
    readonly impossible: (typed: string) => string;
    readonly outOfRange: (limits: Limits) => string;
    readonly emptyDay: (day: string) => string;
    readonly nearest: string;
    readonly template: string;
    readonly calendar: string;
  };
}

export const dateLocales: Locales<DateStrings> = {
  vi: async () => (await import('./locales/vi.ts')).vi,
  en: async () => (await import('./locales/en.ts')).en,
};
