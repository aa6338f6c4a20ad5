import type { IncomingMessage } from 'node:http';
import proxyAddress from 'proxy-addr';
import QuickLru from 'quick-lru';
import { networkOf } from '../network-of.ts';

/** Addresses whose network is not asked for again: most connections are of few, and hold the same word. */
const REMEMBERED = 10_000;

/**
 * Tells where a request comes from, as limits count it (rule LM10): the other end of its connection; where that is one of these proxies
 * (addresses, networks such as `10.0.0.0/8`, or `loopback`, `linklocal`, `uniquelocal`), the last address of `X-Forwarded-For` that is none.
 * Throws where one of them is nothing of the kind.
 */
export function createAddressOf(proxies: readonly string[] = []): (request: IncomingMessage) => string {
  const isTrusted = proxyAddress.compile([...proxies]);
  const networks = new QuickLru<string, string>({ maxSize: REMEMBERED });
  return (request) => {
    const address = (proxies.length ? proxyAddress(request, isTrusted) : request.socket.remoteAddress) ?? '';
    let network = networks.get(address);
    if (network === undefined) networks.set(address, (network = networkOf(address)));
    return network;
  };
}
