import { type Client, type ThreadEntry, threadOfPath, type ThreadView } from '@bandoc/client';
import { clientFor, pageServer } from '@bandoc/client/browser';
import { controlStyles, emit, StringsController, tokenStyles } from '@bandoc/ui';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Arrivals } from './arrivals.ts';
import { CommentComposer } from './comment-composer.ts';
import { type ItemContext, renderComment } from './comment-item.ts';
import { commentThreadStyles } from './comment-thread.styles.ts';
import { FoldController } from './fold-controller.ts';
import { threadLocales, type ThreadStrings } from './strings.ts';
import { ThreadController } from './thread-controller.ts';

const THREAD_NAME = /^[A-Za-z0-9._~-]{1,64}$/;

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
 * @cssprop --bandoc-thread-reserve - Height of the box until the reader opens it, 640px.
 * @cssprop --bandoc-accent - The one accent colour.
 * @cssprop --bandoc-heading-font - Font family of the heading.
 */
export class CommentThread extends LitElement {
  static override styles = [tokenStyles, controlStyles, commentThreadStyles];
  static override properties = {
    thread: {},
    sort: {},
    server: {},
    lang: {},
    client: { attribute: false },
  };

  declare thread: string;
  declare sort: string;
  declare server: string;
  declare client: Client | undefined;
  readonly #words = new StringsController(this, threadLocales);
  readonly #thread = new ThreadController(this);
  readonly #fold = new FoldController(this, () => this.renderRoot.querySelector('.list'));
  #arrivals = new Arrivals();
  #composers = new Map<string | null, CommentComposer>();
  #replyTo: string | undefined;
  /** Why no server can be asked. */
  #trouble: 'bad-thread' | 'no-server' | undefined;
  #told: ThreadView | undefined;
  #unsent = new Set<string>();
  #news = '';

