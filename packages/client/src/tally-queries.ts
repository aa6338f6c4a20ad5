import type { Query } from './ports.ts';

/** What a server takes in one request (rule HT2), and an address before proxies refuse it (8 kB at most of them). */
const MOST_IDS = 200;
const MOST_BYTES = 7_000;

/** What to ask for the counts of these threads: of the same threads always the same addresses, as few as can be. */
export function tallyQueries(threads: Iterable<string>): { readonly ids: readonly string[]; readonly query: Query }[] {
  const chunks: string[][] = [];
  let bytes = Infinity;
  for (const id of [...threads].sort()) {
    bytes += id.length + 1;
    if (bytes > MOST_BYTES || (chunks.at(-1)?.length ?? 0) >= MOST_IDS) {
      chunks.push([]);
      bytes = id.length;
    }
    chunks.at(-1)?.push(id);
  }
  return chunks.map((ids) => ({ ids, query: { ids: ids.join(',') } }));
}
