import type { IncomingMessage } from 'node:http';
import ipaddr from 'ipaddr.js';
import proxyAddress from 'proxy-addr';

/** Bits of an IPv6 address that are one household's or firm's: it gives itself the rest, as many as it likes. */
const NETWORK = 56;

/**
 * Tells where a request comes from, as limits count it (rule LM10): the other end of its connection; where that is one of these proxies
 * (addresses, networks such as `10.0.0.0/8`, or `loopback`, `linklocal`, `uniquelocal`), the last address of `X-Forwarded-For` that is none.
 * Throws where one of them is nothing of the kind.
 */
export function createAddressOf(proxies: readonly string[] = []): (request: IncomingMessage) => string {
  const isTrusted = proxyAddress.compile([...proxies]);
  return (request) => networkOf(proxyAddress(request, isTrusted));
}

/** A connection that has ended has no address any more; what a proxy passes on need not be one. */
function networkOf(address: string | undefined = ''): string {
  if (!ipaddr.isValid(address)) return address.slice(0, 64);
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toString()}/${NETWORK}`).toString()}/${NETWORK}`;
}
