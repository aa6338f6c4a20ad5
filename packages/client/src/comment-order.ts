import type { Comment, Item } from '@bandoc/protocol';
import type { ThreadEntry, ThreadSort } from './client.ts';

/** A place in the order of comments. */
export interface Border {
  readonly c: number;
  readonly id: string;
}

/** Below 0 when `a` comes before `b`: by age, and by id for those of one moment (rule SN2). */
export function compareComments(a: Border, b: Border, newestFirst: boolean): number {
  const ascending = a.c - b.c || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
  return newestFirst ? -ascending : ascending;
}

/** Below 0 when root `a` comes before `b`. In `top`, what is not in the `order` that was told is newer than that, and first. */
export function compareRoots(a: Border, b: Border, sort: ThreadSort, order?: ReadonlyMap<string, number>): number {
  const rank = (id: string) => order?.get(id) ?? -1;
  return rank(a.id) - rank(b.id) || compareComments(a, b, sort !== 'old');
}

/** The place of each root of an order that was told. */
export function rankOf(order: readonly string[]): ReadonlyMap<string, number> {
  return new Map(order.map((id, place) => [id, place]));
}

/** Comments by their parent, each list in the reader's order, replies always oldest first; null = the roots. */
export function groupComments(comments: Iterable<Comment>, sort: ThreadSort, order?: ReadonlyMap<string, number>): Map<string | null, Comment[]> {
  const lists = new Map<string | null, Comment[]>();
  for (const one of comments) {
    const list = lists.get(one.parent);
    if (list) list.push(one);
    else lists.set(one.parent, [one]);
  }
  for (const [parent, list] of lists) list.sort((a, b) => (parent === null ? compareRoots(a, b, sort, order) : compareComments(a, b, false)));
  return lists;
}

/** A comment as everybody sees it: nothing of it is this page's own; a name is letters alone, whatever a server lets through. */
export function entryOf({ v: _v, counts, author, text = '', ...rest }: Comment): ThreadEntry {
  const name = author.name.normalize().replace(/[\p{Cc}\p{Cf}]/gu, '');
  return { ...rest, author: { ...author, name }, text, replies: counts.replies, reactions: numbersOf(counts.reactions), arrived: false, own: false };
}

/** What of a server's counters are numbers above 0. */
function numbersOf(counters: Readonly<Record<string, unknown>> | null | undefined): Record<string, number> {
  const numbers: Record<string, number> = {};
  for (const [kind, count] of Object.entries(counters ?? {})) if (typeof count === 'number' && count > 0) numbers[kind] = count;
  return numbers;
}

/** How many replies are shown to everybody among these. */
export function countShown(replies: readonly Comment[]): number {
  return replies.filter(({ state }) => state === 'shown').length;
}

/** Of the items of a thread, only a comment has a place in it. */
export function isComment(one: Item): one is Comment {
  return 'parent' in one;
}
