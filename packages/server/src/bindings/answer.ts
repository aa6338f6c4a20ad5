import type { ServerResponse } from 'node:http';
import type { Err } from '@bandoc/protocol';
import type { Peer } from '../core/index.ts';

/** One whole answer to a request. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON already, or what is to be made JSON. */
  readonly body?: unknown;
}

/** The status of each refusal (rule HT9); what is not here is the client's mistake. */
const STATUS: Readonly<Record<string, number>> = { auth: 401, denied: 403, closed: 403, 'not-found': 404, rate: 429, busy: 503, internal: 500 };

export function refuse(err: Err, status = STATUS[err.code] ?? 400): Answer {
  const wait = err.retry !== undefined && (status === 429 || status === 503) ? { 'Retry-After': String(Math.ceil(err.retry / 1000)) } : {};
  // Open to all, so that a page that is refused can say why.
  // A body that was not read to its end cannot be followed by another request.
  const last = status === 413 ? { Connection: 'close' } : {};
  return { status, headers: { 'Cache-Control': 'no-store', 'Access-Control-Allow-Origin': '*', ...wait, ...last }, body: err };
}

export function send(response: ServerResponse, { status, headers, body }: Answer): void {
  if (response.destroyed) return;
  response.writeHead(status, body === undefined ? headers : { ...headers, 'Content-Type': 'application/json; charset=utf-8' });
  response.end(body === undefined ? undefined : Buffer.isBuffer(body) ? body : JSON.stringify(body));
}

/** Lets the page that asked read the answer, and no other. */
export function openTo({ origin }: Peer): Record<string, string> {
  return origin === undefined ? {} : { 'Access-Control-Allow-Origin': origin, Vary: 'Origin' };
}
