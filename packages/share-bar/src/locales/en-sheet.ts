import type { SheetStrings } from '../share-sheet.ts';

export const enSheet: SheetStrings = {
  names: {
    email: 'E-mail: send the link by mail',
    copy: 'Copy link',
    native: 'Share… through another app',
  },
  copied: 'Link copied.',
  close: 'Close',
};
