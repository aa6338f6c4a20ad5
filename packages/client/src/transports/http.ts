import { type Discovery, type Err, err, matches } from '@bandoc/protocol';
import { getJson } from '../browser/get-json.ts';
import { type Link, type LinkHandlers, type Timers, type Wire, WireError } from '../ports.ts';
import { createEventReader } from './event-reader.ts';
import { HttpLink, type HttpRequests, type StreamEnd } from './http-link.ts';

/** A stream begins at once: one that brings no byte for so long is kept back by something on the way, ms. */
const FIRST = 15_000;
/** Beacons come every 25 s: one that brings no byte for so long was forgotten, ms. */
const SILENCE = 60_000;

/** Opens a connection over HTTP to the server at `base`, if it takes posts from this page. */
export async function connectHttp(base: string, get: Wire['get'], handlers: LinkHandlers, discovery: Discovery, timers: Timers): Promise<Link> {
  await knock(base);
  const { stream } = discovery.bind;
  return new HttpLink(createHttpRequests(base, get, timers, stream === undefined ? undefined : new URL(stream, `${base}/`)), handlers, discovery);
}

/** The requests of the HTTP binding to the server at `base`; `streams` is the address of its event streams, where it has them. */
export function createHttpRequests(base: string, get: Wire['get'], timers: Timers, streams?: URL): HttpRequests {
  return {
    get,
    post: async (frames) => {
      const answer = await getJson(`${base}/v1/frames`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(frames) });
      if (Array.isArray(answer) || matches(err, answer)) return answer as readonly unknown[] | Err;
      throw new WireError('unreadable');
    },
    ...(streams && {
      stream: (places, message) => {
        const patience = new AbortController();
        const address = `${streams.href}?${places.map((place) => `t=${place}`).join('&')}`;
        return { ended: readStream(address, message, patience, timers), close: () => patience.abort() };
      },
    }),
  };
}

/**
 * Settles if the server takes posts from this page. What a page that is not listed asks by a preflight it cannot read the answer of; by a request
 * that means nothing, and has none, it can (rule HT7).
 */
export async function knock(base: string): Promise<void> {
  const ask = (headers: HeadersInit) => getJson(`${base}/v1/frames`, { method: 'POST', headers, body: '[]' });
  const answer = await ask({ 'Content-Type': 'application/json' }).catch(() => ask({}));
  if (matches(err, answer) && (answer as Err).code === 'denied') throw new WireError('refused-origin');
}

async function readStream(address: string, message: (frames: unknown) => void, patience: AbortController, timers: Timers): Promise<StreamEnd> {
  let silence: StreamEnd | undefined;
  const wait = (ms: number, end: StreamEnd) =>
    timers.after(ms, () => {
      silence = end;
      patience.abort();
    });
  let cancel = wait(FIRST, 'absent');
  try {
    const response = await fetch(address, { credentials: 'omit', cache: 'no-store', signal: patience.signal, headers: { Accept: 'text/event-stream' } });
    if (!response.body || !response.headers.get('Content-Type')?.startsWith('text/event-stream')) return await refusalOf(response);
    const read = createEventReader((data) => message(JSON.parse(data)));
    const pieces = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await pieces.read();
      if (done) return 'over';
      cancel();
      cancel = wait(SILENCE, 'over');
      read(value);
    }
  } catch {
    if (silence) return silence;
    throw new WireError('unreachable');
  } finally {
    cancel();
  }
}

/** Why there is no stream: a refusal of this moment, of this page, or of a server that has none. */
async function refusalOf(response: Response): Promise<StreamEnd> {
  const body: unknown = await response.json().catch(() => undefined);
  const refusal = matches(err, body) ? (body as Err) : undefined;
  if (refusal?.retry !== undefined || refusal?.code === 'denied') return refusal;
  if (!refusal && response.status >= 500) throw new WireError('unreachable');
  return 'absent';
}
