import { fileURLToPath } from 'node:url';
import type { Article } from '@bandoc/protocol';
import { fillArticleTable } from './article-table.ts';

/** A backend of examples/backends, and how it is started there. */
export interface Backend {
  readonly folder: string;
  command(port: number): readonly string[];
  /** Tells it of the paper's articles where it reads them from a table of its database and not from requests. */
  readonly keepArticles?: (file: string, articles: readonly Article[]) => void;
}

/** By the name of `npm start -- --backend <name>`. */
export const BACKENDS: Readonly<Record<string, Backend>> = {
  php: { folder: folderOf('php'), command: (port) => ['php', '-S', `127.0.0.1:${port}`, 'bandoc.php'], keepArticles: fillArticleTable },
  python: { folder: folderOf('python'), command: () => ['python3', 'bandoc.py'] },
  'node-ws': { folder: folderOf('node-ws'), command: () => [process.execPath, 'bandoc.mjs'] },
};

function folderOf(name: string): string {
  return fileURLToPath(new URL(`../../backends/${name}`, import.meta.url));
}
