import type { IncomingMessage } from 'node:http';
import type { Err } from '@bandoc/protocol';

/** A request's body, parsed; or why not, with the status to say it by (rule HT6). */
export type Body = { readonly value: unknown } | { readonly fault: Err; readonly status: number };

/** Reads a JSON body of at most `most` bytes. */
export async function readBody(request: IncomingMessage, most: number): Promise<Body> {
  if (!/^application\/json *(;|$)/i.test(request.headers['content-type'] ?? '')) return fault(415, 'Content-Type: application/json expected');
  const chunks: Buffer[] = [];
  let size = Number(request.headers['content-length'] ?? 0);
  if (size <= most) {
    size = 0;
    // Left early, it must not take the answer's socket with it.
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > most) break;
      chunks.push(chunk);
    }
  }
  if (size > most) {
    request.resume();
    return fault(413, `a message has at most ${most} bytes`);
  }
  try {
    return { value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))) as unknown };
  } catch {
    return fault(400, 'not JSON in UTF-8');
  }
}

function fault(status: number, msg: string): Body {
  return { status, fault: { t: 'err', code: 'bad-frame', msg } };
}
