import type { CommentRow, ItemRow } from './rows.ts';
import type { Settings } from './settings.ts';
import type { Reader, Transaction } from './storage.ts';

/** What the newsroom's desk keeps of one comment; it waits there while its item is live. */
export interface Desk {
  /** The thread. */
  readonly topic: string;
  /** Readers who report it now, by reason. */
  readonly flags?: Readonly<Record<string, number>>;
}

/** The topic of what the newsroom has to decide. */
export function deskTopic({ site }: Settings): string {
  return `mod:${site}`;
}

/** Reads the value of a desk's item. */
export function readDesk(row: ItemRow | undefined): Partial<Desk> {
  return row?.value ?? {};
}

/** Puts a comment on the desk, waiting or decided, at a seq of the desk's. */
export async function putDesk(
  { topic: thread, id }: CommentRow,
  { v, live, ...change }: Omit<Desk, 'topic'> & Pick<ItemRow, 'v' | 'live'>,
  transaction: Transaction,
  settings: Settings,
): Promise<void> {
  const topic = deskTopic(settings);
  const value = { ...readDesk(await transaction.item(topic, id)), ...change, topic: thread };
  await transaction.putItem({ topic, id, v, live, value });
}

/** Readers who report a comment, by reason. */
export async function flagsOf({ id }: CommentRow, reader: Reader, settings: Settings): Promise<Readonly<Record<string, number>>> {
  return readDesk(await reader.item(deskTopic(settings), id)).flags ?? {};
}
