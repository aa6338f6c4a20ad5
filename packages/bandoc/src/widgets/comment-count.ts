export { setPageServer } from '@bandoc/client/browser';
export { CommentCount as Element } from '@bandoc/comment-thread/comment-count';
export { canRender } from '../template-policy.ts';
