import { CommentCount } from '@bandoc/comment-thread/comment-count';

let server: string | undefined;
CommentCount.findServer = () => server;

export { CommentCount as Element };
/** It has no templates, which a page could forbid. */
export const canRender = (): boolean => true;
export function setPageServer(base: string): void {
  server = base;
}
