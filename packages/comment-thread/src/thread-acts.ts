import type { Client, ThreadEntry, ThreadSort, ThreadView } from '@bandoc/client';
import type { LitElement } from 'lit';
import { Arrivals } from './arrivals.ts';
import { CommentActs } from './comment-acts.ts';
import type { CommentComposer } from './comment-composer.ts';
import { Composing, type ComposingLimits } from './composing.ts';
import type { FoldController } from './fold-controller.ts';
import { foldBranch, keep } from './kept-reading.ts';
import { quoteSelection } from './quoted-selection.ts';
import type { ReadingPlace } from './reading-place.ts';
import { walk } from './reading-walk.ts';
import type { sentenceOf } from './strings.ts';
import { ThreadClosing } from './thread-closing.ts';
import type { ThreadController } from './thread-controller.ts';
import type { ThreadFollower } from './thread-follower.ts';

/** Where a reader acts. */
export interface Stage {
  readonly host: LitElement & { readonly sort: string; readonly utcOffset: string };
  readonly fold: FoldController;
  readonly place: ReadingPlace;
  readonly thread: string;
  /** The thread's own composer, which may have been typed into by now. */
  readonly composer: CommentComposer;
  /** Makes the composer of a reply. */
  compose(parent: string): CommentComposer;
  /** What is shown, and the client it lives on. */
  readonly controller: Pick<ThreadController, 'living' | 'client' | 'marked'>;
  readonly say: typeof sentenceOf;
  /** Of the paper's clock, minutes east of UTC; undefined where what the page says is none. */
  offset(): number | undefined;
  /** The time whose UTC date and hour are what the paper's clock shows, ms. */
  shown(time: number): number;
  /** Moves the focus to what is found, once it is there. */
  focus(find: () => HTMLElement | null | undefined): void;
  /** What a guest without a name is called. */
  guest(): string;
  /** Says something to who cannot see it, renders what is far away, and has what helps to write. */
  readonly follower: Pick<ThreadFollower, 'say' | 'tools' | 'visit' | 'windows'>;
  /** The reader sent a comment. */
  wrote(id: string): void;
}

/** A stage, with what is shown on it by now. */
export interface OpenStage extends Stage {
  view(): ThreadView | undefined;
  client(): Client | undefined;
  limits(): ComposingLimits;
}

/** What a reader does in one thread, and what of it lasts while she reads: the fields she writes in, what she has let appear, what she has sent. */
export class ThreadActs {
  /** Ids that were once under way here: they keep a line that says how it stands, so that nothing moves when it changes. */
  readonly sent = new Set<string>();
  arrivals = new Arrivals();
  readonly comments: CommentActs;
  readonly closing: ThreadClosing;
  /** The comment that an address led to. */
  linked: string | undefined;
  /** The composer below the comment that is being answered. */
  reply: CommentComposer | undefined;
  /** The comment of which all kinds of reactions are open. */
  choosing: string | undefined;
  readonly #stage: OpenStage;
  readonly #own: Composing;
  #answer: Composing | undefined;

