import { type CommentRow, createSqliteStorage } from '@bandoc/server';
import { freshComment } from '@bandoc/server/core';
import { openDatabase } from '../packages/server/src/storage/sqlite-database.ts';
import { createTransaction } from '../packages/server/src/storage/sqlite-rows.ts';

export const SITE = 'bench';
export const THREAD = 'bai';
export const TOPIC = `thread:${THREAD}`;
const TEXT = 'Đoạn về chợ nổi làm tôi nhớ mùa nước năm ngoái: ghe đậu kín hai bờ, sáng sớm đã nghe tiếng rao.';

/** How often what was written is put into the file, in comments. */
const TOGETHER = 50_000;

/** Makes a store with one thread of so many comments; three of four answer one of the fifty roots before them. */
export async function fillThread(file: string, size: number): Promise<void> {
  await createSqliteStorage({ file, site: SITE }).close();
  const { writer, reader } = openDatabase(file);
  const transaction = createTransaction(writer, SITE);
  writer.run('BEGIN IMMEDIATE');
  const roots = new Map<string, CommentRow>();
  for (let i = 0; i < size; i += 1) {
    const seq = await transaction.raise(TOPIC);
    const parent = i % 4 === 0 ? undefined : [...roots.values()][i % roots.size];
    const row: CommentRow = freshComment({
      topic: TOPIC,
      id: `comment-${String(i).padStart(12, '0')}`,
      v: seq,
      cv: seq,
      c: seq,
      parent: parent?.id ?? null,
      depth: parent ? 1 : 0,
      actor: `reader-${i % 500}`,
      author: { id: `reader-${i % 500}`, name: `Bạn đọc ${i % 500}` },
      time: 1_603_353_600_000 + i * 1_000,
      state: 'shown',
      text: `${i}. ${TEXT}`,
      hash: '',
    });
    await transaction.putComment(row);
    if (parent) {
      const answered = { ...parent, replies: parent.replies + 1, cv: seq };
      roots.set(parent.id, answered);
      await transaction.putComment(answered);
    } else {
      roots.set(row.id, row);
      const [oldest = ''] = roots.keys();
      if (roots.size > 50) roots.delete(oldest);
    }
    if (i % TOGETHER === TOGETHER - 1) {
      writer.run('COMMIT');
      writer.run('BEGIN IMMEDIATE');
    }
  }
  await transaction.putTotals(TOPIC, { total: size });
  writer.run('COMMIT');
  reader.close();
  writer.close();
}
