import { readFileSync } from 'node:fs';
import { normalizeName, normalizeText, parseTopic } from '@bandoc/protocol';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Traffic } from './real-traffic.ts';

// Told apart from the server on purpose: by the published schema and the numbered rules, with another validator.

const published = JSON.parse(readFileSync(new URL('../../../packages/protocol/schema.json', import.meta.url), 'utf8')) as { $defs: Record<string, object> };
const ajv = new Ajv2020({ strict: false });
const validators = new Map(
  Object.entries(published.$defs).flatMap(([name, schema]) =>
    /^(hello|sub|unsub|put|note|data-of-\w+)$/.test(name) ? [[name, ajv.compile(schema)] as const] : [],
  ),
);

/** What one side of a conversation has come to. */
export interface Standing {
  /** Whether there is a connection, which remembers; a POST says all anew. */
  readonly connected: boolean;
  greeted: boolean;
  /** Who speaks, by the last welcome. */
  user: string | undefined;
  readonly follows: Set<string>;
  /** Keys that comments were sent under, by anybody. */
  readonly sent: Set<string>;
}

/** What may be the answer to a frame: kinds of frames, and codes of errors. Nothing where there is none. */
export type Answers = { readonly any: ReadonlySet<string>; readonly id: number | undefined } | undefined;

type Fields = Readonly<Record<string, unknown>>;

/** What a rule says of a frame of a message, where everything before it has been answered. */
export function answersOf(value: unknown, standing: Standing, traffic: Traffic): Answers {
  const fields = (typeof value === 'object' && value !== null ? value : {}) as Fields;
  const own = Object.hasOwn(fields, 'id') ? fields['id'] : undefined;
  const id = typeof own === 'number' && Number.isSafeInteger(own) && own >= 0 ? own : undefined;
  const any = (...codes: string[]): Answers => ({ any: new Set(codes), id });
  const t = Object.hasOwn(fields, 't') ? fields['t'] : undefined;
  if (typeof t !== 'string') return any('bad-frame');
  if (!['hello', 'sub', 'unsub', 'put', 'note'].includes(t)) return any('unsupported');
  // A list is an object to nobody.
  if (Array.isArray(value) || !validators.get(t)?.(value)) return any('bad-frame');
  if (t === 'hello') return any(...helloCodes(fields, traffic), ...tooLong(value));
  if (t === 'sub' && fields['follow'] !== 'off') {
    const once = ['page', 'parent', 'around'].some((name) => fields[name] !== undefined);
    if (once || parseTopic(fields['topic'] as string).kind === 'names') return any('bad-frame');
  }
  if (t === 'sub' && fields['follow'] === 'head' && parseTopic(fields['topic'] as string).kind !== 'thread') return any('unsupported');
  if (standing.connected && !standing.greeted) return any('auth', ...tooLong(value));
  if (t === 'put') return any(...putCodes(fields, standing, traffic), ...tooLong(value));
  if (t === 'sub') return any(...subCodes(fields, standing, traffic), ...tooLong(value));
  return standing.connected ? undefined : any('unsupported');
}

/** Lengths of a schema are code points to a validator, and UTF-16 units here. */
function tooLong(value: unknown): string[] {
  return /[\ud800-\udbff]/.test(JSON.stringify(value)) || /\\ud[89ab]/.test(JSON.stringify(value)) ? ['bad-frame'] : [];
}

function helloCodes({ v, site, auth, guest }: Fields, traffic: Traffic): string[] {
  const final = [...((v as number[]).includes(1) ? [] : ['version']), ...(site === 'demo' ? [] : ['not-found'])];
  if (final.length) return final;
  const name = (guest as { name: string } | undefined)?.name;
  const words = name === undefined ? 'Lan' : normalizeName(name);
  const wrong = words === '' || Buffer.byteLength(words) > 160 || [...new Intl.Segmenter('vi').segment(words)].length > 40 ? ['invalid'] : [];
  if (auth !== undefined && auth !== traffic.auth) {
    // Of the last character of a token not every bit counts.
    return (auth as string).slice(0, -1) === traffic.auth.slice(0, -1) ? ['auth', 'welcome', ...wrong] : ['auth'];
  }
  return wrong.length ? wrong : ['welcome'];
}

/** How the keys begin that all lines write under. */
export const SHARED_KEY = 'key-';

const KINDS = ['thread', 'tally', 'days', 'count', 'mine', 'mod', 'past', 'names'];
/** Kinds that are not for everybody, and those of them that are for moderators. */
const PRIVATE = ['mine', 'mod', 'past'];
const OF_THE_DESK = ['mod', 'past'];

