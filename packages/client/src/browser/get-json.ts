import { WireError } from '../ports.ts';

/** A request is given up after this, ms. */
const PATIENCE = 30_000;

/** Gets, or by `how` posts for, what is JSON, whatever its status; no answer, and one that the browser withholds, look the same from here: both are `unreachable`. */
export async function getJson(address: string, how?: RequestInit): Promise<unknown> {
  let status = 0;
  let body: string | undefined;
  try {
    const response = await fetch(address, { credentials: 'omit', signal: AbortSignal.timeout(PATIENCE), ...how });
    ({ status } = response);
    body = await response.text();
    return JSON.parse(body) as unknown;
  } catch {
    // A proxy's page in front of a server that is down is no answer of the server.
    throw new WireError(body === undefined || status >= 500 ? 'unreachable' : 'unreadable');
  }
}
