import type { ThreadStrings } from '../strings.ts';

const number = new Intl.NumberFormat('en').format;
/** So many of something, in words that agree. */
export const many = (count: number, one: string, more = `${one}s`) => `${number(count)} ${count === 1 ? one : more}`;

export const en: ThreadStrings = {
  heading: 'Comments',
  sort: { label: 'Sort', top: 'Most moving', new: 'Newest', old: 'Oldest' },
  loading: 'Loading comments…',
  empty: 'No comments yet. Yours could be the first.',
  retry: 'Try again',
  failures: {
    unreachable: 'Comments could not be loaded: their server does not answer. The page keeps trying; the article is all here, and what you write is kept.',
    other: 'Comments could not be loaded. Please try again in a few minutes.',
  },
  lost: 'Connection lost, reconnecting…',
  showAll: (count) => `Show all ${many(count, 'comment')}`,
  showMore: 'Show more comments',
  moreReplies: (count) => `Show ${many(count, 'more reply', 'more replies')}`,
  article: (name, time) => `${name}, ${time}`,
  reply: 'Reply',
  answers: (name) => `reply to @${name}`,
  replyTo: (name) => `Reply to ${name}`,
  justNow: 'just now',
  edited: 'edited',
  gone: 'This comment was deleted.',
  hidden: 'This comment was hidden.',
  composer: {
    label: 'Your comment',
    name: 'Your name',
    send: 'Send',
  },
  marks: { pinned: 'Pinned', picked: 'Newsroom’s pick', author: 'Author', staff: 'Newsroom', moderator: 'Moderator' },
};
