import { parseTopic, type TopicParts } from '@bandoc/protocol';
import { Refusal } from './refusal.ts';
import type { ArticleRow } from './rows.ts';
import type { Settings } from './settings.ts';
import type { Reader } from './storage.ts';

const KINDS = ['thread', 'tally', 'days', 'count', 'mine', 'mod', 'past', 'names'] as const;
type Kind = (typeof KINDS)[number];

/** A topic of a kind that this server has (rules MD1, PT14). */
export function readTopicName(topic: string): TopicParts & { readonly kind: Kind } {
  const parts = parseTopic(topic);
  const kind = KINDS.find((one) => one === parts.kind);
  if (!kind) throw new Refusal('unsupported', `topic: this server has no kind "${parts.kind}"`);
  if ((kind === 'days') !== (parts.month !== undefined)) throw new Refusal('not-found', 'topic: a month belongs to days, and to nothing else');
  return { ...parts, kind };
}

/** The article of a thread; refuses a thread that the paper does not know where it says which there are (rule SB10). */
export async function articleOfThread(thread: string, reader: Reader, settings: Settings): Promise<ArticleRow | undefined> {
  const article = await reader.article(thread);
  if (!article && settings.threads === 'known') throw new Refusal('not-found', 'topic: no such thread');
  return article;
}
