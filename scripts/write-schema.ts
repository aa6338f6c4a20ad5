import { readFileSync, writeFileSync } from 'node:fs';
import { SCHEMA_VERSION } from '@bandoc/protocol';
import { stringify } from 'yaml';
import { asyncapiDocument } from './asyncapi-document.ts';
import { schemaDocument, schemaHash } from './schema-document.ts';

// Writes what outsiders read of the schemas that both sides run: packages/protocol/{schema.json,asyncapi.yaml,versions.json}. A schema that changed
// needs a new SCHEMA_VERSION first; test/protocol/schema.test.ts fails while any of them differs.

const packageFile = (name: string) => new URL(`../packages/protocol/${name}`, import.meta.url);
const versions = JSON.parse(readFileSync(packageFile('versions.json'), 'utf8')) as Record<string, string>;
const known = versions[SCHEMA_VERSION];
if (known !== undefined && known !== schemaHash())
  throw new Error(`The schemas are not those of ${SCHEMA_VERSION} any more: raise SCHEMA_VERSION in packages/protocol/src/version.ts.`);
writeFileSync(packageFile('versions.json'), `${JSON.stringify({ ...versions, [SCHEMA_VERSION]: schemaHash() }, null, 2)}\n`);
writeFileSync(packageFile('schema.json'), `${JSON.stringify(schemaDocument(), null, 2)}\n`);
writeFileSync(packageFile('asyncapi.yaml'), stringify(asyncapiDocument(), { lineWidth: 140, aliasDuplicateObjects: false }));
