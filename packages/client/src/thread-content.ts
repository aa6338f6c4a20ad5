import { type Comment, type Counts, type Ev, type Item, parseCursor, type Snap, type ThreadFacts } from '@bandoc/protocol';
import type { ThreadSort } from './client.ts';
import { type Border, compareComments, compareRoots, countShown, groupComments, isComment, rankOf } from './comment-order.ts';
import type { Asked, TopicContent } from './topic-state.ts';

/** What is held of a list: all between two borders, or to its end where there is none; a list without a reach is not held at all. */
interface Reach {
  readonly from?: Border | undefined;
  readonly to?: Border | undefined;
}

/** The tokens of what lies on either side of what is held of a list, where something does. */
export interface Tokens {
  readonly more?: string | undefined;
  readonly back?: string | undefined;
}

/**
 * The comments of one thread that are held: roots from one end to a border (around one comment: between two), and of each comment such a
 * stretch of its replies. What is written later lies within the reach of lists that are held to their open end, and is dropped from the others, whose counts tell of it.
 */
export class ThreadContent implements TopicContent {
  sort: ThreadSort;
  /** Shown comments as the server counts them. */
  total = 0;
  /** What the thread says of itself (rule TF1). */
  facts: ThreadFacts | undefined;
  /** Ids that came by themselves after the first snapshot. */
  readonly arrived = new Set<string>();
  readonly #comments = new Map<string, Comment>();
  readonly #reaches = new Map<string | null, Reach>();
  readonly #tokens = new Map<string | null, Tokens>();
  /** In `top`, the place of each root that was ranked, and the seq up to which they are. */
  #order: ReadonlyMap<string, number> | undefined;
  #ranked = 0;
  #lists: Map<string | null, Comment[]> | undefined;
  #loaded = false;

  constructor(sort: ThreadSort) {
    this.sort = sort;
  }

  get(id: string): Comment | undefined {
    return this.#comments.get(id);
  }

  all(): Iterable<Comment> {
    return this.#comments.values();
  }

  /** Comments of one parent in the reader's order, replies always oldest first (rule SN2); null = the roots. */
  list(parent: string | null): readonly Comment[] {
    this.#lists ??= groupComments(this.#comments.values(), this.sort, this.#order);
    return this.#lists.get(parent) ?? [];
  }

  /** The tokens of what of a list lies on either side of what pages brought. */
  beyond(parent: string | null): Tokens {
    return this.#tokens.get(parent) ?? {};
  }

