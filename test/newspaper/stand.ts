import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { type Newspaper, type NewspaperOptions, startNewspaper } from '../../examples/newspaper/src/newspaper.ts';

/** Takes what is to be done when a test, or a file of tests, is over. */
export type Keep = (clean: () => Promise<void> | void) => void;

/** A folder that is gone when the test is over. */
export function freshFolder(keep: Keep = onTestFinished): string {
  const folder = mkdtempSync(join(tmpdir(), 'bandoc-newspaper-'));
  keep(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A data folder that passes for seeded: quicker, where a test is not about comments. */
export function seededFolder(): string {
  const folder = freshFolder();
  writeFileSync(join(folder, 'seeded'), '');
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
export async function startPaper(options: Partial<NewspaperOptions> = {}, keep: Keep = onTestFinished): Promise<Newspaper> {
  const paper = await startNewspaper({ data: options.data ?? freshFolder(keep), port: 0, ...options });
  keep(() => paper.close());
  return paper;
}

const SOURCES = fileURLToPath(new URL('../../examples/newspaper/src/', import.meta.url));

/** Runs one of the paper's programs from its source until it ends. */
export async function run(program: string, environment: Record<string, string>, ...args: string[]): Promise<{ code: number; said: string }> {
  const child = spawn(process.execPath, ['--conditions=source', '--no-warnings', join(SOURCES, program), ...args], { env: { ...process.env, ...environment } });
  const said = Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = (await once(child, 'exit')) as [number];
  return { code, said: (await said).join('') };
}
