import { type Hold, type ThreadFacts, threadTopic } from '@bandoc/protocol';
import type { ArticleRow, ItemRow } from './rows.ts';
import type { Settings } from './settings.ts';
import { articleOfThread } from './source-topic.ts';
import type { Reader, Transaction } from './storage.ts';

/** The item of a thread that says what the thread itself is. */
export const FACTS_ID = '_thread';

/** What the newsroom set by hand, and the last act that did. */
export interface KeptFacts {
  readonly locked?: boolean;
  /** ms; in the place of the article's. */
  readonly closesAt?: number | null;
  readonly lastKey?: string;
  readonly lastHash?: string;
}

/** What holds of a thread now, by hand, by its article, or as of all of the site. */
export interface Facts {
  readonly v: number;
  readonly locked: boolean;
  readonly closesAt: number | null;
  readonly hold: Hold;
}

export function readFacts(row: ItemRow | undefined): KeptFacts {
  return row?.value ?? {};
}

/** Refuses a thread that there is not (rule SB10). */
export async function factsOf(thread: string, reader: Reader, settings: Settings): Promise<Facts> {
  const article = await articleOfThread(thread, reader, settings);
  const row = await reader.item(threadTopic(thread), FACTS_ID);
  const { locked = false, closesAt } = readFacts(row);
  return {
    v: row?.v ?? 0,
    locked: locked || (article?.withdrawn ?? false),
    closesAt: closesAt ?? article?.closesAt ?? null,
    hold: article?.hold ?? settings.hold,
  };
}

/** A thread's facts as everybody is told them (rules TF1–TF3). */
export function itemOfFacts({ v, locked, closesAt, hold }: Facts, { reactions, without }: Settings): ThreadFacts {
  return {
    id: FACTS_ID,
    v,
    ...(locked ? { locked } : {}),
    ...(closesAt === null ? {} : { closesAt }),
    reactions: without.includes('react') ? [] : [...reactions],
    policy: { guests: without.includes('guest') ? 'no' : 'yes', email: 'no', hold },
  };
}

/** Whether a thread takes no comments at a time, ms. */
export function isClosed({ locked, closesAt }: Facts, time: number): boolean {
  return locked || (closesAt !== null && closesAt <= time);
}

/** Sets what the newsroom says of a thread, at a seq of the thread's. */
export async function putFacts(thread: string, v: number, change: KeptFacts, transaction: Transaction): Promise<void> {
  const topic = threadTopic(thread);
  const value = { ...readFacts(await transaction.item(topic, FACTS_ID)), ...change };
  await transaction.putItem({ topic, id: FACTS_ID, v, live: true, value });
}

/** Whether a publication changes what its thread says of itself. */
export function changesFacts(before: ArticleRow | undefined, after: ArticleRow): boolean {
  return (before?.closesAt ?? null) !== after.closesAt || (before?.hold ?? null) !== after.hold || (before?.withdrawn ?? false) !== after.withdrawn;
}
