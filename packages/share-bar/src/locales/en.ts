import type { ShareStrings } from '../strings.ts';

export const en: ShareStrings = {
  group: 'Share this article',
  shareOn: (brand) => `Share on ${brand} (opens a new window)`,
  labels: { email: 'E-mail', copy: 'Copy link', native: 'Share…' },
  names: {
    email: 'E-mail this article',
    copy: 'Copy link to this article',
    native: 'Share… with another app',
  },
  copied: 'The link to this article was copied.',
  byHand: (address) => `Address to copy: ${address}`,
};
