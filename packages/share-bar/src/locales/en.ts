import type { ShareStrings } from '../strings.ts';

export const en: ShareStrings = {
  group: 'Share this article',
  labels: { zalo: 'Zalo', facebook: 'Facebook', x: 'X', telegram: 'Telegram', email: 'Mail', copy: 'Copy link', native: 'Share…' },
  names: {
    zalo: 'Share on Zalo (opens a new window)',
    facebook: 'Share on Facebook (opens a new window)',
    x: 'Share on X (opens a new window)',
    telegram: 'Share on Telegram (opens a new window)',
    email: 'Mail: send this article by e-mail',
    copy: 'Copy link to this article',
    native: 'Share… with another app',
  },
  copied: 'Copied',
  copiedAloud: 'The link to this article was copied.',
  copyYourself: 'Your browser does not allow copying. The address is selected: press Ctrl+C, or press and hold, then Copy.',
  address: 'Address of this article',
  close: 'Close',
  shareFailed: 'The sharing app did not open. The address is selected: press Ctrl+C, or press and hold, then Copy.',
};
