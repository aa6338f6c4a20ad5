import type { Comment } from '@bandoc/protocol';
import type { Reader } from './storage.ts';

/** Of the people that are meant those whom a comment does mention: who wrote in the thread, and whose name stands in the text after an @ (rule MT1). */
export async function readMentions(ids: readonly string[], text: string, topic: string, reader: Reader): Promise<Pick<Comment, 'mentions'>> {
  const mentions: Array<NonNullable<Comment['mentions']>[number]> = [];
  for (const id of new Set(ids)) {
    const author = await reader.author(topic, id);
    if (author && text.includes(`@${author.name}`)) mentions.push({ id, name: author.name });
  }
  return mentions.length ? { mentions } : {};
}
