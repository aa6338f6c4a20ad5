import type { Comment } from '@bandoc/protocol';
import type { Reader } from './storage.ts';

type Mentions = NonNullable<Comment['mentions']>;

/** How many people one comment mentions, as many as an add may mean. */
const MOST = 10;

/** Of the people that are meant those whom a comment does mention: who wrote in the thread, and whose name stands in the text after an @ (rule MT1). */
export async function readMentions(ids: readonly string[], text: string, topic: string, reader: Reader): Promise<Pick<Comment, 'mentions'>> {
  const mentions: Mentions[number][] = [];
  for (const id of new Set(ids)) {
    const author = await reader.author(topic, id);
    if (author && isNamed(author.name, text)) mentions.push({ id, name: author.name });
    if (mentions.length === MOST) break;
  }
  return mentions.length ? { mentions } : {};
}

/** Whether a name stands after an @, and its last word ends there. */
function isNamed(name: string, text: string): boolean {
  const [, ...rests] = text.split(`@${name}`);
  return rests.some((rest) => !/^[\p{L}\p{M}\p{N}]/u.test(rest));
}