  /** How many shown replies of a comment the server has beyond those held. */
  missing(parent: string): number {
    const reach = this.#reaches.get(parent);
    if (reach && !reach.from && !reach.to) return 0;
    return Math.max(0, (this.#comments.get(parent)?.counts.replies ?? 0) - countShown(this.list(parent)));
  }

  replace(snap: Snap, asked: Asked): void {
    const before = new Set(this.#comments.keys());
    for (const held of [this.#comments, this.#reaches, this.#tokens, this.arrived]) held.clear();
    this.facts = undefined;
    this.#lists = undefined;
    if (snap.sort) this.sort = snap.sort;
    this.#order = snap.order && rankOf(snap.order);
    this.#ranked = parseCursor(snap.at).seq;
    this.#reaches.set(null, {});
    const ids = this.#take(snap.items);
    if (asked.around === undefined) this.#bound(null, this.list(null), snap);
    else this.#narrow(asked.around, snap);
    this.total = snap.total ?? this.total;
    if (this.#loaded) for (const id of ids) if (!before.has(id)) this.arrived.add(id);
    this.#loaded = true;
  }

  extend(snap: Snap, { page, back = false, ...asked }: Asked): void {
    const parent = asked.parent ?? null;
    if (parent !== null && !this.#comments.has(parent)) return;
    const { more, back: before } = this.beyond(parent);
    // A snapshot may have replaced the list while the page was on its way: then it would go on after a hole.
    if (page !== undefined && page !== (back ? before : more)) return;
    const known = this.#reaches.get(parent);
    this.#reaches.set(parent, {});
    this.#take(snap.items);
    const places = snap.items.filter(isComment).filter((one) => one.parent === parent) as Border[];
    // A page from the beginning is no part of a stretch that is not; that goes on from there, and what is held of the other stays, as it is told.
    const isApart = page === undefined && known?.from !== undefined;
    if (known && !isApart) places.push(...[known.from, known.to].flatMap((one) => one ?? []));
    places.sort((a, b) => this.#compare(a, b, parent));
    const whole = known && !known.from && !known.to;
    this.#bound(parent, places, whole ? {} : back ? { back: snap.back, more } : { back: isApart ? undefined : before, more: snap.more });
  }

  merge({ items, total }: Pick<Ev, 'items' | 'total'>): void {
    for (const id of this.#take(items)) this.arrived.add(id);
    this.total = total ?? this.total;
  }

  /** Holds a comment wherever it lies, if it did not already: the reader's own, which must not vanish when it is acknowledged. */
  pin(comment: Comment): boolean {
    const known = this.#comments.has(comment.id);
    if (comment.parent === null || this.#comments.has(comment.parent)) this.#put(comment, []);
    return !known && this.#comments.has(comment.id);
  }

  /** Whether a comment, held or not, lies within what is held of its list. */
  reaches(comment: Pick<Comment, 'id' | 'c' | 'parent'>): boolean {
    const { parent } = comment;
    const reach = this.#reaches.get(parent);
    if (!reach) return false;
    // Those that were not among the ranked ones then are not now.
    if (parent === null && this.#order && !this.#order.has(comment.id)) return comment.c > this.#ranked;
    return !(reach.from && this.#compare(comment, reach.from, parent) < 0) && !(reach.to && this.#compare(comment, reach.to, parent) > 0);
  }

  /** A list is held from its first place to its last, and on to its ends where nothing lies beyond. */
  #bound(parent: string | null, places: readonly Border[], { more, back }: Tokens): void {
    const [from, to] = [back === undefined ? undefined : places[0], more === undefined ? undefined : places.at(-1)];
    if ((back !== undefined || more !== undefined) && !places.length) this.#reaches.delete(parent);
    else this.#reaches.set(parent, { from, to });
    this.#tokens.set(parent, { more, back });
  }

  /** Around one comment, what is held is the stretch of its list that came, and of those above it nothing but the way to it. */
  #narrow(id: string, snap: Snap): void {
    let one = this.#comments.get(id);
    if (one) this.#bound(one.parent, this.list(one.parent), snap);
    while (one && one.parent !== null) {
      one = this.#comments.get(one.parent);
      if (one) this.#reaches.set(one.parent, { from: one, to: one });
    }
  }

  /** Merges, parents before their replies, and answers the ids that were not held before. */
  #take(items: readonly Item[]): string[] {
    const fresh: string[] = [];
    const ids = new Set(items.map((one) => one.id));
    const along = new Map<string, Comment[]>();
    const first: Item[] = [];
    for (const one of items) {
      const parent = isComment(one) ? one.parent : null;
      if (parent === null || !ids.has(parent)) first.push(one);
      else along.set(parent, [...(along.get(parent) ?? []), one as Comment]);
    }
    const take = (one: Item) => {
      const replies = along.get(one.id) ?? [];
      // Taken once, so that parents that form a ring end here.
      along.delete(one.id);
      const held = this.#comments.get(one.id);
      if (isComment(one)) {
        if (held || this.reaches(one)) this.#put(one, replies);
        if (!held && this.#comments.has(one.id)) fresh.push(one.id);
      } else if (isFacts(one)) {
        if (one.v >= (this.facts?.v ?? 0)) this.facts = one;
      } else if (held && 'counts' in one) this.#count(held, one.counts);
      for (const reply of replies) take(reply);
    };
    for (const one of first) take(one);
    return fresh;
  }

  #put(one: Comment, replies: readonly Comment[]): void {
    const held = this.#comments.get(one.id);
    this.#lists = undefined;
    if (held) {
      // A comment's place never changes, whatever a later frame says.
      if (one.v > held.v) this.#comments.set(one.id, { ...one, c: held.c, parent: held.parent, counts: held.counts });
      this.#count(this.#comments.get(one.id) as Comment, one.counts);
      return;
    }
    this.#comments.set(one.id, one);
    const last = [...replies].sort((a, b) => this.#compare(a, b, one.id)).at(-1);
    if (countShown(replies) >= one.counts.replies) this.#reaches.set(one.id, {});
    else if (last) this.#reaches.set(one.id, { to: last });
  }

  #count(held: Comment, counts: Counts): void {
    if (counts.v <= held.counts.v) return;
    this.#comments.set(held.id, { ...held, counts });
    this.#lists = undefined;
  }

  /** Below 0 when `a` comes before `b` in the list of this parent. */
  #compare(a: Border, b: Border, parent: string | null): number {
    return parent === null ? compareRoots(a, b, this.sort, this.#order) : compareComments(a, b, false);
  }
}

function isFacts(one: Item): one is ThreadFacts {
  return one.id === '_thread';
}
