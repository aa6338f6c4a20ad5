import { type Discovery, matches, discovery as schema } from '@bandoc/protocol';
import { getJson } from '../browser/get-json.ts';
import { type Link, type LinkHandlers, WireError } from '../ports.ts';

/** Asks the server at `base` what it is (rule HT1). */
export async function discover(base: string): Promise<Discovery> {
  const body = await getJson(`${base}/v1`);
  if (!matches(schema, body)) throw new WireError('unreadable');
  return body as Discovery;
}

/** Opens a connection to the server at `base`. */
export async function connect(base: string, handlers: LinkHandlers, { bind }: Discovery): Promise<Link> {
  if (bind.io === undefined) throw new WireError('no-socket');
  const { connectSocketIo } = await import('./socket-io.ts');
  try {
    return await connectSocketIo(new URL(bind.io, `${base}/`), handlers);
  } catch (error) {
    throw (await isOriginRefused(base)) ? new WireError('refused-origin') : error;
  }
}

/** A browser does not tell why a socket was refused, so a write that means nothing is tried, without a preflight: its refusal can be read (rule HT7). */
async function isOriginRefused(base: string): Promise<boolean> {
  try {
    return (await fetch(`${base}/v1/frames`, { method: 'POST', body: '[]', credentials: 'omit' })).status === 403;
  } catch {
    return false;
  }
}
