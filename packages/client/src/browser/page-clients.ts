import type { PageClient } from '../client.ts';

const clients = new Map<string, PageClient>();

/** A server's address as everything on this page names it: absolute, without a slash at its end; what is no address stays as it is. */
export function resolveServer(base: string): string {
  try {
    return new URL(base, document.baseURI).href.replace(/[?#].*$/, '').replace(/\/+$/, '');
  } catch {
    return base;
  }
}

/** The client that this page has for a server, if it has one by now. */
export function clientAt(base: string): PageClient | undefined {
  return clients.get(resolveServer(base));
}

/** Puts a client in its place, where every widget that names this server finds it. */
export function setClientFor(base: string, client: PageClient): void {
  clients.set(resolveServer(base), client);
}
