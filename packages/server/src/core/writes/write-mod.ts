import type { Put } from '@bandoc/protocol';
import { moderateComment } from './moderate-comment.ts';
import { isThreadAct, moderateThread } from './moderate-thread.ts';
import type { Outcome, WriteContext } from './write.ts';

/** Does what the newsroom decides of a comment or of a thread, and writes it down (rules MO1–MO7). */
export async function writeMod(put: Put, context: WriteContext): Promise<Outcome> {
  return isThreadAct(put.data['act']) ? moderateThread(put, context) : moderateComment(put, context);
}
