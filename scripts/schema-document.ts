import { addData, articleChange, clientFrames, discovery, item, serverFrames } from '@bandoc/protocol';

/** The JSON Schema 2020-12 document that outsiders read: every frame under `$defs`, and what either side may send. */
export function schemaDocument() {
  const refs = (names: string[]) => ({ anyOf: names.map((name) => ({ $ref: `#/$defs/${name}` })) });
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:bandoc:v1:schema',
    title: 'bandoc.v1',
    $defs: {
      ...clientFrames,
      ...serverFrames,
      'put.data add': addData,
      item,
      discovery,
      articleChange,
      clientFrame: refs(Object.keys(clientFrames)),
      serverFrame: refs(Object.keys(serverFrames)),
    },
  };
}
