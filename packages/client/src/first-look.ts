import type { Comment, Snap } from '@bandoc/protocol';
import type { LeftOut } from './frame-reading.ts';

/**
 * A thread's first page, as far as it takes to show it: what a first look makes use of is what it says, and what is not is left out. It is not the
 * protocol's whole schema, which would be more code than the thread's own before first content; the client that comes after checks the same answer whole.
 */
export function firstLook(body: unknown, topic: string, leftOut: LeftOut): Snap | undefined {
  const snap = body as Snap | undefined;
  if (snap?.t !== 'snap' || snap.topic !== topic || !Array.isArray(snap.items) || !isCount(snap.total ?? 0) || !isTime(snap.now ?? 0)) return undefined;
  return { ...snap, items: snap.items.filter((one) => isShowable(one as Comment | null) || isOther(one) || leftOut(one)) };
}

function isShowable(one: Comment | null): boolean {
  return (
    isText(one?.id) &&
    (one.parent === null || isText(one.parent)) &&
    isText(one.author?.name) &&
    isText(one.text ?? '') &&
    isText(one.state) &&
    isTime(one.time) &&
    isTime(one.edited ?? 0) &&
    isCount(one.c) &&
    isCount(one.counts?.replies) &&
    typeof (one.counts.reactions ?? {}) === 'object'
  );
}

/** What a thread has besides comments: of a comment only the counters, and what it says of itself. */
function isOther(one: unknown): boolean {
  return isText((one as Comment | null)?.id) && !('parent' in (one as object));
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;
/** Up to the last moment that a Date can be. */
const isTime = (value: unknown): boolean => isCount(value) && Number(value) <= 8.64e15;
