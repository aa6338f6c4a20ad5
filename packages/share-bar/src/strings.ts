import type { Locales } from '@bandoc/ui';
import type { NamedTargetId } from './share-targets.ts';

/** The bar's words in one language: a page's first bytes. */
export interface ShareStrings {
  /** Names the group for screen readers. */
  readonly group: string;
  /** What a link to a network is called aloud. */
  readonly shareOn: (brand: string) => string;
  /** What stands beside the icon. */
  readonly labels: Readonly<Record<NamedTargetId, string>>;
  /** What the thing is called aloud, which begins with its label. */
  readonly names: Readonly<Record<NamedTargetId, string>>;
  readonly copied: string;
  /** Where the note that holds the address has not loaded. */
  readonly byHand: (address: string) => string;
}

export const shareLocales: Locales<ShareStrings> = {
  vi: async () => (await import('./locales/vi.ts')).vi,
  en: async () => (await import('./locales/en.ts')).en,
};
