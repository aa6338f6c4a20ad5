import { type MineItem, threadTopic } from '@bandoc/protocol';
import { wholeCommentOfRow } from './item-of-row.ts';
import { countTopic, PAGE_ID } from './page-counts.ts';
import type { CommentRow, ItemRow } from './rows.ts';
import type { Settings } from './settings.ts';
import type { Reader, Transaction } from './storage.ts';

/** What is kept of one reader and one comment besides her vote. */
export interface Mine {
  readonly flag?: string;
  /** In her own words. */
  readonly flagText?: string;
  readonly flagKey?: string;
  readonly answers?: MineItem['answers'];
}

/** The topic of what one reader has to do with the comments of one thread, as it is kept. */
export function mineTopic(thread: string, reader: string): string {
  return `mine:${thread}:${reader}`;
}

/** The kept topic of a comment's author, if there is one here: what was imported has none. */
export function mineTopicOfAuthor({ topic, actor, author }: CommentRow): string | undefined {
  return author.id === actor ? mineTopic(topic.slice(threadTopic('').length), actor) : undefined;
}

export function readMine(row: ItemRow | undefined): Mine {
  return row?.value ?? {};
}

/** A reader's own item: her reaction, her report, the comment while it is hers and not public, and who answered it (rules MN4–MN6). */
export async function mineItemOf(row: ItemRow, reader: Reader, settings: Settings): Promise<MineItem> {
  const [, thread = '', ...rest] = row.topic.split(':');
  const actor = rest.join(':');
  const topic = threadTopic(thread);
  const { flag, answers } = readMine(row);
  const vote = await reader.vote(row.id === PAGE_ID ? countTopic(thread) : topic, row.id, actor);
  const comment = await reader.comment(topic, row.id);
  const own = comment?.actor === actor && (comment.state === 'pending' || comment.state === 'hidden');
  return {
    id: row.id,
    v: row.v,
    ...(typeof vote?.kind === 'string' ? { reaction: vote.kind } : {}),
    ...(flag === undefined ? {} : { flag }),
    ...(own ? { own: wholeCommentOfRow(comment, settings) } : {}),
    ...(answers?.count ? { answers } : {}),
  };
}

/** Puts what a reader has to do with a comment, after whatever else of it was put. */
export async function putMine(
  { topic, id, v }: Pick<ItemRow, 'topic' | 'id' | 'v'>,
  change: Mine,
  transaction: Transaction,
  settings: Settings,
): Promise<void> {
  const value = { ...readMine(await transaction.item(topic, id)), ...change };
  const row = { topic, id, v, live: true, value };
  const item = await mineItemOf(row, transaction, settings);
  await transaction.putItem({ ...row, live: Object.keys(item).length > Object.keys({ id, v }).length });
}
