import { freshComment } from './fresh-comment.ts';
import type { ArticleRow, CommentRow } from './rows.ts';
import type { Storage, Transaction } from './storage.ts';

/** One promise that every storage keeps, with the program that finds out: `run` throws where it is broken. */
export interface StorageRule {
  readonly id: string;
  readonly promise: string;
  /** `create` makes an empty storage; it stays the caller's to close. */
  run(create: () => Promise<Storage>): Promise<void>;
}

export const TOPIC = 'thread:a';

export function comment(id: string, given: Partial<CommentRow>): CommentRow {
  return freshComment({
    topic: TOPIC,
    id,
    v: 1,
    cv: 1,
    c: 1,
    parent: null,
    depth: 0,
    actor: 'g-1',
    author: { id: 'g-1', name: 'Lan' },
    time: 1_603_353_600_000,
    state: 'shown',
    text: 'Hay quá',
    hash: 'h',
    ...given,
  });
}

export function article(thread: string): ArticleRow {
  return {
    thread,
    url: `/${thread}`,
    title: 'Chợ đêm',
    at: 1_603_353_600_000,
    day: '2020-10-22',
    scopes: ['home', 'sport'],
    closesAt: null,
    hold: null,
    withdrawn: false,
  };
}

export async function add(tx: Transaction, id: string): Promise<number> {
  const seq = await tx.raise(TOPIC);
  await tx.putComment(comment(id, { v: seq, cv: seq, c: seq }));
  await tx.putTotals(TOPIC, { total: (await tx.topic(TOPIC)).total + 1 });
  return seq;
}

export function topicOf(storage: Storage) {
  return storage.view((reader) => reader.topic(TOPIC));
}

export function idsOf(storage: Storage): Promise<string[]> {
  return storage.view(async (reader) => (await reader.comments(TOPIC, { parent: null, order: 'ascending', limit: 99 })).map((row) => row.id));
}

export function same(found: unknown, wanted: unknown): void {
  if (found === wanted) return;
  const [a, b] = [inOrder(found), inOrder(wanted)];
  if (a !== b) throw new Error(`found ${a}, expected ${b}`);
}

/** JSON with keys in order, so that two storages may build their rows in different ones. */
function inOrder(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
