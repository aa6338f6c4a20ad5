import type { NoteStrings } from '../share-note.ts';

export const enNote: NoteStrings = {
  reasons: {
    copyDenied: 'Your browser does not allow copying. The address is selected: press Ctrl+C, or press and hold it to copy.',
    shareFailed: 'Your device’s share sheet did not open. The address is selected: press Ctrl+C, or press and hold it to copy.',
    shareFailedCopied: 'Your device’s share sheet did not open. The link was copied instead: paste it where you want to send it.',
  },
  address: 'Address of this article',
  close: 'Close',
};