function topicFaults(topic: string, { user }: Standing): string[] {
  const { kind, month } = parseTopic(topic);
  if (!KINDS.includes(kind)) return ['unsupported'];
  if ((kind === 'days') !== (month !== undefined)) return ['not-found', ...(PRIVATE.includes(kind) ? ['auth'] : [])];
  if (!PRIVATE.includes(kind)) return [];
  if (user === undefined) return ['auth'];
  return OF_THE_DESK.includes(kind) ? ['denied'] : [];
}

function subCodes({ topic, follow, since, page, parent, around }: Fields, standing: Standing, traffic: Traffic): string[] {
  const faults = topicFaults(topic as string, standing);
  if (standing.connected && follow !== 'off' && !standing.follows.has(topic as string) && standing.follows.size >= 16) return ['denied'];
  // Its total alone a thread has, and nothing else (rule FH1); a POST follows nothing.
  if (standing.connected && follow === 'head') {
    if (parseTopic(topic as string).kind !== 'thread') faults.push('unsupported');
    return faults.length ? faults : ['snap'];
  }
  const isHeld = (id: unknown) => topic === 'thread:a' && traffic.ids.includes(id as string);
  if (around !== undefined && parseTopic(topic as string).kind === 'thread') return faults.length ? faults : [isHeld(around) ? 'snap' : 'not-found'];
  // A page's token is the server's own.
  const tokens = page === undefined ? [] : ['bad-frame', 'snap'];
  const parents = parent === undefined ? [] : [...(isHeld(parent) ? [] : ['not-found']), 'snap'];
  const [epoch, seq] = (since as string | undefined)?.split(':') ?? [];
  const future = epoch !== undefined && (epoch === traffic.epoch || epoch.startsWith('m-')) && Number(seq) > 0 ? ['reset', 'snap'] : [];
  if (faults.length)
    return [...faults, ...parents.filter((code) => code !== 'snap'), ...tokens.filter((code) => code !== 'snap'), ...future.filter((code) => code !== 'snap')];
  return ['snap', ...tokens, ...parents, ...future];
}

function putCodes({ topic, key, op, data }: Fields, standing: Standing, traffic: Traffic): string[] {
  const { user, sent } = standing;
  const faults: string[] = [];
  if (depthOf(data) > 8 || widthOf(data) > 32) faults.push('bad-frame');
  if (Buffer.byteLength(JSON.stringify(data)) > 12_288) faults.push('invalid');
  if (faults.length) return faults;
  if (user === undefined) return ['auth'];
  if (!['add', 'edit', 'del', 'react', 'flag', 'hit', 'mod'].includes(op as string)) return ['unsupported'];
  // What was sent before, or is just being sent over another line, may be known, and is looked up first (rule PT6).
  const known = sent.has(key as string) || (key as string).startsWith(SHARED_KEY) ? ['ok', 'key-reuse'] : [];
  if (op !== 'add') return [...known, 'ok', 'bad-frame', 'denied', 'not-found', 'invalid', 'conflict', 'key-reuse', 'unsupported', 'closed'];
  sent.add(key as string);
  faults.push(...topicFaults(topic as string, standing));
  if (parseTopic(topic as string).kind !== 'thread') faults.push('denied');
  const { name, time, state, parent, text, quote } = data as Fields;
  if (name !== undefined || time !== undefined || state !== undefined) faults.push('denied');
  if (!validators.get('data-of-add')?.(data)) faults.push('bad-frame');
  else {
    faults.push(...tooLong(data));
    // What is quoted may be there or not.
    if (quote !== undefined) known.push('ok', 'invalid');
    const words = normalizeText(text as string);
    if (words === '' || Array.from(words).length > 2_000 || Buffer.byteLength(words) > 8_000 || (words.match(/https?:\/\/|\bwww\./gi)?.length ?? 0) > 3)
      faults.push('invalid');
    if (parent !== null && (topic !== 'thread:a' || !traffic.ids.includes(parent as string))) faults.push('not-found');
    // It may have been deleted meanwhile.
    else if (parent !== null) known.push('ok', 'not-found');
  }
  return faults.length ? [...known, ...faults, ...(faults.every((code) => code === 'bad-frame') && tooLong(data).length ? ['ok'] : [])] : [...known, 'ok'];
}

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

function widthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return Math.max(Array.isArray(value) ? 0 : Object.keys(value).length, ...Object.values(value).map(widthOf));
}
