import type { ThreadStrings } from '../strings.ts';

const number = new Intl.NumberFormat('en').format;
const many = (count: number, one: string, more = `${one}s`) => `${number(count)} ${count === 1 ? one : more}`;

export const en: ThreadStrings = {
  heading: 'Comments',
  sort: { label: 'Sort', new: 'Newest', old: 'Oldest' },
  loading: 'Loading comments…',
  empty: 'No comments yet. Yours could be the first.',
  retry: 'Try again',
  failures: {
    unreachable: 'Comments could not be loaded: their server does not answer. The page keeps trying; the article is all here, and what you write is kept.',
    other: 'Comments could not be loaded. Please try again in a few minutes.',
  },
  connection: {
    connecting: 'Going live…',
    up: 'Live',
    backoff: 'Connection lost, reconnecting…',
    offline: 'Offline: comments are kept and sent later',
  },
  barred: {
    other: 'The server takes no comments now; you can still read.',
  },
  newComments: (count) => many(count, 'new comment'),
  newReplies: (count) => many(count, 'new reply', 'new replies'),
  showAll: (count) => `Show all ${many(count, 'comment')}`,
  showMore: 'Show more comments',
  loadingMore: 'Loading more…',
  moreReplies: (count) => `Show ${many(count, 'more reply', 'more replies')}`,
  article: (name, time) => `${name}, ${time}`,
  reply: 'Reply',
  replyTo: (name) => `Reply to ${name}`,
  justNow: 'just now',
  gone: 'This comment was deleted.',
  hidden: 'This comment was hidden.',
  composer: {
    label: 'Your comment',
    name: 'Your name',
    send: 'Send',
    cancel: 'Cancel',
    left: (count) => (count < 0 ? `${many(-count, 'character')} too many` : `${many(count, 'character')} left`),
    noText: 'You have not written anything.',
    tooLong: (max) => `Longer than ${many(max, 'character')}: please shorten it.`,
    noName: 'Please give a name, so that others can address you.',
    nameTooLong: (max) => `Your name is longer than ${many(max, 'character')}.`,
  },
  sending: 'Sending…',
  waiting: 'Not sent yet: it goes out when there is a connection',
  sent: 'Published',
  published: 'Your comment is published.',
  refusals: {
    other: 'Not published: the server does not take it.',
  },
  sendAgain: 'Send again',
  edit: 'Edit',
  discard: 'Discard',
};
