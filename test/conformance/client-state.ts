import type { CountView, DaysView, ThreadEntry, ThreadView } from '@bandoc/client';

/** What a client shows, in the words of the kit. */
export type Shown = Readonly<Record<string, unknown>>;

export function stateOfThread(view: ThreadView): Shown {
  const all: ThreadEntry[] = [];
  const replies: Record<string, readonly string[]> = {};
  const walk = (entries: readonly ThreadEntry[]) => {
    for (const one of entries) {
      all.push(one);
      const below = view.repliesOf(one.id);
      if (below.length) replies[one.id] = below.map(({ id }) => id);
      walk(below);
    }
  };
  walk(view.roots);
  const of = (value: (one: ThreadEntry) => unknown) => Object.fromEntries(all.flatMap((one) => (value(one) === undefined ? [] : [[one.id, value(one)]])));
  const outgoing = all.flatMap(({ id, sending, failure, acts = [] }) => [...(sending ? [{ key: id, sending, failure }] : []), ...acts]);
  return {
    status: view.status,
    failure: view.failure?.code,
    ids: view.roots.map(({ id }) => id),
    replies,
    texts: of(({ text }) => text),
    states: of(({ state }) => state),
    names: of(({ author }) => author.name),
    counts: of(({ replies: count }) => count),
    missing: of(({ id }) => view.moreRepliesOf(id)),
    reactions: of(({ reactions }) => reactions),
    mine: of(({ reaction }) => reaction),
    flags: of(({ flag }) => flag),
    edited: all.filter(({ edited }) => edited !== undefined).map(({ id }) => id),
    arrived: all.filter(({ arrived }) => arrived).map(({ id }) => id),
    own: all.filter(({ own }) => own).map(({ id }) => id),
    total: view.total,
    more: view.more,
    back: view.back,
    locked: view.facts?.locked ?? false,
    unsent: outgoing.filter(({ sending }) => sending !== 'refused').map(({ key }) => key),
    refused: Object.fromEntries(outgoing.filter(({ sending }) => sending === 'refused').map(({ key, failure }) => [key, failure?.code])),
    now: view.now(),
  };
}

export function stateOfCount(views: readonly (readonly [string, CountView])[]): Shown {
  return { status: views[0]?.[1].status, counts: Object.fromEntries(views.map(([id, { count }]) => [id, count])) };
}

export function stateOfDays(view: DaysView): Shown {
  return { status: view.status, counts: Object.fromEntries(view.days) };
}
