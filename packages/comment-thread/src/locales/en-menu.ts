import type { MenuStrings } from '../menu-strings.ts';

const clock = new Intl.DateTimeFormat('en', { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' }).format;
const day = new Intl.DateTimeFormat('en', { hour: 'numeric', minute: '2-digit', day: 'numeric', month: 'short', timeZone: 'UTC' }).format;

const HALF_DAY = 43_200_000;

export const enMenu: MenuStrings = {
  more: (name) => `More: comment by ${name}`,
  edit: 'Edit',
  remove: 'Delete',
  report: 'Report',
  copyLink: 'Copy link',
  share: 'Share',
  mute: 'Hide this person',
  editing: {
    label: 'Edit your comment',
    save: 'Save',
    until: (time, now) => `Can be edited until ${time - now > HALF_DAY ? day(time) : clock(time)}`,
    over: 'The time to edit is over; your words are still here.',
    sending: 'Saving…',
    waiting: 'Saved once there is a connection',
  },
  removed: 'Deleted.',
  undo: (seconds) => `Undo (${seconds} s)`,
  undoName: 'Undo the deletion',
  removedAloud: 'Comment deleted. You have five seconds to undo it.',
  reporting: {
    question: (name) => `What is wrong with the comment by ${name}?`,
    reasons: {
      spam: 'Spam or advertising',
      abuse: 'Insult or harassment',
      false: 'Not true',
      private: 'Private information',
      'off-topic': 'Off topic',
      other: 'Something else',
    },
    words: 'Tell us more (optional)',
    noReason: 'Please choose a reason.',
    send: 'Report it',
    reported: 'Reported',
    reportedAloud: 'This comment is reported to the newsroom.',
  },
  sharing: {
    copied: 'Link copied',
    byHand: 'The browser does not allow copying. Here is the link:',
    address: 'Link to the comment',
    close: 'Close',
    title: (name, page) => `Comment by ${name}: ${page}`,
  },
  muted: 'A comment by someone you have hidden.',
  unmute: 'Show',
  mutedAloud: (name) => `Comments by ${name} are hidden on this device.`,
  refused: {
    edit: {
      other: 'Not saved: the server does not take the edit.',
      denied: 'Not saved: the time to edit this comment is over.',
      conflict: 'Not saved: the comment was edited elsewhere.',
      'not-found': 'Not saved: the comment is gone.',
      auth: 'Not saved: the server does not recognise you.',
      invalid: 'Not saved: it is too long, or has too many links.',
      closed: 'Not saved: this article takes no more comments.',
      expired: 'Not saved: edited long ago, and not sent since.',
    },
    del: {
      other: 'Not deleted: the server does not take it.',
      denied: 'Not deleted: you cannot delete this comment.',
      auth: 'Not deleted: the server does not recognise you.',
      expired: 'Not deleted: there was no connection for long. Delete it now?',
    },
    flag: {
      other: 'Not reported: the server does not take it.',
      denied: 'Not reported: you cannot report this comment.',
      'not-found': 'Not reported: the comment is gone.',
      auth: 'Not reported: the server does not recognise you.',
      expired: 'Not reported: there was no connection for long. Report it now?',
    },
  },
  again: { edit: 'Keep editing', del: 'Delete again', flag: 'Report again' },
};
