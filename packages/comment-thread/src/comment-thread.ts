import type { Client, Failure, ThreadEntry, ThreadReading, ThreadSort, ThreadView } from '@bandoc/client';
import { controlStyles, emit, readOffset, StringsController, tokenStyles } from '@bandoc/ui';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Split } from './arrivals.ts';
import { CommentComposer } from './comment-composer.ts';
import { type ListContext, renderComments } from './comment-list.ts';
import { commentThreadStyles } from './comment-thread.styles.ts';
import { FoldController } from './fold-controller.ts';
import { type LivingStrings, livingLocales, type ThreadWords } from './living-strings.ts';
import { findTrouble, type PlaceTrouble } from './place-trouble.ts';
import { type ReadingPlace, readPlace } from './reading-place.ts';
import { shownTime } from './relative-time.ts';
import { sentenceOf, threadLocales } from './strings.ts';
import type { ThreadActs } from './thread-acts.ts';
import { ThreadController } from './thread-controller.ts';
import type { ThreadFollower } from './thread-follower.ts';
import { renderBones, renderFailure, renderHeader, renderStatus } from './thread-frame.ts';
import { serverOf, threadOfPage } from './thread-place.ts';

/**
 * A live comment thread: readers read, write and reply, and what others write appears by itself, without moving what is being read.
 *
 * @element bandoc-comment-thread
 * @attr {string} thread - Name of the thread in the paper's own system, 1 to 64 of `A-Za-z0-9._~-`; made of the page's canonical path when it is missing.
 * @attr {'new' | 'old' | 'top'} sort - Which comments come first until the reader chooses: `new` unless given.
 * @attr {number} [depth=4] - How many steps to the right replies go at most, fewer where there is no room; deeper ones say whom they answer.
 * @attr {string} [anchor=binh-luan-] - What stands before a comment's id in the fragment of an address that leads to it.
 * @attr {string} server - Base address of the comment server; the script tag's `data-server` unless given.
 * @attr {string} lang - `vi` or `en`; the page's language unless given.
 * @attr {string} [utc-offset=+07:00] - How far the paper's clock is before UTC: whole times and dates are told by it.
 * @attr {'on' | 'off'} keys - Whether single keys go from comment to comment while the focus is in the thread: `on` unless given.
 * @prop {Client} client - A client to use in the place of one for `server`.
 * @fires bandoc-thread-loaded - `{thread, total}`: first content is there.
 * @fires bandoc-comment-written - `{thread, id}`: the reader sent a comment; it may still be on its way.
 * @fires bandoc-share-requested - `{url, title, text}`: the reader wants to share a comment. Who answers it, a share bar on the page for instance, cancels it; otherwise the address is copied.
 * @fires bandoc-sign-in-requested - `{thread}`: the reader wants to sign in, where only those who are may write. A page that has a login opens it, and cancels the event; otherwise she is told to sign in elsewhere on the page.
 * @slot - What stands there until the thread is ready, and if it never is: comments that the paper's server wrote, a link to its forum.
 * @cssprop [--bandoc-thread-reserve=640px] - Height of the box until the reader opens it.
 * @cssprop --bandoc-accent - The one accent colour.
 * @cssprop --bandoc-heading-font - Font family of the heading.
 */
export class CommentThread extends LitElement {
  static override styles = [tokenStyles, controlStyles, commentThreadStyles];
  static override properties = {
    thread: {},
    sort: {},
    depth: { type: Number },
    anchor: {},
    server: {},
    keys: {},
    utcOffset: { attribute: 'utc-offset' },
    lang: { reflect: true, useDefault: true },
    client: { attribute: false },
  };