  constructor() {
    super();
    this.thread = '';
    this.sort = 'new';
    this.server = '';
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('lang')) void this.#words.load();
    if (['thread', 'sort', 'server', 'client'].some((name) => changed.has(name))) this.#enter();
  }

  protected override updated(): void {
    const { view } = this.#thread;
    if (view?.status !== 'ready') return;
    if (this.#told !== view) {
      this.#told = view;
      emit(this, 'bandoc-thread-loaded', { thread: this.#name(), total: view.total });
    }
    this.#noticeSent(view);
  }

  override render(): TemplateResult | typeof nothing {
    const words = this.#words.strings;
    if (!words) return nothing;
    const { view } = this.#thread;
    const failure = this.#trouble ?? (view?.status === 'failed' ? view.failure?.code : undefined);
    const closed = failure !== undefined && failure !== 'unreachable' && failure !== 'unreadable';
    const ready = view?.status === 'ready' ? view : undefined;
    return html`<section class=${this.#fold.open ? '' : 'folded'} aria-label=${words.heading}>
      ${this.#renderHeader(ready, words)} ${closed ? nothing : this.#renderComposer(null, words.composer.label, words)}
      ${ready ? this.#renderStatus(ready, words) : nothing}
      ${failure !== undefined ? this.#renderFailure(failure, words) : ready ? this.#renderList(ready, words) : this.#renderLoading(words)}
      <span class="unseen" role="status">${this.#news}</span>
    </section>`;
  }

  #renderHeader(view: ThreadView | undefined, words: ThreadStrings): TemplateResult {
    const order = (sort: 'new' | 'old') => html`<button aria-pressed=${this.#order() === sort} @click=${() => (this.sort = sort)}>${words.sort[sort]}</button>`;
    return html`<header>
      <h2>${words.heading} ${view ? html`<small>${view.total}</small>` : nothing}</h2>
      <div class="sort" role="group" aria-label=${words.sort.label}>${order('new')}${order('old')}</div>
    </header>`;
  }

  #renderComposer(parent: string | null, label: string, words: ThreadStrings): TemplateResult {
    const { guestName = '', max = { text: 2000, name: 40 } } = this.#client() ?? {};
    return this.#composer(parent).render({ words, label, max, guestName });
  }

  #renderStatus(view: ThreadView, words: ThreadStrings): TemplateResult {
    const { up, backoff, offline, fatal } = words.connection;
    const says = { up, backoff, offline, fatal, idle: '', hidden: '', connecting: this.#fold.open ? backoff : '' }[view.connection];
    const { held } = this.#arrivals.split(view.roots, true);
    return html`<p class="status">
      <span class="note ${view.connection === 'up' ? 'up' : ''}">${says}</span>
      ${held.length > 0 ? html`<button class="pill" @click=${() => this.#reveal(held)}>${words.newComments(held.length)}</button>` : nothing}
    </p>`;
  }

  #renderList(view: ThreadView, words: ThreadStrings): TemplateResult {
    const { shown } = this.#arrivals.split(view.roots);
    if (shown.length === 0) return html`<div class="list state"><p>${words.empty}</p></div>`;
    const more = this.#fold.open ? (view.more ? (view.loadingMore ? words.loadingMore : words.showMore) : '') : this.#fold.cut || view.more ? words.showAll(view.total) : '';
    return html`<ol class="list">
        ${this.#renderEntries(shown, view, words)}
      </ol>
      <p class="foot">${more ? html`<button aria-disabled=${view.loadingMore} @click=${this.#onMore}>${more}</button>` : nothing}</p>`;
  }

  #renderEntries(entries: readonly ThreadEntry[], view: ThreadView, words: ThreadStrings): unknown {
    return repeat(
      entries,
      ({ id }) => id,
      (entry) => {
        const { shown, held } = this.#arrivals.split(view.repliesOf(entry.id));
        const missing = view.moreRepliesOf(entry.id);
        return html`<li>
          ${renderComment(entry, this.#context(held, words))}
          ${this.#replyTo === entry.id ? this.#renderComposer(entry.id, words.composer.replyLabel(entry.author.name), words) : nothing}
          ${shown.length > 0 ? html`<ol class="replies">${this.#renderEntries(shown, view, words)}</ol>` : nothing}
          ${missing > 0 ? html`<button class="more" @click=${() => this.#onMoreReplies(entry)}>${words.moreReplies(missing)}</button>` : nothing}
        </li>`;
      },
    );
  }

  #renderFailure(code: string, words: ThreadStrings): TemplateResult {
    const says = (Object.hasOwn(words.failures, code) ? words.failures[code] : undefined) ?? words.failures.other;
    return html`<div class="state">
      <p role="alert">${says}</p>
      ${this.#trouble ? nothing : html`<button @click=${() => this.#thread.view?.reload()}>${words.retry}</button>`}
    </div>`;
  }

  #renderLoading(words: ThreadStrings): TemplateResult {
    return html`<div class="bones" aria-hidden="true">${Array.from({ length: 9 }, () => html`<span></span>`)}</div>
      <span class="unseen" role="status">${words.loading}</span>`;
  }

  #context(held: readonly ThreadEntry[], words: ThreadStrings): ItemContext {
    return {
      words,
      lang: this.#words.lang,
      now: this.#client()?.now() ?? 0,
      held: held.length,
      reply: this.#onReply,
      revealReplies: () => this.#reveal(held),
      retry: ({ id }) => this.#thread.view?.retry(id),
      edit: this.#onEdit,
      discard: ({ id }) => void this.#thread.view?.discard(id),
    };
  }

  readonly #onMore = (): void => {
    if (this.#fold.open) this.#thread.view?.loadMore();
    else this.#fold.unfold();
  };

  readonly #onMoreReplies = ({ id }: ThreadEntry): void => {
    this.#fold.unfold();
    this.#thread.view?.loadReplies(id);
  };

  readonly #onReply = async ({ id }: ThreadEntry): Promise<void> => {
    this.#fold.unfold();
    this.#replyTo = id;
    this.requestUpdate();
    await this.updateComplete;
    this.#composer(id).focus();
  };

  readonly #onEdit = async (entry: ThreadEntry): Promise<void> => {
    const text = this.#thread.view?.discard(entry.id) ?? '';
    if (entry.parent !== null) this.#replyTo = entry.parent;
    this.requestUpdate();
    await this.updateComplete;
    this.#composer(entry.parent).fill(text);
  };

  #reveal(held: readonly ThreadEntry[]): void {
    this.#arrivals.reveal(held);
    this.requestUpdate();
  }

  #send(text: string, name: string, parent: string | null): void {
    const id = this.#thread.view?.add({ text, name, parent });
    if (id === undefined) return;
    this.#unsent.add(id);
    // The end of the oldest-first list is where it appears.
    if (parent === null && this.#order() === 'old') this.#fold.unfold();
    if (parent !== null) this.#replyTo = undefined;
    this.requestUpdate();
    emit(this, 'bandoc-comment-written', { thread: this.#name(), id });
  }

  /** Says aloud, once, when what the reader sent is published, and what has come meanwhile. */
  #noticeSent(view: ThreadView): void {
    const words = this.#words.strings;
    if (!words) return;
    const { held } = this.#arrivals.split(view.roots);
    let news = held.length > 0 ? words.newComments(held.length) : '';
    for (const id of this.#unsent) {
      const entry = [...view.roots, ...view.roots.flatMap((root) => view.repliesOf(root.id))].find((one) => one.id === id);
      if (entry?.sending) continue;
      this.#unsent.delete(id);
      news = words.accepted;
    }
    if (news === this.#news || (news === '' && this.#news === words.accepted)) return;
    this.#news = news;
    this.requestUpdate();
  }

  #composer(parent: string | null): CommentComposer {
    let composer = this.#composers.get(parent);
    if (!composer) {
      composer = new CommentComposer(this, {
        id: parent === null ? 'root' : `reply-${this.#composers.size}`,
        draft: `${this.server || (pageServer() ?? '')} ${this.#name()} ${parent ?? ''}`,
        send: (text, name) => this.#send(text, name, parent),
        ...(parent !== null && { cancel: () => this.#cancelReply() }),
      });
      this.#composers.set(parent, composer);
    }
    return composer;
  }

  #cancelReply(): void {
    this.#replyTo = undefined;
    this.requestUpdate();
  }

  #enter(): void {
    const name = this.#name();
    const client = this.#client();
    this.#trouble = THREAD_NAME.test(name) ? (client ? undefined : 'no-server') : 'bad-thread';
    if (this.#trouble) console.warn(`bandoc-comment-thread: ${this.#trouble === 'no-server' ? 'no server: set data-server or the attribute server.' : `thread: "${name}" is no name: 1 to 64 of A-Z a-z 0-9 . _ ~ -`}`);
    if (this.sort !== 'new' && this.sort !== 'old') console.warn(`bandoc-comment-thread: sort: "${this.sort}" is neither "new" nor "old"; the newest come first.`);
    this.#arrivals = new Arrivals();
    this.#composers = new Map();
    this.#replyTo = undefined;
    this.#thread.show(client && !this.#trouble ? { client, thread: name, sort: this.#order() } : undefined);
  }

  #order(): 'new' | 'old' {
    return this.sort === 'old' ? 'old' : 'new';
  }

  #name(): string {
    return this.thread || threadOfPath(new URL(document.querySelector<HTMLLinkElement>('link[rel~="canonical"][href]')?.href ?? location.href).pathname);
  }

  #client(): Client | undefined {
    const server = this.server || pageServer();
    return this.client ?? (server === undefined ? undefined : clientFor(server));
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
