import type { ServerResponse } from 'node:http';
import type { Err } from '@bandoc/protocol';
import type { Peer } from '../core/index.ts';

/** One whole answer to a request. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** In the place of `body`, as it is sent. */
  readonly json?: Buffer;
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

export function send(response: ServerResponse, { status, headers, body, json }: Answer): void {
  if (response.destroyed) return;
  if (body === undefined && !json) return void response.writeHead(status, headers).end();
  const sent = json ?? Buffer.from(JSON.stringify(body));
  // With its length it is not sent in chunks.
  response.writeHead(status, { ...headers, 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': sent.length }).end(sent);
}

/** Lets the page that asked read the answer, and no other. */
export function openTo({ origin }: Peer): Record<string, string> {
  return origin === undefined ? {} : { 'Access-Control-Allow-Origin': origin, Vary: 'Origin' };
}
