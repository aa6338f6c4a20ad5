import type { Locales } from '@bandoc/ui';
import type { DatePart } from './read-date.ts';

/** The date selector's words in one language. Days come as `yyyy-mm-dd`. */
export interface DateStrings {
  readonly label: string;
  readonly parts: Readonly<Record<DatePart, { readonly name: string; readonly placeholder: string }>>;
  readonly example: string;
  readonly go: string;
  readonly open: string;
  readonly change: (day: string) => string;
  readonly dialog: string;
  readonly previousMonth: string;
  readonly nextMonth: string;
  readonly previousYear: string;
  readonly nextYear: string;
  readonly close: string;
  readonly keys: string;
  readonly month: (month: string) => string;
  /** Monday first. */
  readonly weekdays: readonly { readonly short: string; readonly full: string }[];
  readonly day: (day: string) => string;
  /** With the weekday: what a day is called aloud. */
  readonly fullDay: (day: string) => string;
  readonly articles: (count: number) => string;
  readonly noArticles: string;
  readonly outside: string;
  readonly loadingCounts: string;
  readonly noCounts: string;
  readonly retry: string;
  readonly emptyDay: (day: string) => string;
  readonly nearest: string;
  readonly faults: {
    readonly empty: string;
    readonly incomplete: (parts: readonly DatePart[]) => string;
    readonly impossible: (typed: string) => string;
    readonly before: (min: string) => string;
    readonly after: (max: string) => string;
    readonly range: (min: string, max: string) => string;
  };
  readonly noAddress: string;
}

export const dateLocales: Locales<DateStrings> = {
  vi: async () => (await import('./locales/vi.ts')).vi,
  en: async () => (await import('./locales/en.ts')).en,
};
