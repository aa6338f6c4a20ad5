import type { Client, ThreadEntry, ThreadView } from '@bandoc/client';
import { controlStyles, emit, StringsController, tokenStyles } from '@bandoc/ui';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Announcer } from './announcer.ts';
import { Arrivals } from './arrivals.ts';
import { CommentComposer } from './comment-composer.ts';
import { type ListContext, renderComments } from './comment-list.ts';
import { commentThreadStyles } from './comment-thread.styles.ts';
import { FocusMover } from './focus-mover.ts';
import { FoldController } from './fold-controller.ts';
import { sentenceOf, threadLocales, type ThreadStrings } from './strings.ts';
import { ThreadController } from './thread-controller.ts';
import { renderBones, renderFailure, renderHeader, renderStatus } from './thread-frame.ts';
import { ThreadNews } from './thread-news.ts';
import { clientOf, findTrouble, type PlaceTrouble, threadOfPage } from './thread-place.ts';
import { troubleLocales, type TroubleStrings } from './trouble-strings.ts';

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
  readonly #focus = new FocusMover(this);
  readonly #announcer = new Announcer(this);
  #arrivals = new Arrivals();
  #news = new ThreadNews();
  #composers = new Map<string | null, CommentComposer>();
  #replyTo: string | undefined;
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
    if (changed.has('sort') && this.sort !== this.#order()) console.warn(`${this.localName}: sort: "${this.sort}" is neither "new" nor "old"; the newest come first.`);
    const client = clientOf(this);
    this.#controller.show(client && !this.#trouble ? { client, thread: this.#name(), sort: this.#order() } : undefined);
    const { view } = this.#controller;
    if (view?.status === 'ready') this.#arrivals.revealFirst(view.roots);
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('lang')) for (const words of [this.#words, this.#troubleWords]) void words?.load();
    const { view } = this.#controller;
    if (view?.status !== 'loading') this.#troubleWords ??= new StringsController(this, troubleLocales);
    if (view?.status === 'ready' && !this.#loaded) {
      this.#loaded = true;
      emit(this, 'bandoc-thread-loaded', { thread: this.#name(), total: view.total });
    }
    if (view) this.#tell(view);
  }

  override render(): TemplateResult {
    if (!this.#words.strings) return html`<slot></slot>`;
    const words = { ...this.#words.strings, ...this.#troubleWords?.strings };
    const { view } = this.#controller;
    const failure = this.#trouble ? { code: this.#trouble } : view?.status === 'failed' ? view.failure : undefined;
    // Where it is tried again, what she writes now will be sent then.
    const closed = failure !== undefined && failure.retryAt === undefined;
    const { held } = this.#arrivals.split(view?.roots ?? []);
    return html`<section class=${this.#fold.open ? '' : 'folded'} aria-label=${words.heading}>
      ${renderHeader(words, view, this.#order(), (order) => this.#onSort(order))}
      ${closed ? nothing : [this.#renderComposer(null, words.composer.label, words), renderStatus(words, view, held, (one) => this.#onReveal(one))]}
      ${failure ? renderFailure(words, failure.code, this.#trouble ? undefined : () => this.#controller.view?.reload()) : nothing}
      ${view?.status === 'loading' && view.roots.length === 0 ? renderBones() : view && !closed ? this.#renderList(view, words) : nothing}
      <span class="unseen" role="status">${this.#announcer.said}</span>
    </section>`;
  }

  #renderComposer(parent: string | null, label: string, words: ThreadStrings): unknown {
    const { guestName = '', max = { text: 2000, name: 40 } } = clientOf(this) ?? {};
    const { view } = this.#controller;
    const barred = view?.connection === 'fatal' ? sentenceOf(words.barred, view.failure?.code) : undefined;
    const composer = this.#composer(parent);
    // Another composer has fields of its own: what is typed in one never shows in the next.
    return repeat([composer], (one) => one, () => composer.render({ words: words.composer, label, max, guestName, barred }));
  }

  #renderList(view: ThreadView, words: ThreadStrings): TemplateResult {
    const { shown } = this.#arrivals.split(view.roots);
    if (shown.length === 0) return html`<div class="state">${view.status === 'ready' ? html`<p>${words.empty}</p>` : nothing}</div>`;
    const unfolded = view.more ? (view.loadingMore ? words.loadingMore : words.showMore) : '';
    const folded = this.#fold.cut || view.more ? words.showAll(view.total) : '';
    const more = this.#fold.open ? unfolded : folded;
    return html`<ol class="list" role="list">
        ${renderComments(shown, this.#context(view, words))}
      </ol>
      <p class="foot">${more ? html`<button aria-disabled=${view.loadingMore} @click=${() => this.#onMore(view, shown)}>${more}</button>` : nothing}</p>`;
  }

  #context(view: ThreadView, words: ThreadStrings): ListContext {
    return {
      view,
      words,
      lang: this.#words.lang,
      now: clientOf(this)?.now() ?? 0,
      arrivals: this.#arrivals,
      sent: this.#news.sent,
      replyComposer: ({ id, author }) => (this.#replyTo === id ? this.#renderComposer(id, words.replyTo(author.name), words) : nothing),
      reply: ({ id }) => this.#onReply(id),
      reveal: (held) => this.#onReveal(held),
      moreReplies: (entry, shown) => this.#onMoreReplies(view, entry, shown),
      retry: ({ id }) => view.retry(id),
      edit: (entry) => void this.#onEdit(view, entry),
      discard: (entry) => this.#onDiscard(view, entry),
    };
  }

  #onSort(sort: 'new' | 'old'): void {
    if (sort === this.#order()) return;
    this.sort = sort;
    this.#arrivals = new Arrivals();
    // Another order begins at its top; the box is what it was at first, so that nothing moves when the list comes.
    this.#fold.turn(false);
  }

  #onReveal(held: readonly ThreadEntry[]): void {
    this.#arrivals.reveal(held);
    // What comes last in the oldest-first list may lie below the fold.
    if (this.#order() === 'old') this.#fold.turn(true);
    this.#focusComment(held[0]?.id);
  }

  #onMore(view: ThreadView, shown: readonly ThreadEntry[]): void {
    if (this.#fold.open) {
      const last = shown.at(-1)?.id;
      view.loadMore();
      this.#focus.to(() => this.#comment(last)?.closest('li')?.nextElementSibling?.querySelector('article'));
      return;
    }
    const first = this.#fold.firstHidden();
    this.#fold.turn(true);
    this.#focus.to(() => first);
  }

  #onMoreReplies(view: ThreadView, { id }: ThreadEntry, shown: readonly ThreadEntry[]): void {
    this.#fold.turn(true);
    view.loadReplies(id);
    this.#focus.to(() => this.#comment(id)?.closest('li')?.querySelector<HTMLElement>(`:scope > ol > li:nth-child(${shown.length + 1}) > article`));
  }

  #onReply(id: string): void {
    this.#openReply(id);
    this.#focus.to(() => this.#composer(id).textField);
  }

  #openReply(id: string): void {
    this.#fold.turn(true);
    // A composer begins with the draft as it is when it opens.
    if (this.#replyTo !== id) this.#composers.delete(id);
    this.#replyTo = id;
  }

  #onCancel(parent: string): void {
    this.#replyTo = undefined;
    this.#focus.to(() => this.#comment(parent)?.querySelector<HTMLElement>('.acts button'));
  }

  async #onEdit(view: ThreadView, { id, parent }: ThreadEntry): Promise<void> {
    const text = view.discard(id);
    if (parent !== null) this.#openReply(parent);
    this.requestUpdate();
    await this.updateComplete;
    this.#composer(parent).fill(text);
  }

  #onDiscard(view: ThreadView, { id }: ThreadEntry): void {
    view.discard(id);
    this.#focus.to(() => this.renderRoot.querySelector('h2'));
  }

  #onSend(text: string, name: string, parent: string | null): void {
    const { view } = this.#controller;
    if (!view) return;
    const id = view.add({ text, name, parent });
    this.#news.look(view, this.#arrivals);
    if (parent !== null) {
      this.#replyTo = undefined;
      this.#focusComment(id);
    } else if (this.#order() === 'old') this.#fold.turn(true);
    this.requestUpdate();
    emit(this, 'bandoc-comment-written', { thread: this.#name(), id });
  }

  #focusComment(id: string | undefined): void {
    this.#focus.to(() => this.#comment(id));
  }

  #comment(id: string | undefined): HTMLElement | null {
    return (this.renderRoot as ShadowRoot).getElementById(`c-${id}`);
  }

  #tell(view: ThreadView): void {
    const words = this.#words.strings;
    const { published, roots, replies } = this.#news.look(view, this.#arrivals);
    if (words && published > 0) this.#announcer.say(words.published);
    else if (words && roots > 0) this.#announcer.say(words.newComments(roots));
    else if (words && replies > 0) this.#announcer.say(words.newReplies(replies));
  }

  #composer(parent: string | null): CommentComposer {
    let composer = this.#composers.get(parent);
    if (!composer) {
      composer = new CommentComposer(this, {
        id: parent === null ? 'write' : 'reply',
        draft: `${this.server} ${this.#name()} ${parent ?? ''}`,
        send: (text, name) => this.#onSend(text, name, parent),
        ...(parent === null ? { grow: (px) => this.renderRoot.querySelector('section')?.style.setProperty('--_grown', `${px}px`) } : { cancel: () => this.#onCancel(parent) }),
      });
      this.#composers.set(parent, composer);
    }
    return composer;
  }

  #enter(): void {
    this.#trouble = findTrouble(this.localName, this.#name(), this);
    this.#arrivals = new Arrivals();
    this.#news = new ThreadNews();
    this.#composers = new Map();
    this.#replyTo = undefined;
    this.#loaded = false;
    this.#fold.turn(false);
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
