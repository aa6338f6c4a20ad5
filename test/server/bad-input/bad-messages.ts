import type { ClientFrame } from '@bandoc/protocol';
import fc from 'fast-check';
import { SHARED_KEY } from './answer-rules.ts';
import type { Traffic } from './real-traffic.ts';

/** One message as it goes over a wire: text, or bytes that are none. */
export type Message = { readonly text: string } | { readonly bytes: Uint8Array };

/** More than any server takes in a message, as it is set here. */
const OVERSIZED = 65_537;

/** Values that somebody tried before, to whom they were good luck. */
const ODD = fc.constantFrom<unknown>(
  null,
  true,
  '',
  ' ',
  '0',
  0,
  -0,
  -1,
  1.5,
  2 ** 53,
  1e308,
  [],
  {},
  [[]],
  '__proto__',
  'constructor',
  'toString',
  '\u0000',
  '\ud800',
  '\u202e',
  'Ễ'.repeat(2_001),
  'x'.repeat(9_000),
  'thread:',
  'thread:a:2020-10',
  'days:home:2020-13',
  'tally:home',
  'mine:a',
  'mod:demo',
  'names:a',
  'count:a',
  'past:a',
  'thread:../../etc',
  'add',
  'hit',
  'head',
  'items',
  'off',
  'top',
  9_007_199_254_740_991,
  { t: 'hello' },
  ['a', 'b'],
);

/** Names of fields that mean something, and some that ought to mean nothing. */
const NAMES =
  't id v site auth guest name feat trace topic since follow limit sort parent around ids page q key op target if data text quote mentions kind reason act __proto__ constructor length then toJSON'.split(
    ' ',
  );

type Node = Record<string, unknown>;

/** Every place in a value, as the object or array that it is in and its name there. */
function placesOf(value: unknown): Array<readonly [Node, string]> {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [[value as Node, name] as const, ...placesOf(inner)]);
}

const deep = (levels: number, innermost: unknown): unknown => {
  let value = innermost;
  for (let i = 0; i < levels; i += 1) value = i % 2 ? [value] : { a: value };
  return value;
};

const wide = (keys: number) => Object.fromEntries(Array.from({ length: keys }, (_, i) => [`k${i}`, i]));

const anything = fc.oneof(
  { weight: 6, arbitrary: ODD },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2, noUnicodeString: false }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom(7, 8, 9, 60), ODD).map(([levels, value]) => deep(levels, value)) },
  { weight: 1, arbitrary: fc.constantFrom(31, 32, 33, 200).map(wide) },
);

/** A frame of real traffic with some of its places changed, taken away, or added to. */
function changedFrame(frames: readonly ClientFrame[]): fc.Arbitrary<unknown> {
  const change = fc.tuple(fc.nat(40), fc.constantFrom('put', 'put', 'drop', 'add'), anything, fc.constantFrom(...NAMES));
  return fc.tuple(fc.constantFrom(...frames), fc.array(change, { minLength: 1, maxLength: 3 })).map(([frame, changes]) => {
    const copy = structuredClone(frame) as unknown as Node;
    for (const [place, how, value, name] of changes) {
      const places = placesOf(copy);
      const [node, at] = places[place % Math.max(1, places.length)] ?? [copy, name];
      if (how === 'drop') delete node[at];
      else
        Object.defineProperty(how === 'put' ? node : copy, how === 'put' ? at : name, {
          value: structuredClone(value),
          enumerable: true,
          configurable: true,
          writable: true,
        });
    }
    return copy;
  });
}

/** Few enough that most were taken before: by the same words, or by others. */
const someKey = fc.nat(300).map((n) => `${SHARED_KEY}${String(n).padStart(16, '0')}`);

/** A comment, a good one unless its words are not, or somebody has written it before. */
function someAdd(ids: readonly string[]): fc.Arbitrary<unknown> {
  return fc
    .record({
      key: someKey,
      text: fc.oneof(fc.constantFrom('Hay quá', 'ế'.repeat(2_000), ' \n ', '👍'), fc.string({ unit: 'binary', maxLength: 20 })),
      parent: fc.constantFrom(null, ...ids, 'nobody'),
    })
    .map(({ key, text, parent }) => ({ t: 'put', id: 7, topic: 'thread:a', key, op: 'add', data: { parent, text } }));
}

/** Some characters of a text changed, doubled or cut off. */
const damage = fc.array(
  fc.tuple(
    fc.nat(),
    fc.constantFrom('cut', 'drop', 'double', 'put'),
    fc.constantFrom('{', '}', '[', ']', '"', ',', ':', '\\', '0', 'e', 't', 'n', ' ', '\u0000'),
    fc.nat(30),
  ),
  {
    minLength: 1,
    maxLength: 3,
  },
);

function damaged(text: string, damages: ReadonlyArray<readonly [number, string, string, number]>): string {
  return damages.reduce((now, [place, how, put, size]) => {
    const at = place % (now.length + 1);
    if (how === 'cut') return now.slice(0, at);
    if (how === 'drop') return now.slice(0, at) + now.slice(at + size);
    if (how === 'double') return now.slice(0, at) + now.slice(at, at + size) + now.slice(at);
    return now.slice(0, at) + put + now.slice(at);
  }, text);
}

/** What a connection is made of here: messages good and bad, in any order. */
export function conversations({ frames, ids, auth }: Traffic): fc.Arbitrary<readonly Message[]> {
  const hello: ClientFrame = { t: 'hello', id: 1, v: [1], site: 'demo', auth };
  const frame = fc.oneof(
    { weight: 12, arbitrary: changedFrame(frames) },
    { weight: 4, arbitrary: fc.constantFrom<unknown>(...frames, hello) },
    { weight: 3, arbitrary: anything },
    { weight: 1, arbitrary: someAdd(ids) },
  );
  const whole = fc.oneof(
    { weight: 6, arbitrary: fc.array(frame, { minLength: 1, maxLength: 20, size: 'max' }) },
    { weight: 4, arbitrary: frame },
    { weight: 1, arbitrary: fc.array(frame, { minLength: 21, maxLength: 24 }) },
  );
  const message = fc.oneof(
    { weight: 60, arbitrary: whole.map((value): Message => ({ text: JSON.stringify(value) })) },
    { weight: 10, arbitrary: fc.tuple(whole, damage).map(([value, damages]): Message => ({ text: damaged(JSON.stringify(value), damages) })) },
    { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }).map((text): Message => ({ text })) },
    { weight: 1, arbitrary: fc.constantFrom(900, 30_000).map((levels): Message => ({ text: `${'['.repeat(levels)}${']'.repeat(levels)}` })) },
    { weight: 1, arbitrary: frame.map((value): Message => ({ text: JSON.stringify(value).padEnd(OVERSIZED - 1) })) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 40 }).map((bytes): Message => ({ bytes })) },
    { weight: 1, arbitrary: frame.map((value): Message => ({ bytes: new TextEncoder().encode(JSON.stringify(value)) })) },
  );
  const last = fc.oneof(
    { weight: 12, arbitrary: fc.constant([] as Message[]) },
    { weight: 1, arbitrary: frame.map((value): Message[] => [{ text: JSON.stringify(value).padEnd(OVERSIZED) }]) },
  );
  const first = fc.oneof(
    { weight: 8, arbitrary: fc.constant([{ text: JSON.stringify(hello) }] as Message[]) },
    { weight: 2, arbitrary: fc.constant([] as Message[]) },
  );
  return fc.tuple(first, fc.array(message, { minLength: 1, maxLength: 24, size: 'max' }), last).map((parts) => parts.flat());
}
