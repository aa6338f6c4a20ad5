import type { ThreadEntry, ThreadView } from '@bandoc/client';
import type { ReactiveControllerHost } from 'lit';
import { Arrivals } from './arrivals.ts';
import type { CommentComposer } from './comment-composer.ts';
import { Composing, type ComposingLimits } from './composing.ts';
import type { FoldController } from './fold-controller.ts';

/** Where a reader acts. */
export interface Stage {
  readonly host: ReactiveControllerHost & { readonly renderRoot: HTMLElement | DocumentFragment };
  readonly fold: FoldController;
  /** The thread's own composer, which may have been typed into by now. */
  readonly composer: CommentComposer;
  /** Makes the composer of a reply. */
  compose(parent: string): CommentComposer;
  view(): ThreadView | undefined;
  limits(): ComposingLimits;
  /** Moves the focus to what is found, once it is there. */
  focus(find: () => HTMLElement | null | undefined): void;
  /** The reader sent a comment. */
  wrote(id: string): void;
}

/** What a reader does in one thread, and what of it lasts while she reads: the fields she writes in, what she has let appear, what she has sent. */
export class ThreadActs {
  /** Ids that were once under way here: they keep a line that says how it stands, so that nothing moves when it changes. */
  readonly sent = new Set<string>();
  arrivals = new Arrivals();
  /** The composer below the comment that is being answered. */
  reply: CommentComposer | undefined;
  readonly #stage: Stage;
  readonly #own: Composing;
  #answer: Composing | undefined;

  constructor(stage: Stage) {
    this.#stage = stage;
    this.#own = new Composing(stage.composer, stage.host.renderRoot, stage.limits);
    // What was typed before this was here.
    const { textField } = this.#own;
    if (textField && textField.value !== stage.composer.draft) this.typed(stage.composer);
  }

  typed(composer: CommentComposer): void {
    this.#composing(composer)?.typed();
    this.#changed();
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

  /** Another order begins at its top. */
  startOver(): void {
    this.arrivals = new Arrivals();
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

  moreReplies({ id }: ThreadEntry, shown: readonly ThreadEntry[]): void {
    const { fold, view } = this.#stage;
    fold.turn(true);
    view()?.loadReplies(id);
    const next = `:scope > ol > li:nth-child(${shown.length + 1}) > article`;
    this.#focusOn(() => this.#comment(id)?.closest('li')?.querySelector<HTMLElement>(next));
  }

  answer({ id }: ThreadEntry): void {
    this.#open(id);
    this.#focusOn(() => this.#answer?.textField);
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

  /** The thread's box grows with what is written in it. */
  #changed(): void {
    const { host } = this.#stage;
    host.renderRoot.querySelector('section')?.style.setProperty('--_grown', `${this.#own.grown}px`);
    host.requestUpdate();
  }

  #focusOn(find: () => HTMLElement | null | undefined): void {
    this.#stage.focus(find);
  }

  #comment(id: string | null | undefined): HTMLElement | null {
    return (this.#stage.host.renderRoot as ShadowRoot).getElementById(`c-${id}`);
  }
}