  constructor(stage: Stage) {
    const { controller, host } = stage;
    this.#stage = { ...stage, view: () => controller.living, client: () => controller.client, limits: () => limitsOf(stage) };
    this.comments = new CommentActs(this.#stage);
    this.closing = new ThreadClosing(this.#stage);
    this.#own = new Composing(stage.composer, stage.host.renderRoot, this.#stage.limits);
    if (!['new', 'old', 'top'].includes(host.sort))
      console.warn(`${host.localName}: sort: "${host.sort}" is neither "new", "old" nor "top"; the newest come first.`);
    if (stage.offset() === undefined)
      console.warn(`${host.localName}: utc-offset: "${host.utcOffset}" is no offset as +07:00; times are told by each reader's own clock.`);
    // What was typed before this was here.
    const { textField } = this.#own;
    if (textField && textField.value !== stage.composer.draft) this.typed(stage.composer);
  }

  /** Where she writes: the thread's own composer, that of the comment she answered last, and those of her comments that she changes. */
  get composings(): readonly Composing[] {
    return [this.#own, this.#answer ?? [], this.comments.composings].flat();
  }

  /** The kinds of reactions that the paper has. */
  get kinds(): readonly string[] {
    return this.#stage.view()?.facts?.reactions ?? [];
  }

  /** Sets her one reaction to a comment, or (null) takes it back; a guest who has no name yet has the one that stands in her field, or none of her own. */
  react({ id, ...entry }: ThreadEntry, kind: string | null): void {
    const { view, host, guest } = this.#stage;
    const name = host.renderRoot.querySelector<HTMLInputElement>(`#${this.#own.composer.idOf('name')}`)?.value.trim();
    if (this.choosing === id) this.choose(undefined, { id, ...entry });
    view()?.react(id, kind, name || guest());
  }

  /** Opens all kinds of reactions to one comment; undefined closes them, and gives the focus back to the comment that had them. */
  choose(entry: ThreadEntry | undefined, from?: ThreadEntry): void {
    this.choosing = entry?.id;
    if (entry) this.#focusOn(() => this.#comment(entry.id)?.querySelector<HTMLElement>('.choice button'));
    else if (from) this.#focusOn(() => this.#comment(from.id)?.querySelector<HTMLElement>('.kinds'));
    this.#stage.host.requestUpdate();
  }

  get thread(): string {
    return this.#stage.thread;
  }

  /** The thread as it lives by now. */
  get view(): ThreadView | undefined {
    return this.#stage.view();
  }

  /** Whether somebody else wrote it since she was here last. */
  isNew(entry: ThreadEntry): boolean {
    return this.#stage.follower.visit.isNew(entry);
  }

  /** The comment that the thread is opened at. */
  get around(): string | undefined {
    return this.#stage.place.around;
  }

  /** A long list is not rendered anew for a letter that changes nothing but the field it is typed into. */
  typed(composer: CommentComposer): void {
    const { left, fault } = composer;
    this.#composing(composer)?.typed();
    this.#grow();
    if (composer.left !== left || composer.fault !== fault) this.#stage.host.requestUpdate();
  }

  /** What helps to write has become so tall, px: the box grows with it. */
  stretch(composing: Composing, tools: number): void {
    if (composing.tools === tools) return;
    composing.tools = tools;
    this.#grow();
  }

  /** Sends what a composer holds, if it can be sent; otherwise it stays, and the composer says why. */
  send(composer: CommentComposer): void {
    const { fold, view, wrote } = this.#stage;
    const { parent } = composer;
    const thread = view();
    const composing = this.#composing(composer);
    const written = thread && composing?.read();
    this.#changed();
    if (!written) return;
    const id = thread.add({ ...written, parent });
    composing?.clear();
    this.#changed();
    this.sent.add(id);
    if (parent !== null) {
      const answered = { id: parent };
      if (this.isFolded(answered)) this.turnBranch(answered, false);
      this.reply = undefined;
      this.#focusOn(() => this.#comment(id));
    } else if (thread.sort === 'old') fold.turn(true);
    wrote(id);
  }

  /** Puts a reply's composer away; its draft stays. */
  cancel({ parent }: CommentComposer): void {
    this.reply = undefined;
    this.#focusOn(() => this.#comment(parent)?.querySelector<HTMLElement>('.acts button'));
  }

  /** Another order begins at its top; the box is what it was at first, so that nothing moves when the list comes. */
  sortBy(order: ThreadSort): void {
    const { fold, place, view } = this.#stage;
    if (order === view()?.sort && place.around === undefined) return;
    keep('bandoc-sort', (place.sort = order));
    place.around = undefined;
    this.arrivals = new Arrivals();
    fold.turn(false);
  }

  isFolded({ id }: Pick<ThreadEntry, 'id'>): boolean {
    const { place, thread } = this.#stage;
    return place.folded.includes(` ${thread}/${id} `);
  }

  /** Folds a branch, or opens it with all that has come into it meanwhile. */
  turnBranch(entry: Pick<ThreadEntry, 'id'>, folded: boolean): void {
    const { host, place, thread, view } = this.#stage;
    place.folded = foldBranch(`${thread}/${entry.id}`, folded);
    if (!folded) this.arrivals.reveal(view()?.repliesOf(entry.id) ?? []);
    host.requestUpdate();
  }

  /** Shows a comment, whatever hides it; `path` are what it answers, the root first, and itself. Undefined while that is not held. */
  bringUp(path: readonly ThreadEntry[]): HTMLElement | null {
    const { fold, follower } = this.#stage;
    this.arrivals.reveal(path);
    for (const one of path.slice(0, -1)) if (this.isFolded(one)) this.turnBranch(one, false);
    if (!fold.open) fold.turn(true);
    const found = this.#comment(path.at(-1)?.id);
    if (!found) follower.windows.show(path);
    return found;
  }

  /** Opens the thread at one comment, or, without one, from where it begins. */
  openAt(id: string | undefined): void {
    const { fold, host, place } = this.#stage;
    place.around = id;
    this.arrivals = new Arrivals();
    fold.turn(true);
    if (id === undefined) this.#focusOn(() => host.renderRoot.querySelector('h2'));
  }

  reveal(held: readonly ThreadEntry[]): void {
    const { fold, view } = this.#stage;
    this.arrivals.reveal(held);
    // What comes last in the oldest-first list may lie below the fold.
    if (view()?.sort === 'old') fold.turn(true);
    this.#focusOn(() => this.#comment(held[0]?.id));
  }

  /** Opens the fold; once it is open, brings more. */
  more(shown: readonly ThreadEntry[]): void {
    const { fold, view } = this.#stage;
    const last = shown.at(-1)?.id;
    const hidden = fold.firstHidden();
    if (fold.open) view()?.loadMore();
    this.#focusOn(fold.open ? () => this.#comment(last)?.closest('li')?.nextElementSibling?.querySelector('article') : () => hidden);
    fold.turn(true);
  }

  /** Goes to the comment after the one that has the focus (1), or before it (-1). */
  go(step: 1 | -1): void {
    walk(step, this.#stage, this);
  }

  /** Goes to the next comment that is new since she was here last. */
  goToNew(): void {
    this.#stage.follower.visit.goToNext();
  }

  /** Gives a comment the focus, whatever hides it; `path` as for `bringUp`. */
  goTo(path: readonly ThreadEntry[]): void {
    const find = () => this.#comment(path.at(-1)?.id);
    if (find()?.closest('[hidden]') !== null) this.bringUp(path);
    this.#focusOn(find);
  }

  /** Brings the next page, if there is one. */
  bring(): void {
    this.#stage.view()?.loadMore();
  }

  moreReplies({ id }: ThreadEntry, shown: readonly ThreadEntry[]): void {
    const { fold, view } = this.#stage;
    fold.turn(true);
    view()?.loadReplies(id);
    this.#focusOn(() => this.#comment(this.arrivals.split(view()?.repliesOf(id) ?? []).shown[shown.length]?.id));
  }

  /** Opens the composer of a reply, which begins with what is selected of the comment. */
  async answer({ id }: Pick<ThreadEntry, 'id'>): Promise<void> {
    const { host } = this.#stage;
    const quote = quoteSelection(host.renderRoot as ShadowRoot, this.#comment(id)?.querySelector('.text'));
    this.#open(id);
    this.#focusOn(() => this.#answer?.textField);
    if (!quote) return;
    await host.updateComplete;
    this.#answer?.fill(quote);
    this.#changed();
  }

  retry({ id }: ThreadEntry): void {
    this.#stage.view()?.retry(id);
  }

  /** Gives the words of an unsent comment back to the field they came from. */
  async edit({ id, parent }: ThreadEntry): Promise<void> {
    const { host, view } = this.#stage;
    const text = view()?.discard(id) ?? '';
    if (parent !== null) this.#open(parent);
    host.requestUpdate();
    await host.updateComplete;
    (parent === null ? this.#own : this.#answer)?.fill(text);
    this.#changed();
  }

  discard({ id }: ThreadEntry): void {
    const { host, view } = this.#stage;
    view()?.discard(id);
    this.#focusOn(() => host.renderRoot.querySelector('h2'));
  }

  #open(id: string): void {
    const { fold, compose, host, limits } = this.#stage;
    fold.turn(true);
    // A composer begins with the draft as it is when it opens.
    if (this.reply?.parent === id) return;
    this.reply = compose(id);
    this.#answer = new Composing(this.reply, host.renderRoot, limits);
  }

  #composing(composer: CommentComposer): Composing | undefined {
    return composer.parent === null ? this.#own : this.#answer;
  }

  #changed(): void {
    this.#grow();
    this.#stage.host.requestUpdate();
  }

  /** The thread's box grows with what is written in it. */
  #grow(): void {
    this.#stage.host.renderRoot.querySelector('section')?.style.setProperty('--_grown', `${this.#own.grown + this.#own.tools}px`);
  }

  #focusOn(find: () => HTMLElement | null | undefined): void {
    this.#stage.focus(find);
  }

  #comment(id: string | null | undefined): HTMLElement | null {
    return (this.#stage.host.renderRoot as ShadowRoot).getElementById(`c-${id}`);
  }
}

function limitsOf({ controller: { client, living }, say }: Stage): ComposingLimits {
  const { max = { text: 2000, name: 40 }, reader } = client ?? {};
  return { max, readerName: reader?.name, barred: living?.connection === 'fatal' ? ({ barred }) => say(barred, living.failure?.code) : undefined };
}
