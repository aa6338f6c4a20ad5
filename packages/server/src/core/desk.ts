import type { ModItem } from '@bandoc/protocol';
import { wholeCommentOfRow } from './item-of-row.ts';
import type { CommentRow, ItemRow } from './rows.ts';
import type { Settings } from './settings.ts';
import type { Reader, Transaction } from './storage.ts';

/** What the newsroom's desk keeps of one comment; it waits there while its item is live. */
export interface Desk extends Pick<ModItem, 'flags' | 'by' | 'reason'> {
  /** The thread. */
  readonly topic?: string;
}

/** The topic of what the newsroom has to decide. */
export function deskTopic({ site }: Settings): string {
  return `mod:${site}`;
}

/** Reads what the desk's item has of a comment. */
export function readDesk(row: ItemRow | undefined): Desk {
  return row?.value ?? {};
}

/** Puts a comment on the desk, waiting or decided, at a seq of the desk's. */
export async function putDesk(
  { topic: thread, id }: CommentRow,
  { v, live }: Pick<ItemRow, 'v' | 'live'>,
  change: Desk,
  transaction: Transaction,
  settings: Settings,
): Promise<void> {
  const topic = deskTopic(settings);
  const value = { ...readDesk(await transaction.item(topic, id)), ...change, topic: thread };
  await transaction.putItem({ topic, id, v, live, value });
}

/** A comment as the desk has it, always with its words (rule MO2). */
export async function modItemOf(row: ItemRow, reader: Reader, settings: Settings): Promise<ModItem | undefined> {
  const { topic = '', flags = {}, by, reason } = readDesk(row);
  const comment = await reader.comment(topic, row.id);
  if (!comment) return undefined;
  const { rule } = comment.marks;
  return {
    id: row.id,
    v: row.v,
    topic,
    comment: wholeCommentOfRow(comment, settings),
    ...(Object.keys(flags).length ? { flags } : {}),
    ...(rule === undefined ? {} : { rule }),
    ...(by ? { by } : {}),
    ...(reason ? { reason } : {}),
  };
}
