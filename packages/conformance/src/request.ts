import { request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Transcript } from './transcript.ts';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** What the text is as JSON; undefined if it is none. */
  readonly body: unknown;
}

export interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** One request with exactly these headers, an `Origin` among them. */
export function ask(address: URL, { method = 'GET', headers = {}, body }: Asked, transcript: Transcript): Promise<Answer> {
  const over = `${method} ${address.pathname}${address.search}`;
  transcript.add(
    'sent',
    over,
    `${Object.entries(headers)
      .map(([name, value]) => `${name}: ${value}`)
      .join(', ')} ${body ?? ''}`.trim(),
  );
  return new Promise((resolve, reject) => {
    const send = address.protocol === 'https:' ? httpsRequest : httpRequest;
    const sent = send(
      address,
      { method, headers: { ...headers, ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) }) }, agent: false },
      (response) => {
        void readAll(response)
          .then((text) => {
            const answer = { status: response.statusCode ?? 0, headers: response.headers, text, body: parse(text) };
            transcript.add('came', over, `${answer.status} ${text}`);
            return answer;
          })
          .then(resolve, reject);
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Begins a request whose answer goes on: a stream of events. */
export function open(address: URL, headers: Readonly<Record<string, string>>): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const send = address.protocol === 'https:' ? httpsRequest : httpRequest;
    send(address, { headers: { ...headers }, agent: false }, resolve)
      .on('error', reject)
      .end();
  });
}

async function readAll(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
