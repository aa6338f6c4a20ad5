import type { CommentRow } from './rows.ts';
import type { Settings } from './settings.ts';
import type { Reader } from './storage.ts';

/**
 * A root's place in `top` (rule TP2): its time, and for every doubling of the people whom it moved some hours more. It decays without being counted
 * again: what is written later starts higher.
 */
export function rankOf(time: number, people: number, { topDoubling }: Settings): number {
  return Math.round(time + topDoubling * Math.log2(1 + people));
}

/** The rank of a comment as it stands now; 0 where it has no place. */
export async function rankOfComment({ topic, id, parent, state, time, author }: CommentRow, reader: Reader, settings: Settings): Promise<number> {
  if (parent !== null || state !== 'shown') return 0;
  return rankOf(time, await reader.countPeople(topic, id, author.id), settings);
}
