import type { XStatic } from 'typebox/schema';
import { milliseconds, requestId, text } from './fields.ts';

/** C→S, the first frame; again on a live connection it changes who speaks (rules HS1–HS6). */
export const hello = {
  type: 'object',
  properties: {
    t: { const: 'hello' },
    id: requestId,
    v: { type: 'array', items: { type: 'number' }, minItems: 1, maxItems: 8 },
    site: { type: 'string', minLength: 1, maxLength: 64 },
    auth: { type: 'string', maxLength: 4096 },
    guest: { type: 'object', properties: { name: text }, required: ['name'] },
    app: { type: 'string', maxLength: 40 },
    feat: { type: 'array', items: { type: 'string', maxLength: 40 }, maxItems: 16 },
    trace: { type: 'string', maxLength: 64 },
  },
  required: ['t', 'id', 'v', 'site'],
} as const;
export type Hello = XStatic<typeof hello>;

/** Who the server takes the speaker for. */
export const user = {
  type: 'object',
  properties: { id: text, name: text, roles: { type: 'array', items: text } },
  required: ['id', 'name', 'roles'],
} as const;
export type User = XStatic<typeof user>;

/** What a server takes at most: bytes a message, frames a batch, subscriptions, code points a text, bytes unread; waiting times in ms. */
export const limitsGranted = {
  type: 'object',
  properties: {
    message: milliseconds,
    batch: milliseconds,
    subs: milliseconds,
    text: milliseconds,
    budget: milliseconds,
    beacon: milliseconds,
    slow: milliseconds,
    ping: milliseconds,
    stream: milliseconds,
    hello: milliseconds,
  },
  required: ['message', 'batch', 'subs', 'text'],
} as const;
export type LimitsGranted = XStatic<typeof limitsGranted>;

const features = { type: 'array', items: text } as const;

/** S→C, what was granted. `auth` is a token issued to a guest: store it before the first write, send it from then on (rule HS4). */
export const welcome = {
  type: 'object',
  properties: {
    t: { const: 'welcome' },
    id: requestId,
    v: { type: 'number' },
    now: milliseconds,
    user,
    auth: text,
    exp: milliseconds,
    max: limitsGranted,
    tick: milliseconds,
    tz: text,
    feat: features,
  },
  required: ['t', 'id', 'v', 'now', 'max', 'tick', 'tz', 'feat'],
} as const;
export type Welcome = XStatic<typeof welcome>;

/** `GET {base}/v1`: what the server is, and which bindings it has, as addresses relative to `{base}/` (rule HT1). */
export const discovery = {
  type: 'object',
  properties: {
    v: { type: 'array', items: { type: 'number' } },
    site: text,
    now: milliseconds,
    max: limitsGranted,
    tick: milliseconds,
    tz: text,
    feat: features,
    bind: { type: 'object', properties: { http: text, io: text, ws: text, stream: text }, required: ['http'] },
  },
  required: ['v', 'site', 'now', 'max', 'tick', 'tz', 'feat', 'bind'],
} as const;
export type Discovery = XStatic<typeof discovery>;
