import type { ThreadEntry, ThreadView } from '@bandoc/client';
import type { ReactiveControllerHost } from 'lit';
import { Arrivals } from './arrivals.ts';
import { CommentComposer } from './comment-composer.ts';
import type { FoldController } from './fold-controller.ts';

/** Where a reader acts. */
export interface Stage {
  readonly host: ReactiveControllerHost & { readonly renderRoot: HTMLElement | DocumentFragment };
  readonly fold: FoldController;
  /** Name of the thread's drafts: server and thread. */
  readonly drafts: string;
  view(): ThreadView | undefined;
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
  /** The comment that is being answered. */
  replyTo: string | undefined;
  readonly #stage: Stage;
  readonly #composers = new Map<string | null, CommentComposer>();

  constructor(stage: Stage) {
    this.#stage = stage;
    stage.fold.turn(false);
  }

  /** The composer below a comment; null = the thread's own. */
  composer(parent: string | null): CommentComposer {
    let composer = this.#composers.get(parent);
    if (!composer) {
      const { host, drafts } = this.#stage;
      composer = new CommentComposer(host, {
        id: parent === null ? 'write' : 'reply',
        draft: `${drafts} ${parent ?? ''}`,
        send: (text, name) => this.#send(text, name, parent),
        ...(parent === null
          ? { grow: (px) => host.renderRoot.querySelector('section')?.style.setProperty('--_grown', `${px}px`) }
          : { cancel: () => this.#cancel(parent) }),
      });
      this.#composers.set(parent, composer);
    }
    return composer;
  }

  /** Another order begins at its top; the box is what it was at first, so that nothing moves when the list comes. */
  startOver(): void {
    this.arrivals = new Arrivals();
    this.#stage.fold.turn(false);
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

  reply({ id }: ThreadEntry): void {
    this.#open(id);
    this.#focusOn(() => this.composer(id).textField);
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
    this.composer(parent).fill(text);
  }

  discard({ id }: ThreadEntry): void {
    const { host, view } = this.#stage;
    view()?.discard(id);
    this.#focusOn(() => host.renderRoot.querySelector('h2'));
  }

  #open(id: string): void {
    this.#stage.fold.turn(true);
    // A composer begins with the draft as it is when it opens.
    if (this.replyTo !== id) this.#composers.delete(id);
    this.replyTo = id;
  }

  #cancel(parent: string): void {
    this.replyTo = undefined;
    this.#focusOn(() => this.#comment(parent)?.querySelector<HTMLElement>('.acts button'));
  }

  #send(text: string, name: string, parent: string | null): void {
    const { host, fold, view, wrote } = this.#stage;
    const thread = view();
    if (!thread) return;
    const id = thread.add({ text, name, parent });
    this.sent.add(id);
    if (parent !== null) {
      this.replyTo = undefined;
      this.#focusOn(() => this.#comment(id));
    } else if (thread.sort === 'old') fold.turn(true);
    host.requestUpdate();
    wrote(id);
  }

  #focusOn(find: () => HTMLElement | null | undefined): void {
    this.#stage.focus(find);
  }

  #comment(id: string | undefined): HTMLElement | null {
    return (this.#stage.host.renderRoot as ShadowRoot).getElementById(`c-${id}`);
  }
}
