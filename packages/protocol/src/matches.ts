import type { Schema } from './schema.ts';

const patterns = new Map<string, RegExp>();

/** Whether a value is as the schema asks. Strings are measured in UTF-16 units; unknown properties are left alone (rule MD6). */
export function matches(schema: Schema, value: unknown): boolean {
  if (schema === false) return false;
  if (schema.anyOf) return schema.anyOf.some((one) => matches(one, value));
  if (schema.const !== undefined) return value === schema.const;
  if (schema.enum) return schema.enum.includes(value as string);
  if (!isOfType(schema, value)) return false;
  if (typeof value === 'number') return isWithin(value, schema.minimum, schema.maximum);
  if (typeof value === 'string') return isWithin(value.length, schema.minLength, schema.maxLength) && (!schema.pattern || pattern(schema.pattern).test(value));
  const { items, required = [], properties = {} } = schema;
  if (Array.isArray(value)) return isWithin(value.length, schema.minItems, schema.maxItems) && (!items || value.every((one) => matches(items, one)));
  if (schema.type !== 'object') return true;
  return required.every((name) => Object.hasOwn(value as object, name)) && Object.keys(properties).every((name) => isPropertyGood(properties, value, name));
}

export function isOfType({ type }: Exclude<Schema, false>, value: unknown): boolean {
  if (type === 'integer') return Number.isInteger(value);
  return !type || type === (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);
}

/** A property that is there but undefined does not survive JSON: it counts as absent. */
export function isPropertyGood(properties: { readonly [name: string]: Schema }, value: unknown, name: string): boolean {
  const property = Object.hasOwn(value as object, name) ? (value as Record<string, unknown>)[name] : undefined;
  return property === undefined || matches(properties[name] as Schema, property);
}

export function isWithin(size: number, least = -Infinity, most = Infinity): boolean {
  return size >= least && size <= most;
}

function pattern(source: string): RegExp {
  let found = patterns.get(source);
  if (!found) patterns.set(source, (found = new RegExp(source)));
  return found;
}
