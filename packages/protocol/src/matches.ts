import type { Schema } from './schema.ts';

type Test = (value: unknown) => boolean;

/** What each schema comes to: every frame is read by one, and most are read often. */
const tests = new WeakMap<object, Test>();

/** Whether a value is as the schema asks. Strings are measured in UTF-16 units; unknown properties are left alone (rule MD6). */
export function matches(schema: Schema, value: unknown): boolean {
  return testOf(schema)(value);
}

function testOf(schema: Schema): Test {
  if (schema === false) return () => false;
  let test = tests.get(schema);
  if (!test) tests.set(schema, (test = createTest(schema)));
  return test;
}

function createTest(schema: Exclude<Schema, false>): Test {
  const { type, anyOf, enum: words, const: only, pattern, items, minimum, maximum, minLength, maxLength, minItems, maxItems } = schema;
  if (anyOf) {
    const forms = anyOf.map(testOf);
    return (value) => forms.some((test) => test(value));
  }
  if (only !== undefined) return (value) => value === only;
  if (words) return (value) => words.includes(value as string);
  const { required = [], properties = {} } = schema;
  const expression = pattern === undefined ? undefined : new RegExp(pattern);
  const item = items && testOf(items);
  const inner = Object.keys(properties).map((name) => [name, testOf(properties[name] as Schema)] as const);
  return (value) => {
    if (!isOfType(schema, value)) return false;
    if (typeof value === 'number') return isWithin(value, minimum, maximum);
    if (typeof value === 'string') return isWithin(value.length, minLength, maxLength) && (!expression || expression.test(value));
    if (Array.isArray(value)) return isWithin(value.length, minItems, maxItems) && (!item || value.every(item));
    if (type !== 'object') return true;
    for (const name of required) if (!Object.hasOwn(value as object, name)) return false;
    for (const [name, test] of inner) if (!isGood(test, value as object, name)) return false;
    return true;
  };
}

export function isOfType({ type }: Exclude<Schema, false>, value: unknown): boolean {
  if (type === 'integer') return Number.isInteger(value);
  return !type || type === (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);
}

/** A property that is there but undefined does not survive JSON: it counts as absent. */
export function isPropertyGood(properties: { readonly [name: string]: Schema }, value: unknown, name: string): boolean {
  return isGood(testOf(properties[name] as Schema), value as object, name);
}

function isGood(test: Test, value: object, name: string): boolean {
  const property = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
  return property === undefined || test(property);
}

export function isWithin(size: number, least = -Infinity, most = Infinity): boolean {
  return size >= least && size <= most;
}
