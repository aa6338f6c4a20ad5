import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Discovery, Err, Snap } from '@bandoc/protocol';
import type { Core, Peer } from '../core/index.ts';
import { type Answer, openTo, refuse, send } from './answer.ts';
import { readBody } from './body.ts';
import { createCacheRules } from './cache-rules.ts';
import { encodeSnap } from './encode-json.ts';
import { createStreamHandler, type StreamContext } from './event-stream.ts';
import { createTargetReader, type Target } from './target.ts';

/** What the HTTP binding stands on. */
export interface HttpContext extends StreamContext {
  /** The path that everything is under, such as `/bandoc`. */
  readonly path: string;
  readonly bind: Discovery['bind'];
  now(): number;
}

/** Answers what is under its path (rules HT1–HT9) and says so by `true`; leaves every other request alone. */
export type HttpHandler = (request: IncomingMessage, response: ServerResponse) => boolean;

const DISCOVERY_CACHE = 'public, max-age=300';

/** How long a browser may remember that it may ask, in seconds. */
const PREFLIGHT_AGE = '7200';

export function createHttpHandler(context: HttpContext): HttpHandler {
  const { core, settings, path: under, bind, now, peerOf } = context;
  const stream = createStreamHandler(context);
  const readTarget = createTargetReader();
  const cacheOf = createCacheRules(settings.tz);
  const root = `${under}/v1`;

  const preflight = (peer: Peer): Answer => {
    const refusal = core.refuse(peer);
    if (refusal) return refuse(refusal);
    return {
      status: 204,
      headers: {
        ...openTo(peer),
        'Access-Control-Allow-Methods': 'GET, POST',
        'Access-Control-Allow-Headers': 'authorization, content-type, if-none-match',
        'Access-Control-Max-Age': PREFLIGHT_AGE,
      },
    };
  };

  const read = (topic: string, once: Target['once'], request: IncomingMessage): Answer | Promise<Answer> => {
    if (!once) return refuse({ t: 'err', code: 'bad-frame', msg: 'a parameter is given twice' });
    const answerOf = (snap: Snap | Err) => answerBy(snap, topic, request);
    const snap = core.read(topic, once, peerOf(request));
    return snap instanceof Promise ? snap.then(answerOf) : answerOf(snap);
  };

  const answerBy = (snap: Snap | Err, topic: string, request: IncomingMessage): Answer => {
    if (snap.t === 'err') return refuse(snap);
    const headers = { ETag: `"${snap.at}"`, 'Cache-Control': cacheOf(topic, now()), 'Access-Control-Allow-Origin': '*' };
    if (holds(request.headers['if-none-match'], snap.at)) return { status: 304, headers };
    // In whole seconds, as caches keep it for some: so all who ask within one are sent the same bytes.
    return { status: 200, headers, json: encodeSnap({ ...snap, now: inSeconds(snap.now) }) };
  };

  const write = async (request: IncomingMessage, work: (body: unknown, auth: string | undefined, peer: Peer) => Promise<unknown>): Promise<Answer> => {
    const peer = peerOf(request);
    // Before anything is read: so a page that is not listed can learn it by a request that needs no preflight.
    const refusal = core.refuse(peer);
    if (refusal) return refuse(refusal);
    const body = await readBody(request, settings.message);
    if ('fault' in body) return refuse(body.fault, body.status);
    const answer = await work(body.value, bearerOf(request), peer);
    if (isErr(answer)) return refuse(answer);
    return { status: 200, headers: { ...openTo(peer), 'Cache-Control': 'no-store' }, body: answer };
  };

  const route = (request: IncomingMessage, { path, once }: Target): Answer | Promise<Answer> => {
    const { method = '' } = request;
    if (method === 'OPTIONS') return preflight(peerOf(request));
    const reading = method === 'GET' || method === 'HEAD';
    if (path === root && reading)
      return { status: 200, headers: { 'Cache-Control': DISCOVERY_CACHE, 'Access-Control-Allow-Origin': '*' }, body: core.discovery(bind) };
    if (path.startsWith(`${root}/t/`) && reading) return read(path.slice(root.length + 3), once, request);
    if (path === `${root}/frames` && method === 'POST') return write(request, core.post);
    if (path === `${root}/articles` && method === 'POST') {
      return write(request, async (body, auth, peer) => {
        const outcome = await core.publish(body as Parameters<Core['publish']>[0], auth, peer);
        return isErr(outcome) ? outcome : { changed: outcome.changed };
      });
    }
    return refuse({ t: 'err', code: 'not-found', msg: 'There is nothing at this address.' });
  };

  return (request, response) => {
    const target = readTarget(request.url);
    if (!target || (target.path !== root && !target.path.startsWith(`${root}/`))) return false;
    const streamed = target.path === `${root}/stream` && request.method !== 'OPTIONS';
    const fail = () => send(response, refuse({ t: 'err', code: 'internal', retry: 2_000 }));
    try {
      const answer = streamed ? stream(request, response, target.query) : route(request, target);
      if (!(answer instanceof Promise)) send(response, answer);
      else answer.then((late) => late && send(response, late)).catch(fail);
    } catch {
      fail();
    }
    return true;
  };
}

function inSeconds(ms = 0): number {
  return ms - (ms % 1_000);
}

function holds(ifNoneMatch: string | undefined, at: string): boolean {
  return ifNoneMatch !== undefined && ifNoneMatch.split(',').some((tag) => tag.trim().replace(/^W\//, '') === `"${at}"`);
}

function bearerOf({ headers }: IncomingMessage): string | undefined {
  return /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];
}

function isErr(answer: unknown): answer is Err {
  return (answer as { t?: unknown }).t === 'err';
}
