import type { PageClient } from '@bandoc/client';
import { readCounts } from '@bandoc/client/browser';

/** One number that wants to be known. */
export interface Wanting {
  readonly server: string;
  readonly scope: string;
  readonly thread: string;
  /** Whether it is still wanted. */
  readonly wanted: boolean;
  show(count: number): void;
  /** Goes on from there. */
  follow(client: PageClient): void;
}

let batch: Wanting[] | undefined;

/** Asks for a number, with all others of the page that want theirs in the same turn: first as they stand, by one request, and then by the page's client, whose code comes after. */
export function want(one: Wanting): void {
  if (batch) batch.push(one);
  else {
    batch = [one];
    queueMicrotask(() => void ask());
  }
}

async function ask(): Promise<void> {
  const all = batch ?? [];
  batch = undefined;
  await Promise.all(
    [...groupBy(all, ({ server, scope }) => `${server} ${scope}`).values()].map(async (group) => {
      const { server, scope } = group[0] as Wanting;
      const counts = await readCounts(server, scope, new Set(group.map(({ thread }) => thread)));
      for (const one of group) {
        const count = counts.get(one.thread);
        if (one.wanted && count !== undefined) one.show(count);
      }
    }),
  );
  const { clientFor } = await import('./count-client.ts').catch(() => ({ clientFor: undefined }));
  // In one turn: what the client asks for them is what was asked already.
  for (const one of all) if (one.wanted && clientFor) one.follow(clientFor(one.server));
}

function groupBy<One>(all: readonly One[], keyOf: (one: One) => string): Map<string, One[]> {
  const groups = new Map<string, One[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return groups;
}
