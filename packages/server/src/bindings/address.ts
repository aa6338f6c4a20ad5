import type { IncomingMessage } from 'node:http';
import proxyAddress from 'proxy-addr';
import { networkOf } from '../network-of.ts';

/**
 * Tells where a request comes from, as limits count it (rule LM10): the other end of its connection; where that is one of these proxies
 * (addresses, networks such as `10.0.0.0/8`, or `loopback`, `linklocal`, `uniquelocal`), the last address of `X-Forwarded-For` that is none.
 * Throws where one of them is nothing of the kind.
 */
export function createAddressOf(proxies: readonly string[] = []): (request: IncomingMessage) => string {
  const isTrusted = proxyAddress.compile([...proxies]);
  return (request) => networkOf(proxyAddress(request, isTrusted) ?? '');
}
