import type { IncomingMessage } from 'node:http';
import ipaddr from 'ipaddr.js';

/**
 * Tells the address that a request comes from: its socket's other end, or behind trusted proxies (addresses or ranges), the last one in
 * `X-Forwarded-For` that is not one of them. What others write into that header counts for nothing.
 */
export function createClientAddress(trusted: readonly string[]): (request: IncomingMessage) => string {
  const ranges = trusted.map((one) => ipaddr.parseCIDR(one.includes('/') ? one : `${one}/${ipaddr.parse(one).kind() === 'ipv4' ? 32 : 128}`));
  const isTrusted = (address: string) => {
    if (!ipaddr.isValid(address)) return false;
    const one = ipaddr.process(address);
    return ranges.some(([range, bits]) => one.kind() === range.kind() && one.match(range, bits));
  };
  return ({ socket, headers }) => {
    let address = socket.remoteAddress ?? '';
    if (ranges.length === 0) return address;
    const hops = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
    // From the end: each proxy adds the one that it heard, and what stands before those was written by anybody.
    for (const hop of hops.reverse()) {
      const next = hop.trim();
      if (!isTrusted(address) || !ipaddr.isValid(next)) break;
      address = next;
    }
    return address;
  };
}
