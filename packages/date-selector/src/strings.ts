import type { Locales } from '@bandoc/ui';
import type { Part } from './iso-day.ts';

/** The words of the field itself, in one language: a page's first bytes. Days are `yyyy-mm-dd`. */
export interface FieldStrings {
  /** Above the field. */
  readonly label: string;
  readonly parts: Readonly<Record<Part, string>>;
  readonly placeholders: Readonly<Record<Part, string>>;
  readonly example: string;
  readonly go: string;
  /** What the calendar's button is called where a day is chosen; else it is the label. */
  readonly change: (day: string) => string;
  /** The calendar's code could not be fetched. */
  readonly noCalendar: string;
}

export const fieldLocales: Locales<FieldStrings> = {
  vi: async () => (await import('./locales/vi.ts')).vi,
  en: async () => (await import('./locales/en.ts')).en,
};
