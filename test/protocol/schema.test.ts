import { readFileSync } from 'node:fs';
import asyncapi from '@asyncapi/specs';
import { check, clientFrames, discovery, items, putData, SCHEMA_VERSION, type Schema, serverFrames } from '@bandoc/protocol';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { asyncapiDocument } from '../../scripts/asyncapi-document.ts';
import { schemaDocument, schemaHash } from '../../scripts/schema-document.ts';
import { frames } from './frame-samples.ts';

const ajv = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true });
const schemas: [string, Schema][] = [
  ...Object.entries(clientFrames),
  ...Object.entries(serverFrames),
  ['discovery', discovery],
  ...Object.entries(items),
  ...Object.entries(putData),
];
const SUPPORTED = new Set(
  'type const enum anyOf properties required items minItems maxItems minLength maxLength pattern minimum maximum description'.split(' '),
);

/** A JSON value that is one of the samples with one place changed: near misses find more than noise. */
const nearMiss = fc.tuple(fc.constantFrom(...frames), fc.nat(200), fc.jsonValue({ maxDepth: 2 }), fc.boolean()).map(([frame, place, value, remove]) => {
  const copy = structuredClone(frame) as unknown as Record<string, unknown>;
  const places: [Record<string, unknown>, string][] = [];
  const walk = (node: unknown) => {
    if (node && typeof node === 'object') {
      for (const name of Object.keys(node)) {
        places.push([node as Record<string, unknown>, name]);
        walk((node as Record<string, unknown>)[name]);
      }
    }
  };
  walk(copy);
  const chosen = places[place % places.length];
  if (chosen) {
    if (remove && !Array.isArray(chosen[0])) delete chosen[0][chosen[1]];
    else chosen[0][chosen[1]] = value;
  }
  return copy;
});

describe('the check that both sides run', () => {
  it('agrees with a full JSON Schema 2020-12 validator on every frame with one place changed', () => {
    for (const [, schema] of schemas) {
      const validate = ajv.compile(schema as object);
      // Ajv counts code points, we count UTF-16 units; only lengths of astral text could differ, and no sample comes near a limit.
      fc.assert(
        fc.property(nearMiss, (value) => {
          expect(check(schema, value) === '').toBe(validate(value));
        }),
        { numRuns: 400 },
      );
    }
  });

  it('takes every sample frame by its own schema', () => {
    const kinds: Record<string, Schema> = { ...clientFrames, ...serverFrames };
    for (const frame of frames) expect(check(kinds[frame.t] as Schema, frame), JSON.stringify(frame)).toBe('');
  });

  it('says where and what is wrong in one line', () => {
    expect(check(serverFrames.ev, { t: 'ev', topic: 'thread:x', epoch: 'a', from: 0, to: -1, items: [] })).toBe('to: 0..9007199254740991 expected');
    expect(check(clientFrames.hello, { t: 'hello', id: 1, v: [1], site: 'demo', guest: {} })).toBe('guest.name: missing');
    expect(check(clientFrames.sub, { t: 'sub', id: 1, topic: 'thread' })).toContain('topic: ');
    expect(check(clientFrames.sub, 7)).toBe('frame: object expected');
  });

  it('is given no keyword that it does not know', () => {
    const walk = (schema: Schema): void => {
      if (schema === false) return;
      for (const keyword of Object.keys(schema)) expect(SUPPORTED).toContain(keyword);
      for (const inner of [...(schema.anyOf ?? []), ...Object.values(schema.properties ?? {}), ...(schema.items ? [schema.items] : [])]) walk(inner);
    };
    for (const [, schema] of schemas) walk(schema);
  });

  it('is not fooled by names that every object inherits', () => {
    expect(check({ type: 'object', required: ['constructor'] }, {})).toBe('constructor: missing');
    const named = { type: 'object', properties: { toString: { type: 'string' } } } as unknown as Schema;
    expect(check(named, {})).toBe('');
  });
});

describe('what outsiders read', () => {
  const publishedText = (name: string) => readFileSync(new URL(`../../packages/protocol/${name}`, import.meta.url), 'utf8');

  it('schema.json is what the schemas say (npm run schema writes it)', () => {
    expect(JSON.parse(publishedText('schema.json'))).toEqual(JSON.parse(JSON.stringify(schemaDocument())));
  });

  it('schema.json is a valid JSON Schema of 2020-12', () => {
    expect(ajv.validateSchema(schemaDocument().$defs)).toBe(true);
  });

  it('a changed schema has a version of its own', () => {
    const versions = JSON.parse(publishedText('versions.json')) as Record<string, string>;
    expect(versions[SCHEMA_VERSION]).toBe(schemaHash());
    expect(new Set(Object.values(versions)).size).toBe(Object.keys(versions).length);
  });

  it('asyncapi.yaml is what the schemas say, and a valid AsyncAPI 3 document', () => {
    const document: unknown = parse(publishedText('asyncapi.yaml'));
    expect(document).toEqual(JSON.parse(JSON.stringify(asyncapiDocument())));
    // The specification's schema carries the meta-schema that it is written in along.
    const draft7 = new Ajv({ strict: false, validateFormats: false, meta: false, validateSchema: false });
    const validate = draft7.compile(asyncapi.schemas['3.0.0'] as object);
    expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
  });

  it('asyncapi.yaml points at frames that schema.json has', () => {
    const names = Object.keys(schemaDocument().$defs);
    for (const [, name] of publishedText('asyncapi.yaml').matchAll(/schema\.json#\/\$defs\/([\w-]+)/g)) expect(names).toContain(name);
  });
});
