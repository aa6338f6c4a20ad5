import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** A text file of the repository: its path from the root with forward slashes, and what is in it. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

const SKIPPED = new Set(['node_modules', 'dist', 'data', '.git', 'storybook-static', 'coverage', 'content', 'screens']);

/** All files below a folder whose name ends so, in order of path. */
export function sourceFiles(folder: string, ending = '.ts'): SourceFile[] {
  const found: SourceFile[] = [];
  const walk = (at: string) => {
    for (const entry of readdirSync(at, { withFileTypes: true })) {
      const path = join(at, entry.name);
      if (entry.isDirectory()) {
        if (!SKIPPED.has(entry.name)) walk(path);
      } else if (entry.name.endsWith(ending)) {
        found.push({ path: relative(root, path).replaceAll('\\', '/'), text: readFileSync(path, 'utf8') });
      }
    }
  };
  walk(join(root, folder));
  return found.sort((a, b) => a.path.localeCompare(b.path));
}

/** What a file imports or re-exports, statically or by `import()`. */
export function importsOf(text: string): string[] {
  const statics = text.matchAll(/^\s*(?:import|export)\s[^'";]*?from\s+'([^']+)'|^\s*import\s+'([^']+)'/gm);
  const dynamics = text.matchAll(/\bimport\(\s*(?:\/\*[^*]*\*\/\s*)?'([^']+)'\s*\)/g);
  return [...statics, ...dynamics].map((match) => (match[1] ?? match[2]) as string);
}
