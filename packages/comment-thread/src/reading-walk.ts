import type { ThreadEntry, ThreadReading } from '@bandoc/client';
import type { ReadingActs } from './reading-acts.ts';
import type { OpenStage } from './stage.ts';

const FOLLOWING = Node.DOCUMENT_POSITION_FOLLOWING;

/**
 * Goes to the comment after the one that has the focus (1), or before it (-1); opens the fold, and brings more, where there is one to go to. Goes by
 * what is held: the page has not all of it.
 */
export function walk(step: 1 | -1, { host, fold, view, focus }: OpenStage, acts: ReadingActs): void {
  const thread = view();
  if (!thread) return;
  const root = host.renderRoot as ShadowRoot;
  const { activeElement } = root;
  const before = [...root.querySelectorAll('article')].filter((one) => activeElement && one.compareDocumentPosition(activeElement) & FOLLOWING);
  const here = hereIn(activeElement?.closest('article') ?? before.at(-1));
  const order = () => pathsOf(thread.roots, acts, thread);
  const all = order();
  const at = all.findIndex((path) => path.at(-1)?.id === here);
  const next = all[at + step];
  if (next) acts.goTo(next);
  else if (step > 0) {
    fold.turn(true);
    if (!thread.more) return;
    thread.loadMore();
    focus(() => root.getElementById(`c-${order()[at + 1]?.at(-1)?.id}`));
  }
}

/** The id of the comment that an article shows. */
export function hereIn(article: Element | null | undefined): string | undefined {
  return article?.id.slice('c-'.length);
}

/** The comments that can be read, one after another; each as the way to it: what it answers, the root first, and itself. */
export function pathsOf(
  entries: readonly ThreadEntry[],
  acts: Pick<ReadingActs, 'arrivals' | 'isFolded'>,
  view: Pick<ThreadReading, 'repliesOf'>,
  above: readonly ThreadEntry[] = [],
): (readonly ThreadEntry[])[] {
  return acts.arrivals.split(entries).shown.flatMap((entry) => {
    const path = [...above, entry];
    return [path, ...(acts.isFolded(entry) ? [] : pathsOf(view.repliesOf(entry.id), acts, view, path))];
  });
}

/** What a comment answers, the root first, and itself; undefined where it is not held. */
export function pathTo(
  id: string,
  view: Pick<ThreadReading, 'roots' | 'repliesOf'>,
  entries: readonly ThreadEntry[] = view.roots,
): readonly ThreadEntry[] | undefined {
  for (const one of entries) {
    if (one.id === id) return [one];
    const rest = pathTo(id, view, view.repliesOf(one.id));
    if (rest) return [one, ...rest];
  }
  return undefined;
}
