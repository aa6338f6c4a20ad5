/** A host as a browser sends it; anything else does not get into a header of ours. */
const HOST = /^[\w.-]+(:\d+)?$|^\[[\da-f:]+\](:\d+)?$/i;

/**
 * The strictest policy that a page with our widgets can have: nothing inline, no other host than the comment server's, Trusted Types enforced.
 * `server` is the origin of bundle and comments where it is not the page's own; `host` is the page's.
 */
export function contentSecurityPolicy(server: string, host = ''): string {
  const sockets = server ? [server.replace(/^http/, 'ws')] : HOST.test(host) ? [`ws://${host}`, `wss://${host}`] : [];
  const also = (...sources: string[]) => ["'self'", server, ...sources].filter(Boolean).join(' ');
  return [
    "default-src 'none'",
    `script-src ${also()}`,
    `style-src ${also()}`,
    // Sockets are named because not every browser counts them among 'self'.
    `connect-src ${also(...sockets)}`,
    "img-src 'self' data:",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types bandoc',
  ].join('; ');
}
