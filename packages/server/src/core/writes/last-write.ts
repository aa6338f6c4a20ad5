import { normalizeText, type Put } from '@bandoc/protocol';
import { Refusal } from '../refusal.ts';
import type { CommentRow } from '../rows.ts';
import type { WriteContext } from './write.ts';

/** One change of a comment: its key, and a hash of whose it is and what it asks for. */
export type LastWrite = Pick<CommentRow, 'lastKey' | 'lastHash'>;

/** What a put would leave behind on the comment that it changes. */
export async function lastWriteOf({ op, topic, target, key, data }: Put, { identity, hash }: WriteContext): Promise<LastWrite> {
  // The same words in other bytes, or in another order, are the same content.
  const words = Object.entries(data).map(([name, value]) => [name, typeof value === 'string' ? normalizeText(value) : value]);
  return { lastKey: key, lastHash: await hash(JSON.stringify([identity.id, op, topic, target, words.sort()])) };
}

/** Whether a comment or a thread was last changed by this very write; refuses a key that stands for another one (rule PT5). */
export function isRepetition(row: Partial<LastWrite>, write: LastWrite): boolean {
  if (row.lastKey !== write.lastKey) return false;
  if (row.lastHash !== write.lastHash) throw new Refusal('key-reuse', 'key: taken by another change');
  return true;
}
