import type { NamedAuthor } from '@bandoc/protocol';
import type { Reader } from './storage.ts';

/** How many comments, the last changed ones, are looked through. */
const LOOKED_THROUGH = 2_000;
/** How many names are offered. */
const OFFERED = 20;

/** Who wrote in a thread, each once under her last name, whoever wrote last first. */
type People = ReadonlyArray<{ readonly item: NamedAuthor; readonly folded: string }>;

/** Who wrote in each of the threads that were asked for last, as of a cursor. */
export interface HeldPeople {
  get(thread: string): { readonly at: string; readonly people: People } | undefined;
  set(thread: string, held: { readonly at: string; readonly people: People }): unknown;
}

/** Who wrote in a thread, as it stands at a cursor, under a name of which a word begins so (rule NM1). */
export async function namesIn(thread: string, at: string, begin: string, reader: Reader, held?: HeldPeople): Promise<NamedAuthor[]> {
  const before = held?.get(thread);
  const people = before?.at === at ? before.people : await readPeople(thread, reader);
  if (people !== before?.people) held?.set(thread, { at, people });
  const wanted = ` ${fold(begin).trim()}`;
  return people
    .filter(({ folded }) => folded.includes(wanted))
    .slice(0, OFFERED)
    .map(({ item }) => item);
}

async function readPeople(thread: string, reader: Reader): Promise<People> {
  const people = new Map<string, People[number]>();
  for (const { state, author, actor, v } of await reader.recent(thread, LOOKED_THROUGH)) {
    // What was imported has an author of its own, whom nobody is here.
    if (state !== 'shown' || author.id !== actor || people.has(author.id)) continue;
    people.set(author.id, { item: { id: author.id, v, name: author.name }, folded: ` ${fold(author.name)}` });
  }
  return [...people.values()];
}

/** Letters without their marks, as whoever is in a hurry writes them. */
function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd');
}
