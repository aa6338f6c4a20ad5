import { articleChange, clientFrames, discovery, items, putData, serverFrames } from '@bandoc/protocol';

/** The JSON Schema 2020-12 document that outsiders read: every frame under `$defs`, and what either side may send. */
export function schemaDocument() {
  const named = (what: string, schemas: object) => Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [`${what} ${name}`, schema as unknown]));
  const refs = (names: string[]) => ({ anyOf: names.map((name) => ({ $ref: `#/$defs/${name}` })) });
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:bandoc:v1:schema',
    title: 'bandoc.v1',
    $defs: {
      ...clientFrames,
      ...serverFrames,
      ...named('put.data', putData),
      ...named('item of', items),
      discovery,
      articleChange,
      clientFrame: refs(Object.keys(clientFrames)),
      serverFrame: refs(Object.keys(serverFrames)),
    },
  };
}
