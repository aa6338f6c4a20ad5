import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

// custom-elements.json of every package that defines an element: what editors and Storybook's API pages read.
const analyzer = fileURLToPath(new URL('../node_modules/@custom-elements-manifest/analyzer/cem.js', import.meta.url));

for (const widget of ['comment-thread', 'date-selector', 'share-bar']) {
  const cwd = fileURLToPath(new URL(`../packages/${widget}`, import.meta.url));
  execFileSync(process.execPath, [analyzer, 'analyze', '--litelement', '--quiet', '--globs', 'src/**/*.ts'], { cwd, stdio: 'inherit' });
}
