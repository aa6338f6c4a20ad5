import { DatabaseSync } from 'node:sqlite';
import { type Comment, type Snap, threadTopic } from '@bandoc/protocol';

/** Everything that a server has of one thread, and what it says of it as a whole. */
export interface Stored {
  readonly comments: readonly Comment[];
  readonly total: number;
  readonly epoch: string;
}

/** Reads a whole thread as any reader may: page after page, and the replies to each comment. */
export async function readStored(base: string, thread: string): Promise<Stored> {
  const comments: Comment[] = [];
  let first: Snap | undefined;
  const walk = async (parent: string | undefined) => {
    let more: string | undefined;
    do {
      const query = new URLSearchParams({ limit: '50', ...(parent !== undefined && { parent }), ...(more !== undefined && { page: more }) });
      const response = await fetch(`${base}/v1/t/${threadTopic(thread)}?${query}`);
      const snap = (await response.json()) as Snap;
      if (snap.t !== 'snap') throw new Error(`${thread} cannot be read: ${JSON.stringify(snap)}`);
      first ??= snap;
      const page = (snap.items as Comment[]).filter((one) => one.parent === (parent ?? null));
      comments.push(...page);
      for (const { id, counts } of page) if (counts.replies > 0) await walk(id);
      ({ more } = snap);
    } while (more !== undefined);
  };
  await walk(undefined);
  return { comments, total: first?.total ?? 0, epoch: first?.at.split(':')[0] ?? '' };
}

/** What SQLite itself finds wrong with a file; empty when nothing is. */
export function checkFile(file: string): readonly string[] {
  const db = new DatabaseSync(file, { readOnly: true });
  const found = [...db.prepare('PRAGMA integrity_check').all(), ...db.prepare('PRAGMA foreign_key_check').all()].map((row) => Object.values(row).join(' '));
  db.close();
  return found.filter((line) => line !== 'ok');
}
