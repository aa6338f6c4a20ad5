import type { Comment, Snap } from '@bandoc/protocol';
import { bytesOf, commentOfRow } from './item-of-row.ts';
import { formatPageToken, type PagePlace, parsePageToken } from './page-token.ts';
import type { TopicRequest } from './read-topic.ts';
import { Refusal } from './refusal.ts';
import type { CommentRow } from './rows.ts';
import type { Settings } from './settings.ts';
import type { Reader } from './storage.ts';

type Sort = PagePlace['sort'];

/** One stretch of roots with their first replies, or of the replies to one comment, in either direction from where a page ended (rules SN1–SN3). */
export async function threadWindow(request: TopicRequest, reader: Reader, settings: Settings): Promise<Pick<Snap, 'items' | 'more' | 'back' | 'sort'>> {
  const { topic, parent = null } = request;
  const after = request.page === undefined ? undefined : parsePageToken(request.page);
  if (parent !== null && !(await reader.comment(topic, parent))?.c) throw new Refusal('not-found', 'parent: no such comment');
  const sort = after?.sort ?? sortOf(request.sort, parent);
  const back = after?.back ?? false;
  const limit = request.limit ?? settings.roots;
  const rows = await reader.comments(topic, { parent, order: orderOf(sort, back), limit: limit + 1, ...(after ? { after } : {}) });
  const room = createRoom(settings);
  const held: Array<readonly Comment[]> = [];
  for (const row of rows.slice(0, limit)) {
    const together = await withReplies(row, parent === null, reader, settings);
    // A window always has its first row, however large, so that walking on never stands still.
    if (!room.take(together) && held.length) break;
    held.push(together);
  }
  const last = rows[held.length - 1];
  const token = last && held.length < rows.length ? { [back ? 'back' : 'more']: tokenAt(last, sort, back) } : {};
  return { items: (back ? held.reverse() : held).flat(), sort, ...token };
}

/** The roots that move most people, in the order they stand now, with their first replies: one page, as far as it goes (rules TP1–TP3). */
export async function topWindow(topic: string, reader: Reader, settings: Settings): Promise<Pick<Snap, 'items' | 'order' | 'sort'>> {
  const room = createRoom(settings);
  const items: Comment[] = [];
  const order: string[] = [];
  for (const row of await reader.top(topic, settings.items)) {
    const together = await withReplies(row, true, reader, settings);
    if (!room.take(together) && order.length) break;
    items.push(...together);
    order.push(row.id);
  }
  return { items, order, sort: 'top' };
}

/** A comment with those it stands below and those beside it, nearest first as far as there is room (rules AN1–AN3). */
export async function aroundWindow(
  request: TopicRequest,
  id: string,
  reader: Reader,
  settings: Settings,
): Promise<Pick<Snap, 'items' | 'more' | 'back' | 'sort'>> {
  const { topic, limit = settings.roots } = request;
  const middle = await reader.comment(topic, id);
  if (!middle?.c) throw new Refusal('not-found', 'around: no such comment');
  const { parent } = middle;
  const sort = sortOf(request.sort, parent);
  const beside = (back: boolean) => reader.comments(topic, { parent, order: orderOf(sort, back), after: middle, limit: limit + 1 });
  const sides = { before: await beside(true), after: await beside(false) };

  const room = createRoom(settings);
  const above = await ancestorsOf(middle, reader);
  const ancestors = above.map((row) => commentOfRow(row, settings));
  room.take(ancestors);
  const centre = await withReplies(middle, true, reader, settings);
  room.take(centre);
  const held: Record<keyof typeof sides, Array<readonly Comment[]>> = { before: [], after: [] };
  let full = false;
  // In turns, so that neither side takes all the room.
  for (let i = 0; i < limit && !full; i += 1) {
    for (const side of ['after', 'before'] as const) {
      const row = sides[side][i];
      if (!row || full) continue;
      const together = await withReplies(row, parent === null, reader, settings);
      full = !room.take(together);
      if (!full) held[side].push(together);
    }
  }
  const end = (side: keyof typeof sides) => sides[side][held[side].length - 1] ?? middle;
  return {
    items: [...ancestors, ...held.before.reverse().flat(), ...centre, ...held.after.flat()],
    sort,
    ...(held.after.length < sides.after.length ? { more: tokenAt(end('after'), sort, false) } : {}),
    ...(held.before.length < sides.before.length ? { back: tokenAt(end('before'), sort, true) } : {}),
  };
}

/** Replies are always oldest first (rule SN2); `top` is one page, and what lies beyond one goes by time. */
function sortOf(asked: Snap['sort'], parent: string | null): Sort {
  return parent !== null || asked === 'old' ? 'old' : 'new';
}

function orderOf(sort: Sort, back: boolean): 'ascending' | 'descending' {
  return (sort === 'old') === back ? 'descending' : 'ascending';
}

function tokenAt({ c, id }: CommentRow, sort: Sort, back: boolean): string {
  return formatPageToken({ sort, back, c, id });
}

async function withReplies(row: CommentRow, along: boolean, reader: Reader, settings: Settings): Promise<Comment[]> {
  const replies = along ? await reader.comments(row.topic, { parent: row.id, order: 'ascending', limit: settings.repliesAlong }) : [];
  return [row, ...replies].map((one) => commentOfRow(one, settings));
}

/** What a comment answers, the root first; never more than there are levels. */
async function ancestorsOf({ topic, parent }: CommentRow, reader: Reader): Promise<CommentRow[]> {
  const above = parent === null ? undefined : await reader.comment(topic, parent);
  return above ? [...(await ancestorsOf(above, reader)), above] : [];
}

/** Counts what a snap may carry; one place is left for what the thread says of itself (rule TF1). */
function createRoom({ items, itemsBytes }: Settings): { take(comments: readonly Comment[]): boolean } {
  let count = 1;
  let bytes = 0;
  return {
    take: (comments) => {
      count += comments.length;
      bytes += bytesOf(comments);
      return count <= items && bytes <= itemsBytes;
    },
  };
}
