import type { Client, ThreadView } from '@bandoc/client';
import { controlStyles, emit, StringsController, tokenStyles } from '@bandoc/ui';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { type ListContext, renderComments } from './comment-list.ts';
import { commentThreadStyles } from './comment-thread.styles.ts';
import { FoldController } from './fold-controller.ts';
import { sentenceOf, type ThreadStrings, threadLocales } from './strings.ts';
import { ThreadActs } from './thread-acts.ts';
import { ThreadController } from './thread-controller.ts';
import type { ThreadFollower } from './thread-follower.ts';
import { renderBones, renderFailure, renderHeader, renderStatus } from './thread-frame.ts';
import { clientOf, findTrouble, type PlaceTrouble, threadOfPage } from './thread-place.ts';
import { type TroubleStrings, troubleLocales } from './trouble-strings.ts';

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
  #troubleWords: StringsController<TroubleStrings> | undefined;
  readonly #controller = new ThreadController(this);
  readonly #fold = new FoldController(this, () => this.renderRoot.querySelector('.list'));
  #follower: ThreadFollower | undefined;
  #following: Promise<void> | undefined;
  #acts!: ThreadActs;
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
    if (['thread', 'server', 'client'].some((name) => changed.has(name))) this.#acts = this.#enter();
    if (changed.has('sort') && this.sort !== this.#order())
      console.warn(`${this.localName}: sort: "${this.sort}" is neither "new" nor "old"; the newest come first.`);
    const client = clientOf(this);
    this.#controller.show(client && !this.#trouble ? { client, thread: this.#name(), sort: this.#order() } : undefined);
    const { view } = this.#controller;
    if (view?.status === 'ready') this.#acts.arrivals.revealFirst(view.roots);
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('lang')) for (const words of [this.#words, this.#troubleWords]) void words?.load();
    const { view } = this.#controller;
    if (view?.status !== 'loading') this.#troubleWords ??= new StringsController(this, troubleLocales);
    if (view?.status === 'ready' && !this.#loaded) {
      this.#loaded = true;
      emit(this, 'bandoc-thread-loaded', { thread: this.#name(), total: view.total });
    }
    if (view?.status === 'ready') void this.#follow();
    if (view) this.#follower?.look(view, this.#acts.arrivals, this.#acts.sent, this.#words.strings);
  }

  override render(): TemplateResult {
    if (!this.#words.strings) return html`<slot></slot>`;
    const words = { ...this.#words.strings, ...this.#troubleWords?.strings };
    const { view } = this.#controller;
    const failure = this.#trouble ? { code: this.#trouble } : view?.status === 'failed' ? view.failure : undefined;
    // Where it is tried again, what she writes now will be sent then.
    const closed = failure !== undefined && failure.retryAt === undefined;
    const { held } = this.#acts.arrivals.split(view?.roots ?? []);
    return html`<section class=${this.#fold.open ? '' : 'folded'} aria-label=${words.heading}>
      ${renderHeader(words, view, this.#order(), (order) => this.#onSort(order))}
      ${closed ? nothing : [this.#renderComposer(null, words.composer.label, words), renderStatus(words, view, held, this.#acts)]}
      ${failure ? renderFailure(words, failure.code, this.#trouble ? undefined : () => this.#controller.view?.reload()) : nothing}
      ${view?.status === 'loading' && view.roots.length === 0 ? renderBones() : view && !closed ? this.#renderList(view, words) : nothing}
      <span class="unseen" role="status">${this.#follower?.said}</span>
    </section>`;
  }

  #renderComposer(parent: string | null, label: string, words: ThreadStrings): unknown {
    const { guestName = '', max = { text: 2000, name: 40 } } = clientOf(this) ?? {};
    const { view } = this.#controller;
    const barred = view?.connection === 'fatal' ? sentenceOf(words.barred, view.failure?.code) : undefined;
    const composer = this.#acts.composer(parent);
    // Another composer has fields of its own: what is typed in one never shows in the next.
    return repeat(
      [composer],
      (one) => one,
      () => composer.render({ words: words.composer, label, max, guestName, barred }),
    );
  }

  #renderList(view: ThreadView, words: ThreadStrings): TemplateResult {
    const { shown } = this.#acts.arrivals.split(view.roots);
    if (shown.length === 0) return html`<div class="state">${view.status === 'ready' ? html`<p>${words.empty}</p>` : nothing}</div>`;
    const context: ListContext = {
      view,
      words,
      lang: this.#words.lang,
      now: clientOf(this)?.now() ?? 0,
      acts: this.#acts,
      replyComposer: ({ id, author }) => (this.#acts.replyTo === id ? this.#renderComposer(id, words.replyTo(author.name), words) : nothing),
    };
    const unfolded = view.more ? (view.loadingMore ? words.loadingMore : words.showMore) : '';
    const folded = this.#fold.cut || view.more ? words.showAll(view.total) : '';
    const more = this.#fold.open ? unfolded : folded;
    return html`<ol class="list" role="list">
        ${renderComments(shown, context)}
      </ol>
      <p class="foot">${more ? html`<button aria-disabled=${view.loadingMore} @click=${() => this.#acts.more(shown)}>${more}</button>` : nothing}</p>`;
  }

  /** Fetched once; what could not be fetched is asked for again at the next change. */
  #follow(): Promise<void> {
    this.#following ??= this.#loadFollower();
    return this.#following;
  }

  async #loadFollower(): Promise<void> {
    try {
      const { ThreadFollower } = await import('./thread-follower.ts');
      this.#follower = new ThreadFollower(this);
      this.requestUpdate();
    } catch {
      this.#following = undefined;
    }
  }

  async #focusOn(find: () => HTMLElement | null | undefined): Promise<void> {
    this.requestUpdate();
    if (!this.#follower) await this.#follow();
    this.#follower?.focus.to(find);
  }

  #enter(): ThreadActs {
    const thread = this.#name();
    this.#trouble = findTrouble(this.localName, thread, this);
    this.#loaded = false;
    return new ThreadActs({
      host: this,
      fold: this.#fold,
      focus: (find) => void this.#focusOn(find),
      drafts: `${this.server} ${thread}`,
      view: () => this.#controller.view,
      wrote: (id) => emit(this, 'bandoc-comment-written', { thread, id }),
    });
  }

  #onSort(sort: 'new' | 'old'): void {
    if (sort === this.#order()) return;
    this.sort = sort;
    this.#acts.startOver();
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
