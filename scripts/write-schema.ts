import { writeFileSync } from 'node:fs';
import { schemaDocument } from './schema-document.ts';

// Writes packages/protocol/schema.json from the schemas that both sides run; test/protocol/schema.test.ts fails while the two differ.
writeFileSync(new URL('../packages/protocol/schema.json', import.meta.url), `${JSON.stringify(schemaDocument(), null, 2)}\n`);
