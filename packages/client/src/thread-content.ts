import type { Comment, Counts, Ev, Item, Snap } from '@bandoc/protocol';
import { type Border, compareComments, countShown, groupComments, isComment } from './comment-order.ts';
import type { Asked, TopicContent } from './topic-state.ts';

/** How far a list is held from its beginning: up to a border, or all of it for ever; a list without a reach is not held at all. */
type Reach = Border | 'all';

/**
 * The comments of one thread that are held: roots from one end to a border, and of each comment a prefix of its replies.
 * What is written later lies within the reach of lists that are held to their open end, and is dropped from the others, whose counts tell of it.
 */
export class ThreadContent implements TopicContent {
  sort: 'new' | 'old';
  /** Token of the roots beyond those held, if there are any. */
  more: string | undefined;
  /** Shown comments as the server counts them. */
  total = 0;
  /** Ids that came by themselves after the first snapshot. */
  readonly arrived = new Set<string>();
  readonly #comments = new Map<string, Comment>();
  readonly #reaches = new Map<string | null, Reach>();
  readonly #tokens = new Map<string, string>();
  #lists: Map<string | null, Comment[]> | undefined;
  #loaded = false;

  constructor(sort: 'new' | 'old') {
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
    this.#lists ??= groupComments(this.#comments.values(), this.sort === 'new');
    return this.#lists.get(parent) ?? [];
  }

  /** Token of the replies beyond those that pages brought. */
  moreOf(parent: string): string | undefined {
    return this.#tokens.get(parent);
  }

  /** How many shown replies of a comment the server has beyond those held. */
  missing(parent: string): number {
    if (this.#reaches.get(parent) === 'all') return 0;
    return Math.max(0, (this.#comments.get(parent)?.counts.replies ?? 0) - countShown(this.list(parent)));
  }

  replace(snap: Snap): void {
    const before = new Set(this.#comments.keys());
    for (const held of [this.#comments, this.#reaches, this.#tokens, this.arrived]) held.clear();
    if (snap.sort === 'new' || snap.sort === 'old') this.sort = snap.sort;
    this.#reaches.set(null, 'all');
    const ids = this.#take(snap.items);
    const last = this.list(null).at(-1);
    if (snap.more !== undefined && last) this.#reaches.set(null, last);
    this.more = snap.more;
    this.total = snap.total ?? this.total;
    if (this.#loaded) for (const id of ids) if (!before.has(id)) this.arrived.add(id);
    this.#loaded = true;
  }

  extend(snap: Snap, asked: Asked): void {
    const parent = asked.parent ?? null;
    if (parent !== null && !this.#comments.has(parent)) return;
    // A snapshot may have replaced the list while the page was on its way: then it would go on after a hole.
    if (asked.page !== undefined && asked.page !== (parent === null ? this.more : this.#tokens.get(parent))) return;
    const known = this.#reaches.get(parent);
    this.#reaches.set(parent, 'all');
    this.#take(snap.items);
    if (known === 'all') return;
    if (snap.more !== undefined) {
      const places = snap.items.filter(isComment).filter((one) => one.parent === parent);
      const farthest = [...(known ? [known] : []), ...places].sort((a, b) => this.#compare(a, b, parent)).at(-1);
      if (farthest) this.#reaches.set(parent, { c: farthest.c, id: farthest.id });
      else this.#reaches.delete(parent);
    }
    if (parent === null) this.more = snap.more;
    else if (snap.more === undefined) this.#tokens.delete(parent);
    else this.#tokens.set(parent, snap.more);
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
    const reach = this.#reaches.get(comment.parent);
    return reach === 'all' || (reach !== undefined && this.#compare(comment, reach, comment.parent) <= 0);
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
    if (countShown(replies) >= one.counts.replies) this.#reaches.set(one.id, 'all');
    else if (last) this.#reaches.set(one.id, { c: last.c, id: last.id });
  }

  #count(held: Comment, counts: Counts): void {
    if (counts.v <= held.counts.v) return;
    this.#comments.set(held.id, { ...held, counts });
    this.#lists = undefined;
  }

  /** Below 0 when `a` comes before `b` in the list of this parent. */
  #compare(a: Border, b: Border, parent: string | null): number {
    return compareComments(a, b, parent === null && this.sort === 'new');
  }
}
