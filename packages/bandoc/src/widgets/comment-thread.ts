export { setPageServer } from '@bandoc/client/browser';
export { CommentThread as Element } from '@bandoc/comment-thread/comment-thread';
export { canRender } from '../template-policy.ts';
