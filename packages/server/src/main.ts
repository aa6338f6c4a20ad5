import { readFileSync } from 'node:fs';
import { standAlone } from './operation/stand-alone.ts';
import { helpText } from './settings/help-text.ts';
import { readSettings } from './settings/read-settings.ts';

// `bandoc-server`: the reference server by itself. Its settings come from the command line, the environment and a file; `--help` tells them all.

const args = process.argv.slice(2);

try {
  if (args.includes('--help')) console.log(helpText());
  else if (args.includes('--version')) console.log(versionOf(new URL('../package.json', import.meta.url)));
  else await standAlone(readSettings({ args, environment: process.env, readFile: (path) => readFileSync(path, 'utf8') }));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

function versionOf(manifest: URL): string {
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
}
