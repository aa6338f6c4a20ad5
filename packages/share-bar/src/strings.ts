import type { Locales } from '@bandoc/ui';
import type { NamedTargetId } from './share-targets.ts';

/** What the reader is told beside an address that she may have to copy herself. */
export type ShareNote = 'copyDenied' | 'shareFailed' | 'shareFailedCopied';

/** The bar's words in one language. */
export interface ShareStrings {
  /** Names the group for screen readers. */
  readonly group: string;
  /** What a link to a network is called aloud. */
  readonly shareOn: (brand: string) => string;
  /** What stands beside the icon, and what the thing is called aloud, which begins with it. */
  readonly named: Readonly<Record<NamedTargetId, { readonly label: string; readonly name: string }>>;
  readonly copied: string;
  readonly notes: Readonly<Record<ShareNote, string>>;
  readonly address: string;
  readonly close: string;
}

export const shareLocales: Locales<ShareStrings> = {
  vi: async () => (await import('./locales/vi.ts')).vi,
  en: async () => (await import('./locales/en.ts')).en,
};
