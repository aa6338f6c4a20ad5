import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Newspaper, type NewspaperOptions, startNewspaper } from '../../examples/newspaper/src/newspaper.ts';

/** A folder that is gone when the test is over. */
export function freshFolder(keep = onTestFinished): string {
  const folder = mkdtempSync(join(tmpdir(), 'bandoc-newspaper-'));
  keep(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A folder with what a bundle looks like from outside. */
export function freshBundle(): string {
  const folder = freshFolder();
  mkdirSync(join(folder, 'chunks'));
  writeFileSync(join(folder, 'bandoc.js'), 'import("./chunks/thread-5f3a.js");\n');
  writeFileSync(join(folder, 'bandoc.css'), 'bandoc-share-bar { display: block }\n');
  writeFileSync(join(folder, 'chunks', 'thread-5f3a.js'), 'export {};\n');
  return folder;
}

/** Starts the real paper on ports that are free; it is closed when the test is over. */
export async function startPaper(options: Partial<NewspaperOptions> = {}, keep = onTestFinished): Promise<Newspaper> {
  const paper = await startNewspaper({ data: options.data ?? freshFolder(keep), port: 0, ...options });
  keep(() => paper.close());
  return paper;
}
