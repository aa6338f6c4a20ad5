import type { Client, Failure, ThreadEntry, ThreadReading, ThreadView } from '@bandoc/client';
import { controlStyles, emit, StringsController, tokenStyles } from '@bandoc/ui';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Split } from './arrivals.ts';
import { CommentComposer } from './comment-composer.ts';
import { type ListContext, renderComments } from './comment-list.ts';
import { commentThreadStyles } from './comment-thread.styles.ts';
import type { ComposingLimits } from './composing.ts';
import { FoldController } from './fold-controller.ts';
import { type LivingStrings, livingLocales, type ThreadWords } from './living-strings.ts';
import { sentenceOf, threadLocales } from './strings.ts';
import type { ThreadActs } from './thread-acts.ts';
import { ThreadController } from './thread-controller.ts';
import type { ThreadFollower } from './thread-follower.ts';
import { renderBones, renderFailure, renderHeader, renderStatus } from './thread-frame.ts';
import { findTrouble, type PlaceTrouble, serverOf, threadOfPage } from './thread-place.ts';

/**
 * A live comment thread: readers read, write and reply, and what others write appears by itself, without moving what is being read.
 *
 * @element bandoc-comment-thread
 * @attr {string} thread - Name of the thread in the paper's own system, 1 to 64 of `A-Za-z0-9._~-`; made of the page's canonical path when it is missing.
 * @attr {'new' | 'old'} sort - Which comments come first: `new` unless given.
 * @attr {string} server - Base address of the comment server; the script tag's `data-server` unless given.
 * @attr {string} lang - `vi` or `en`; the page's language unless given.
 * @prop {Client} client - A client to use in the place of one for `server`.
 * @fires bandoc-thread-loaded - `{thread, total}`: first content is there.
 * @fires bandoc-comment-written - `{thread, id}`: the reader sent a comment; it may still be on its way.
 * @slot - Shown until the widget is there.
 * @cssprop [--bandoc-thread-reserve=640px] - Height of the box until the reader opens it.
 * @cssprop --bandoc-accent - The one accent colour.
 * @cssprop --bandoc-heading-font - Font family of the heading.
 */
export class CommentThread extends LitElement {
  static override styles = [tokenStyles, controlStyles, commentThreadStyles];
  static override properties = {
    thread: {},
    sort: {},
    server: {},
    lang: { reflect: true, useDefault: true },
    client: { attribute: false },
  };

  declare thread: string;
  declare sort: string;
  declare server: string;
  declare client: Client | undefined;
  readonly #words = new StringsController(this, threadLocales);
  /** Once there is content, or none to come. */
  #livingWords: StringsController<LivingStrings> | undefined;
  readonly #controller = new ThreadController(this);
  readonly #fold = new FoldController(this, () => this.renderRoot.querySelector('.list'));
  #composer!: CommentComposer;
  /** Both come with what makes the thread live. */
  #acts: ThreadActs | undefined;
  #follower: ThreadFollower | undefined;
  #wish: ((acts: ThreadActs) => void) | undefined;
  #trouble: PlaceTrouble | undefined;
  #loaded = false;

