import type { NamedAuthor } from '@bandoc/protocol';
import type { Reader } from './storage.ts';

/** How many comments, the last changed ones, are looked through. */
const LOOKED_THROUGH = 2_000;
/** How many names are offered. */
const OFFERED = 20;

/** Who wrote in a thread under a name of which a word begins so, whoever wrote last first (rule NM1). */
export async function namesIn(thread: string, begin: string, reader: Reader): Promise<NamedAuthor[]> {
  const wanted = folded(begin).trim();
  const found = new Map<string, NamedAuthor>();
  for (const { state, author, actor, v } of await reader.recent(thread, LOOKED_THROUGH)) {
    // What was imported has an author of its own, whom nobody is here.
    if (state !== 'shown' || author.id !== actor || found.has(author.id)) continue;
    if (` ${folded(author.name)}`.includes(` ${wanted}`)) found.set(author.id, { id: author.id, v, name: author.name });
    if (found.size === OFFERED) break;
  }
  return [...found.values()];
}

/** Letters without their marks, as whoever is in a hurry writes them. */
function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd');
}
