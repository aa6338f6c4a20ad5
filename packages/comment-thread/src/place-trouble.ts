import type { PageClient } from '@bandoc/client';

/** Where an element gets its comments from, as the page says it. */
export interface Source {
  readonly client: PageClient | undefined;
  /** Its own, or the page's. */
  readonly server: string | undefined;
}

/** What is wrong with a place, by the name of its words. */
export type PlaceTrouble = 'bad-thread' | 'no-server';

/** Says on the console, for whoever built the page, why an element cannot show a thread. */
export function findTrouble(tag: string, thread: string, { client, server }: Source): PlaceTrouble | undefined {
  if (!/^[A-Za-z0-9._~-]{1,64}$/.test(thread)) {
    console.warn(`${tag}: thread: "${thread}" is no name: 1 to 64 of A-Z a-z 0-9 . _ ~ -`);
    return 'bad-thread';
  }
  if (client ?? server) return undefined;
  console.warn(`${tag}: no server: set data-server on the script tag, or the attribute server.`);
  return 'no-server';
}
