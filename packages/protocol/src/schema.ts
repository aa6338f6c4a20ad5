/**
 * The part of JSON Schema 2020-12 that the wire needs. Schemas are plain literals, so the one that is read here is the one that types are
 * inferred from (`XStatic`), that `schema.json` publishes, and that `check` runs in the page and in the server.
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

const patterns = new Map<string, RegExp>();

/**
 * Says what is wrong with a value: '' when it is as the schema asks, else one line such as `items.0.v: integer expected`.
 * Strings are measured in UTF-16 units; unknown properties are left alone (rule MD6).
 */
export function check(schema: Schema, value: unknown, path = ''): string {
  const bad = (expected: string) => `${path || 'frame'}: ${expected} expected`;
  if (schema === false) return bad('nothing');
  if (schema.anyOf) return schema.anyOf.some((one) => !check(one, value, path)) ? '' : bad('another form');
  if (schema.const !== undefined) return value === schema.const ? '' : bad(`"${schema.const}"`);
  if (schema.enum) return schema.enum.includes(value as string) ? '' : bad(`one of ${schema.enum.join(', ')}`);
  const { type } = schema;
  if (type === 'integer' ? !Number.isInteger(value) : type && type !== kindOf(value)) return bad(type as string);
  if (typeof value === 'number') {
    if (value < (schema.minimum ?? -Infinity) || value > (schema.maximum ?? Infinity)) return bad(`${schema.minimum ?? ''}..${schema.maximum ?? ''}`);
  } else if (typeof value === 'string') {
    if (value.length < (schema.minLength ?? 0) || value.length > (schema.maxLength ?? Infinity))
      return bad(`length ${schema.minLength ?? 0}..${schema.maxLength ?? ''}`);
    if (schema.pattern && !pattern(schema.pattern).test(value)) return bad(schema.pattern);
  } else if (Array.isArray(value)) {
    if (value.length < (schema.minItems ?? 0) || value.length > (schema.maxItems ?? Infinity))
      return bad(`${schema.minItems ?? 0}..${schema.maxItems ?? ''} items`);
    if (schema.items) return firstFault(value.keys(), (i) => check(schema.items as Schema, value[i], join(path, i)));
  } else if (type === 'object') {
    const object = value as Record<string, unknown>;
    return (
      firstFault(schema.required ?? [], (name) => (Object.hasOwn(object, name) ? '' : `${join(path, name)}: missing`)) ||
      firstFault(Object.keys(schema.properties ?? {}), (name) =>
        // A property that is there but undefined does not survive JSON: it counts as absent.
        Object.hasOwn(object, name) && object[name] !== undefined ? check((schema.properties ?? {})[name] as Schema, object[name], join(path, name)) : '',
      )
    );
  }
  return '';
}

function kindOf(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
}

function join(path: string, name: string | number): string {
  return path ? `${path}.${name}` : `${name}`;
}

function firstFault<T>(all: Iterable<T>, faultOf: (one: T) => string): string {
  for (const one of all) {
    const fault = faultOf(one);
    if (fault) return fault;
  }
  return '';
}

function pattern(source: string): RegExp {
  let found = patterns.get(source);
  if (!found) patterns.set(source, (found = new RegExp(source)));
  return found;
}
