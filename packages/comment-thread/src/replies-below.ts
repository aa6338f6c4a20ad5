import type { ThreadEntry, ThreadReading } from '@bandoc/client';
import type { ReadingActs } from './reading-acts.ts';

/**
 * Shows at once the replies that have arrived where all that they move lies below what is seen; answers whether there were any. A comment that is not
 * in the page, or that is hidden or folded, keeps them back: nobody can say what they would move.
 */
export function revealBelow(view: Pick<ThreadReading, 'roots' | 'repliesOf'>, acts: Pick<ReadingActs, 'arrivals' | 'isFolded'>, root: ShadowRoot): boolean {
  const { arrivals } = acts;
  const visit = (entries: readonly ThreadEntry[]): boolean =>
    entries
      .map((entry) => {
        const replies = view.repliesOf(entry.id);
        const { held } = arrivals.split(replies);
        const isBelow = held.length > 0 && !acts.isFolded(entry) && isBelowFold(root.getElementById(`c-${entry.id}`)?.parentElement);
        if (isBelow) arrivals.reveal(held);
        return visit(replies) || isBelow;
      })
      .some(Boolean);
  return visit(view.roots);
}

/** Whether what comes at its end comes below what is seen. */
function isBelowFold(item: HTMLElement | null | undefined): boolean {
  return item !== null && item !== undefined && item.getBoundingClientRect().bottom >= innerHeight;
}
