import type { Locales } from '@bandoc/ui';
import type { ShareTarget } from './share-targets.ts';

/** The bar's words in one language. */
export interface ShareStrings {
  /** Names the group for screen readers. */
  readonly group: string;
  /** What stands beside each icon. */
  readonly labels: Readonly<Record<ShareTarget, string>>;
  /** What each is called aloud, whole. */
  readonly names: Readonly<Record<ShareTarget, string>>;
  readonly copied: string;
  readonly copiedAloud: string;
  /** Above the address, where it cannot be copied for the reader. */
  readonly copyYourself: string;
  readonly address: string;
  readonly close: string;
  readonly shareFailed: string;
}

export const shareLocales: Locales<ShareStrings> = {
  vi: async () => (await import('./locales/vi.ts')).vi,
  en: async () => (await import('./locales/en.ts')).en,
};
