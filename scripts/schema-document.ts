import { createHash } from 'node:crypto';
import { articleChange, clientFrames, discovery, items, putData, SCHEMA_VERSION, serverFrames } from '@bandoc/protocol';

/** The JSON Schema 2020-12 document that outsiders read: every frame, op and item under `$defs`, and what either side may send. */
export function schemaDocument() {
  const refs = (names: string[]) => ({ anyOf: names.map((name) => ({ $ref: `#/$defs/${name}` })) });
  const named = (what: string, schemas: object) => Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [`${what}-${name}`, schema as unknown]));
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:bandoc:v1:schema',
    title: 'bandoc.v1',
    version: SCHEMA_VERSION,
    $defs: {
      ...clientFrames,
      ...serverFrames,
      ...named('data-of', putData),
      ...named('item-of', items),
      discovery,
      articleChange,
      clientFrame: refs(Object.keys(clientFrames)),
      serverFrame: refs(Object.keys(serverFrames)),
    },
  };
}

/** What tells one state of the schemas from another, whatever its version says. */
export function schemaHash(): string {
  return createHash('sha256').update(JSON.stringify(schemaDocument().$defs)).digest('base64url');
}
