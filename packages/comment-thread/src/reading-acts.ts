import type { ThreadEntry, ThreadSort, ThreadView } from '@bandoc/client';
import { Arrivals } from './arrivals.ts';
import { foldBranch, keep } from './kept-reading.ts';
import { walk } from './reading-walk.ts';
import type { OpenStage } from './stage.ts';

/** What a reader does to read one thread, and what of it lasts while she does: what she has let appear, and where she was led. */
export class ReadingActs {
  protected readonly stage: OpenStage;
  arrivals = new Arrivals();
  /** The comment that an address led to. */
  linked: string | undefined;

  constructor(stage: OpenStage) {
    this.stage = stage;
  }

  get thread(): string {
    return this.stage.thread;
  }

  /** The thread as it lives by now. */
  get view(): ThreadView | undefined {
    return this.stage.view();
  }

  /** Whether somebody else wrote it since she was here last. */
  isNew(entry: ThreadEntry): boolean {
    return this.stage.follower.visit.isNew(entry);
  }

  /** The comment that the thread is opened at. */
  get around(): string | undefined {
    return this.stage.place.around;
  }

  /** Another order begins at its top; the box is what it was at first, so that nothing moves when the list comes. */
  sortBy(order: ThreadSort): void {
    const { fold, place, view } = this.stage;
    if (order === view()?.sort && place.around === undefined) return;
    keep('bandoc-sort', (place.sort = order));
    place.around = undefined;
    this.arrivals = new Arrivals();
    fold.turn(false);
  }

  isFolded({ id }: Pick<ThreadEntry, 'id'>): boolean {
    const { place, thread } = this.stage;
    return place.folded.includes(` ${thread}/${id} `);
  }

  /** Folds a branch, or opens it with all that has come into it meanwhile. */
  turnBranch(entry: Pick<ThreadEntry, 'id'>, folded: boolean): void {
    const { host, place, thread, view } = this.stage;
    place.folded = foldBranch(`${thread}/${entry.id}`, folded);
    if (!folded) this.arrivals.reveal(view()?.repliesOf(entry.id) ?? []);
    host.requestUpdate();
  }

  /** Shows a comment, whatever hides it; `path` are what it answers, the root first, and itself. Undefined while that is not held. */
  bringUp(path: readonly ThreadEntry[]): HTMLElement | null {
    const { fold, follower } = this.stage;
    this.arrivals.reveal(path);
    for (const one of path.slice(0, -1)) if (this.isFolded(one)) this.turnBranch(one, false);
    if (!fold.open) fold.turn(true);
    const found = this.comment(path.at(-1)?.id);
    if (!found) follower.windows.show(path);
    return found;
  }

  /** Opens the thread at one comment, or, without one, from where it begins. */
  openAt(id: string | undefined): void {
    const { fold, host, place } = this.stage;
    place.around = id;
    this.arrivals = new Arrivals();
    fold.turn(true);
    if (id === undefined) this.focusOn(() => host.renderRoot.querySelector('h2'));
  }

  reveal(held: readonly ThreadEntry[]): void {
    const { fold, view } = this.stage;
    this.arrivals.reveal(held);
    // What comes last in the oldest-first list may lie below the fold.
    if (view()?.sort === 'old') fold.turn(true);
    this.focusOn(() => this.comment(held[0]?.id));
  }

  /** Opens the fold; once it is open, brings more. */
  more(shown: readonly ThreadEntry[]): void {
    const { fold, view } = this.stage;
    const last = shown.at(-1)?.id;
    const hidden = fold.firstHidden();
    if (fold.open) view()?.loadMore();
    this.focusOn(fold.open ? () => this.comment(last)?.closest('li')?.nextElementSibling?.querySelector('article') : () => hidden);
    fold.turn(true);
  }

  /** Goes to the comment after the one that has the focus (1), or before it (-1). */
  go(step: 1 | -1): void {
    walk(step, this.stage, this);
  }

  /** Goes to the next comment that is new since she was here last. */
  goToNew(): void {
    this.stage.follower.visit.goToNext();
  }

  /** Gives a comment the focus, whatever hides it; `path` as for `bringUp`. */
  goTo(path: readonly ThreadEntry[]): void {
    const find = () => this.comment(path.at(-1)?.id);
    if (find()?.closest('[hidden]') !== null) this.bringUp(path);
    this.focusOn(find);
  }

  /** Brings the next page, if there is one. */
  bring(): void {
    this.stage.view()?.loadMore();
  }

  moreReplies({ id }: ThreadEntry, shown: readonly ThreadEntry[]): void {
    const { fold, view } = this.stage;
    fold.turn(true);
    view()?.loadReplies(id);
    this.focusOn(() => this.comment(this.arrivals.split(view()?.repliesOf(id) ?? []).shown[shown.length]?.id));
  }

  protected focusOn(find: () => HTMLElement | null | undefined): void {
    this.stage.focus(find);
  }

  protected comment(id: string | null | undefined): HTMLElement | null {
    return (this.stage.host.renderRoot as ShadowRoot).getElementById(`c-${id}`);
  }
}
