import type { TokenProvider } from '../client.ts';

/** The page's own system is given up after this, ms. */
const PATIENCE = 30_000;

/**
 * Asks the page's own system for the token of whoever is signed in on it: a GET with the page's cookies, answered by the token as text. Any other
 * answer but a fault of that system means nobody: an empty one, 401, 404, the way to a login page. Rejects where it cannot say.
 */
export function createHostToken(address: string): TokenProvider {
  return async () => {
    const response = await fetch(address, { credentials: 'include', cache: 'no-store', redirect: 'manual', signal: AbortSignal.timeout(PATIENCE) });
    const text = response.ok ? (await response.text()).trim() : '';
    // What is no token would only be refused by the server, in words that help nobody.
    if (response.status >= 500 || !/^[!-~]{0,4096}$/.test(text)) throw new Error(`${address}: data-token: the answer is no token (${response.status}).`);
    return text || undefined;
  };
}
