export { CommentCount } from './comment-count.ts';
export { CommentThread } from './comment-thread.ts';
export { type ThreadStrings } from './strings.ts';