  declare thread: string;
  declare sort: string;
  declare depth: number;
  declare anchor: string;
  declare server: string;
  declare keys: string;
  declare utcOffset: string;
  declare client: Client | undefined;
  readonly #words = new StringsController(this, threadLocales);
  /** Once there is content, or none to come. */
  #livingWords: StringsController<LivingStrings> | undefined;
  readonly #controller = new ThreadController(this);
  readonly #fold = new FoldController(this, () => this.renderRoot.querySelector('.list'));
  #composer!: CommentComposer;
  #place!: ReadingPlace;
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
    this.depth = 4;
    this.anchor = 'binh-luan-';
    this.server = '';
    this.keys = 'on';
    this.utcOffset = '+07:00';
    this.lang = '';
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (['thread', 'server', 'client'].some((name) => changed.has(name))) this.#enter();
    const { client } = this;
    const { around } = this.#place;
    this.#controller.show(this.#trouble ? undefined : { client, server: serverOf(this.server) ?? '', thread: this.#name(), sort: this.#order(), around });
    const { view } = this.#controller;
    if (view?.status !== 'ready') return;
    this.#acts?.arrivals.revealFirst(view.roots);
    // Where the page had more in its place than is reserved, nothing below moves up.
    if (!this.#loaded && this.renderRoot.querySelector('slot')) this.style.setProperty('--_kept', `${this.offsetHeight}px`);
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
    const { view } = this.#controller;
    const failure = this.#failure();
    // What the page has in its place stands until there is something to show in it, and where there will be nothing.
    const keeps = view?.status !== 'ready' && (this.childElementCount > 0 || this.textContent?.trim());
    if (!this.#words.strings || (keeps && !failure)) return html`<slot></slot>`;
    const words = { ...this.#words.strings, living: this.#livingWords?.strings };
    if (keeps && failure) return html`<section><slot></slot>${renderFailure(words, failure.code, this.#again())}</section>`;
    // Where it is tried again, what she writes now will be sent then.
    const closed = failure !== undefined && failure.retryAt === undefined;
    const { held } = this.#split(view?.roots ?? []);
    const connection = this.#controller.stuck ? 'backoff' : (view?.connection ?? 'idle');
    const loading = !failure && view?.status !== 'ready' && !view?.roots.length;
    return html`<section class=${this.#fold.open ? '' : 'folded'} aria-label=${words.heading}>
      ${renderHeader(
        words,
        view,
        this.#order(),
        (order) => this.#controller.client?.has(order) !== false,
        (order) => this.#act((acts) => acts.sortBy(order)),
        words.living && this.#follower?.visit.render(words.living),
      )}
      ${
        closed
          ? nothing
          : [
              this.#renderComposer(this.#composer, words.composer.label, words),
              renderStatus(words, view, connection, held, () => this.#act((acts) => acts.reveal(held)), this.#controller.parts?.connectionNote),
            ]
      }
      ${this.#place.around ? html`<p class="foot led">${words.living && this.#follower?.link.render(words.living)}</p>` : nothing}
      ${failure ? renderFailure(words, failure.code, this.#again()) : nothing}
      ${loading ? renderBones() : view && !closed ? this.#renderList(view, words) : nothing}
      <span class="unseen" role="status">${this.#follower?.said}</span>
      ${words.living && this.#follower?.render(words.living)}
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
          // Who has only reacted has not said what to be called.
          guestName: guestName === words.living?.guest ? '' : guestName,
          closed: words.living && this.#acts?.closing.reason(words.living, this.#words.lang),
          signedOut: this.#acts?.closing.signedOut,
          notice: words.living && composer.parent === null ? this.#acts?.closing.notice(words.living, this.#words.lang) : undefined,
          tools: words.living && this.#follower?.tools.render(composer, words.living, this.#controller.marked, this.#words.lang),
          typed: () => this.#acts?.typed(composer),
          send: () => this.#act((acts) => acts.send(composer)),
          cancel: () => this.#act((acts) => acts.cancel(composer)),
        }),
    );
  }

  #renderList(view: ThreadReading, words: ThreadWords): TemplateResult {
    const { shown } = this.#split(view.roots);
    if (shown.length === 0)
      return html`<div class="state">${view.status === 'ready' ? html`<p>${(this.#acts?.closing.locked && words.living?.closing.empty) || words.empty}</p>` : nothing}</div>`;
    const acts = this.#acts;
    const reply = acts?.reply;
    const context: ListContext = {
      view,
      depth: this.depth,
      windows: this.#follower?.windows,
      isFolded: ({ id }) => this.#place.folded.includes(` ${this.#name()}/${id} `),
      words,
      lang: this.#words.lang,
      offset: readOffset(this.utcOffset),
      locked: acts?.closing.locked,
      now: view.now(),
      living: acts && words.living && this.#controller.parts?.createLivingComment(acts, words.living, this.#words.lang, sentenceOf),
      marked: this.#controller.marked,
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

  #again(): (() => void) | undefined {
    return this.#trouble ? undefined : () => this.#controller.reload();
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
    const follower = (this.#follower ??= new parts.ThreadFollower(this, () => this.#acts));
    this.#acts ??= new parts.ThreadActs({
      host: this,
      fold: this.#fold,
      place: this.#place,
      thread: this.#name(),
      composer: this.#composer,
      compose: (parent) => this.#compose(parent),
      controller: this.#controller,
      say: sentenceOf,
      offset: () => readOffset(this.utcOffset),
      shown: (time) => shownTime(time, readOffset(this.utcOffset)),
      focus: (find) => follower.focus.to(find),
      guest: () => words.guest,
      follower,
      wrote: (id) => emit(this, 'bandoc-comment-written', { thread: this.#name(), id }),
    });
    follower.look(view, this.#acts, words, this.#words.lang);
    this.#grant(this.#acts);
  }

  #enter(): void {
    const thread = this.#name();
    this.#trouble = findTrouble(this.localName, thread, { client: this.client, server: serverOf(this.server) });
    this.#loaded = false;
    this.#acts = this.#wish = undefined;
    this.#composer = this.#compose(null);
    this.#place = readPlace(this.anchor);
    this.#fold.turn(!!this.#place.around);
  }

  #compose(parent: string | null): CommentComposer {
    return new CommentComposer(parent, `${this.server} ${this.#name()}`);
  }

  #order(): ThreadSort {
    return orderOf(this.#place.sort || this.sort);
  }

  #name(): string {
    return this.thread || threadOfPage();
  }
}

function orderOf(sort: string): ThreadSort {
  return sort === 'old' || sort === 'top' ? sort : 'new';
}

declare global {
  interface HTMLElementTagNameMap {
    'bandoc-comment-thread': CommentThread;
  }
  interface HTMLElementEventMap {
    'bandoc-thread-loaded': CustomEvent<{ readonly thread: string; readonly total: number }>;
    'bandoc-comment-written': CustomEvent<{ readonly thread: string; readonly id: string }>;
    'bandoc-sign-in-requested': CustomEvent<{ readonly thread: string }>;
    'bandoc-share-requested': CustomEvent<{ readonly url: string; readonly title: string; readonly text: string }>;
  }
}
