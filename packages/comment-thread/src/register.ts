import { pageServer } from '@bandoc/client/browser';
import { defineOnce } from '@bandoc/ui';
import { CommentCount } from './comment-count.ts';
import { CommentThread } from './comment-thread.ts';

defineOnce('bandoc-comment-thread', CommentThread);
CommentCount.findServer = pageServer;
defineOnce('bandoc-comment-count', CommentCount);
