import { isOfType, isPropertyGood, isWithin, matches } from './matches.ts';

/**
 * The part of JSON Schema 2020-12 that the wire needs. Schemas are plain literals, so the one that is read here is the one that types are
 * inferred from (`XStatic`), that `schema.json` publishes, and that `matches` and `check` run in the page and in the server.
 */
export type Schema =
  | false
  | {
      readonly type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean' | 'null';
      readonly const?: string | number | boolean;
      readonly enum?: readonly string[];
      readonly anyOf?: readonly Schema[];
      readonly properties?: { readonly [name: string]: Schema };
      readonly required?: readonly string[];
      readonly items?: Schema;
      readonly minItems?: number;
      readonly maxItems?: number;
      readonly minLength?: number;
      readonly maxLength?: number;
      readonly pattern?: string;
      readonly minimum?: number;
      readonly maximum?: number;
      readonly description?: string;
    };

/** Says what is wrong with a value: '' when it is as the schema asks, else one line such as `items.0.v: integer expected`. */
export function check(schema: Schema, value: unknown, path = ''): string {
  if (matches(schema, value)) return '';
  const bad = (expected: string) => `${path || 'frame'}: ${expected} expected`;
  if (schema === false) return bad('nothing');
  if (schema.anyOf) return bad('another form');
  if (schema.const !== undefined) return bad(`"${schema.const}"`);
  if (schema.enum) return bad(`one of ${schema.enum.join(', ')}`);
  const { type, minimum, maximum, minLength = 0, maxLength, minItems = 0, maxItems, items = {}, required = [], properties = {} } = schema;
  if (!isOfType(schema, value)) return bad(type as string);
  if (typeof value === 'number') return bad(`${minimum ?? ''}..${maximum ?? ''}`);
  if (typeof value === 'string')
    return bad(isWithin(value.length, minLength, maxLength) ? (schema.pattern as string) : `length ${minLength}..${maxLength ?? ''}`);
  if (Array.isArray(value)) {
    const wrong = value.findIndex((one) => !matches(items, one));
    return isWithin(value.length, minItems, maxItems) ? check(items, value[wrong], join(path, wrong)) : bad(`${minItems}..${maxItems ?? ''} items`);
  }
  const missing = required.find((name) => !Object.hasOwn(value as object, name));
  if (missing !== undefined) return `${join(path, missing)}: missing`;
  const wrong = Object.keys(properties).find((name) => !isPropertyGood(properties, value, name)) as string;
  return check(properties[wrong] as Schema, (value as Record<string, unknown>)[wrong], join(path, wrong));
}

function join(path: string, name: string | number): string {
  return path ? `${path}.${name}` : `${name}`;
}
