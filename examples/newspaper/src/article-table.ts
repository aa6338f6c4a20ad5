import { DatabaseSync } from 'node:sqlite';
import type { Article } from '@bandoc/protocol';

/** Keeps the paper's articles in the table that a backend shares with the paper's own system, in the place of those that were there. */
export function fillArticleTable(file: string, articles: readonly Article[]): void {
  const database = new DatabaseSync(file, { timeout: 5_000 });
  try {
    const insert = database.prepare('INSERT INTO article (thread, url, title, at, scopes) VALUES (?, ?, ?, ?, ?)');
    database.exec('BEGIN IMMEDIATE; DELETE FROM article');
    for (const { thread, url, title, at, scopes } of articles) insert.run(thread, url, title, at, JSON.stringify(scopes));
    database.exec('COMMIT');
  } finally {
    database.close();
  }
}
