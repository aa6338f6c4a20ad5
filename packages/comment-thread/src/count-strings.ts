import type { Locales } from '@bandoc/ui';

/** The count's words in one language. */
export interface CountStrings {
  readonly count: (count: number) => string;
}

export const countLocales: Locales<CountStrings> = {
  vi: async () => (await import('./locales/count-vi.ts')).vi,
  en: async () => (await import('./locales/count-en.ts')).en,
};
