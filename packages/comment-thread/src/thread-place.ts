import { type PageClient, threadOfPath } from '@bandoc/client';
import { pageServer } from '@bandoc/client/browser';

/** Where an element gets its comments from, as the page says it. */
export interface Source {
  readonly client: PageClient | undefined;
  readonly server: string;
}

/** What is wrong with a place, by the name of its words. */
export type PlaceTrouble = 'bad-thread' | 'no-server';

/** The server named, else the page's. */
export function serverOf(server: string): string | undefined {
  return server || pageServer();
}

/** The name of the thread of a page that gives none: made of the path of its canonical address, or of its own (rule MD5). */
export function threadOfPage(): string {
  const canonical = document.querySelector<HTMLLinkElement>('link[rel~="canonical"][href]')?.href;
  try {
    return threadOfPath(new URL(canonical ?? location.href).pathname);
  } catch {
    return threadOfPath(location.pathname);
  }
}

/** Says on the console, for whoever built the page, why an element cannot show a thread. */
export function findTrouble(tag: string, thread: string, { client, server }: Source): PlaceTrouble | undefined {
  if (!/^[A-Za-z0-9._~-]{1,64}$/.test(thread)) {
    console.warn(`${tag}: thread: "${thread}" is no name: 1 to 64 of A-Z a-z 0-9 . _ ~ -`);
    return 'bad-thread';
  }
  if (client ?? serverOf(server)) return undefined;
  console.warn(`${tag}: no server: set data-server on the script tag, or the attribute server.`);
  return 'no-server';
}
