/** The strictest policy a page with our widgets can have: nothing inline, no other host than the comment server's, Trusted Types enforced. */
export function contentSecurityPolicy(server: string): string {
  const socket = server.replace(/^http/, 'ws');
  return [
    "default-src 'none'",
    `script-src 'self' ${server}`,
    `style-src 'self' ${server}`,
    `connect-src 'self' ${server} ${socket}`,
    "img-src 'self' data:",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types bandoc',
  ].join('; ');
}
