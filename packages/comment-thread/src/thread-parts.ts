import { type Client, withThreads } from '@bandoc/client';
import { clientFor } from '@bandoc/client/browser';
import { connectionNote } from './connection-note.ts';
import { createLivingComment } from './living-comment.ts';
import { createMarkedText } from './marked-text.ts';
import { openThread } from './opened-thread.ts';
import { ThreadActs } from './thread-acts.ts';
import { ThreadFollower } from './thread-follower.ts';

/** What a thread needs to live, and its reader to act: one chunk, fetched after first content. */
export const threadParts = {
  clientFor: (base: string): Client => withThreads(clientFor(base)),
  connectionNote,
  createLivingComment,
  openThread,
  createMarkedText,
  ThreadActs,
  ThreadFollower,
};
