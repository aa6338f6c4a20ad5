import { type Client, withThreads } from '@bandoc/client';
import { clientFor } from '@bandoc/client/browser';
import { createOwnComments } from './own-comments.ts';
import { ThreadActs } from './thread-acts.ts';
import { ThreadFollower } from './thread-follower.ts';

/** What a thread needs to live, and its reader to act: one chunk, fetched after first content. */
export const threadParts = { clientFor: (base: string): Client => withThreads(clientFor(base)), createOwnComments, ThreadActs, ThreadFollower };
