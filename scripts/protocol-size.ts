import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const client = new URL('../packages/client/src/', import.meta.url);
const protocol = fileURLToPath(new URL('../packages/protocol/src/index.ts', import.meta.url));

/** What a reader's page carries of the protocol, first and later together: minified code of all that the client imports from it. */
export async function protocolCode(): Promise<string> {
  const names = new Set<string>();
  for (const file of readdirSync(client, { recursive: true, encoding: 'utf8' }).filter((one) => one.endsWith('.ts'))) {
    for (const [, list = ''] of readFileSync(new URL(file, client), 'utf8').matchAll(/import \{([^}]*)\} from '@bandoc\/protocol'/g)) {
      for (const one of list.split(',')) if (one.trim() && !one.trim().startsWith('type ')) names.add(one.trim().replace(/ as .*/, ''));
    }
  }
  const bundle = await rolldown({
    input: 'carried',
    plugins: [
      {
        name: 'carried',
        resolveId: (id) => (id === 'carried' ? id : null),
        load: (id) => (id === 'carried' ? `export { ${[...names].sort().join(', ')} } from ${JSON.stringify(protocol)};` : null),
      },
    ],
  });
  const { output } = await bundle.generate({ format: 'es', minify: true });
  return output[0].code;
}
