import type { Locales } from '@bandoc/ui';
import type { ThreadStrings } from './strings.ts';

/** All that a thread says when something goes wrong, in one language: more of it than a page's first words have, and fetched after them. */
export type TroubleStrings = Pick<ThreadStrings, 'failures' | 'barred' | 'refusals'>;

export const troubleLocales: Locales<TroubleStrings> = {
  vi: async () => (await import('./locales/vi-trouble.ts')).viTrouble,
  en: async () => (await import('./locales/en-trouble.ts')).enTrouble,
};