  constructor() {
    super();
    this.thread = '';
    this.sort = 'new';
    this.server = '';
    this.lang = '';
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (['thread', 'server', 'client'].some((name) => changed.has(name))) this.#enter();
    if (changed.has('sort') && this.sort !== this.#order())
      console.warn(`${this.localName}: sort: "${this.sort}" is neither "new" nor "old"; the newest come first.`);
    const { client } = this;
    this.#controller.show(this.#trouble ? undefined : { client, server: serverOf(this.server) ?? '', thread: this.#name(), sort: this.#order() });
    const { view } = this.#controller;
    if (view?.status === 'ready') this.#acts?.arrivals.revealFirst(view.roots);
  }

  protected override updated(): void {
    const { view, living } = this.#controller;
    if (view || this.#trouble || this.#controller.stuck) this.#livingWords ??= new StringsController(this, livingLocales);
    if (view?.status === 'ready' && !this.#loaded) {
      this.#loaded = true;
      emit(this, 'bandoc-thread-loaded', { thread: this.#name(), total: view.total });
    }
    if (living) this.#live(living);
  }

  override render(): TemplateResult {
    if (!this.#words.strings) return html`<slot></slot>`;
    const words = { ...this.#words.strings, living: this.#livingWords?.strings };
    const { view } = this.#controller;
    const failure = this.#failure();
    // Where it is tried again, what she writes now will be sent then.
    const closed = failure !== undefined && failure.retryAt === undefined;
    const { held } = this.#split(view?.roots ?? []);
    const connection = this.#controller.stuck ? 'backoff' : (view?.connection ?? 'idle');
    const loading = !failure && view?.status !== 'ready' && !view?.roots.length;
    return html`<section class=${this.#fold.open ? '' : 'folded'} aria-label=${words.heading}>
      ${renderHeader(words, view, this.#order(), (order) => this.#onSort(order))}
      ${
        closed
          ? nothing
          : [
              this.#renderComposer(this.#composer, words.composer.label, words),
              renderStatus(words, view, connection, held, () => this.#act((acts) => acts.reveal(held))),
            ]
      }
      ${failure ? renderFailure(words, failure.code, this.#trouble ? undefined : () => this.#controller.reload()) : nothing}
      ${loading ? renderBones() : view && !closed ? this.#renderList(view, words) : nothing}
      <span class="unseen" role="status">${this.#follower?.said}</span>
    </section>`;
  }

  #renderComposer(composer: CommentComposer, label: string, words: ThreadWords): unknown {
    const { reader, guestName = '' } = this.#controller.client ?? {};
    // Another composer has fields of its own: what is typed in one never shows in the next.
    return repeat(
      [composer],
      (one) => one,
      () =>
        composer.render({
          words,
          label,
          readerName: reader?.name,
          guestName,
          typed: () => this.#acts?.typed(composer),
          send: () => this.#act((acts) => acts.send(composer)),
          cancel: () => this.#act((acts) => acts.cancel(composer)),
        }),
    );
  }

  #renderList(view: ThreadReading, words: ThreadWords): TemplateResult {
    const { shown } = this.#split(view.roots);
    if (shown.length === 0) return html`<div class="state">${view.status === 'ready' ? html`<p>${words.empty}</p>` : nothing}</div>`;
    const acts = this.#acts;
    const reply = acts?.reply;
    const context: ListContext = {
      view,
      words,
      lang: this.#words.lang,
      now: view.now(),
      own: acts && words.living && this.#controller.parts?.createOwnComments(acts, words.living, sentenceOf),
      split: (entries) => this.#split(entries),
      act: (wish) => this.#act(wish),
      replyComposer: ({ id, author }) => (reply?.parent === id ? this.#renderComposer(reply, words.replyTo(author.name), words) : nothing),
    };
    const unfolded = view.more ? (view.loadingMore && words.living ? words.living.loadingMore : words.showMore) : '';
    const folded = this.#fold.cut || view.more ? words.showAll(view.total) : '';
    const more = this.#fold.open ? unfolded : folded;
    return html`<ol class="list" role="list">
        ${renderComments(shown, context)}
      </ol>
      <p class="foot">${more ? html`<button aria-disabled=${view.loadingMore} @click=${() => this.#act((acts) => acts.more(shown))}>${more}</button>` : nothing}</p>`;
  }

  /** What arrived by itself can be held back once the reader can ask for it. */
  #split(entries: readonly ThreadEntry[]): Split {
    return this.#acts?.arrivals.split(entries) ?? { shown: entries, held: [] };
  }

  #failure(): Failure | undefined {
    if (this.#trouble) return { code: this.#trouble };
    const { view, stuck } = this.#controller;
    if (!view && stuck) return { code: 'unreachable', retryAt: 0 };
    return view?.status === 'failed' ? view.failure : undefined;
  }

  #limits(): ComposingLimits {
    const { client, view } = this.#controller;
    const { max = { text: 2000, name: 40 }, reader } = client ?? {};
    return { max, readerName: reader?.name, barred: view?.connection === 'fatal' ? ({ barred }) => sentenceOf(barred, view.failure?.code) : undefined };
  }

  #act(wish: (acts: ThreadActs) => void): void {
    this.#wish = wish;
    if (this.#acts) this.#grant(this.#acts);
    else void this.#controller.bring();
  }

  #grant(acts: ThreadActs): void {
    const wish = this.#wish;
    this.#wish = undefined;
    wish?.(acts);
  }

  /** What is done after each rendering of a thread that lives. */
  #live(view: ThreadView): void {
    const { parts } = this.#controller;
    const words = this.#livingWords?.strings;
    if (!parts || !words) return;
    const follower = (this.#follower ??= new parts.ThreadFollower(this));
    this.#acts ??= new parts.ThreadActs({
      host: this,
      fold: this.#fold,
      composer: this.#composer,
      compose: (parent) => this.#compose(parent),
      view: () => this.#controller.living,
      limits: () => this.#limits(),
      focus: (find) => follower.focus.to(find),
      wrote: (id) => emit(this, 'bandoc-comment-written', { thread: this.#name(), id }),
    });
    follower.look(view, this.#acts.arrivals, this.#acts.sent, words);
    this.#grant(this.#acts);
  }

  #enter(): void {
    const thread = this.#name();
    this.#trouble = findTrouble(this.localName, thread, this);
    this.#loaded = false;
    this.#acts = this.#wish = undefined;
    this.#composer = this.#compose(null);
    this.#fold.turn(false);
  }

  #onSort(sort: 'new' | 'old'): void {
    if (sort === this.#order()) return;
    this.sort = sort;
    // Another order begins at its top; the box is what it was at first, so that nothing moves when the list comes.
    this.#acts?.startOver();
    this.#fold.turn(false);
  }

  #compose(parent: string | null): CommentComposer {
    return new CommentComposer(parent, `${this.server} ${this.#name()}`);
  }

  #order(): 'new' | 'old' {
    return this.sort === 'old' ? 'old' : 'new';
  }

  #name(): string {
    return this.thread || threadOfPage();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bandoc-comment-thread': CommentThread;
  }
  interface HTMLElementEventMap {
    'bandoc-thread-loaded': CustomEvent<{ readonly thread: string; readonly total: number }>;
    'bandoc-comment-written': CustomEvent<{ readonly thread: string; readonly id: string }>;
  }
}
