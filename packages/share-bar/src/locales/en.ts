import type { ShareStrings } from '../strings.ts';

export const en: ShareStrings = {
  group: 'Share this article',
  shareOn: (brand) => `Share on ${brand} (opens a new window)`,
  named: {
    email: { label: 'E-mail', name: 'E-mail this article' },
    copy: { label: 'Copy link', name: 'Copy link to this article' },
    native: { label: 'Share…', name: 'Share… with another app' },
  },
  copied: 'The link to this article was copied.',
  notes: {
    copyDenied: 'Your browser does not allow copying. The address is selected: press Ctrl+C, or press and hold it to copy.',
    shareFailed: 'Your device’s share sheet did not open. The address is selected: press Ctrl+C, or press and hold it to copy.',
    shareFailedCopied: 'Your device’s share sheet did not open. The link was copied instead: paste it where you want to send it.',
  },
  address: 'Address of this article',
  close: 'Close',
};
