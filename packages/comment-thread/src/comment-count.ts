import type { CountView, PageClient } from '@bandoc/client';
import { clientFor } from '@bandoc/client/browser';
import { StringsController } from '@bandoc/ui';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { countLocales } from './count-strings.ts';
import { findTrouble, serverOf } from './thread-place.ts';

/**
 * The number of comments of one thread, for a place beside its headline. All counts of a page are asked for together.
 *
 * @element bandoc-comment-count
 * @attr {string} thread - Name of the thread.
 * @attr {string} scope - The tally it is counted in: `home` unless given.
 * @attr {boolean} live - Follows the number at once; otherwise it is asked for every 30 s while the page is looked at.
 * @attr {string} server - Base address of the comment server; the script tag's `data-server` unless given.
 * @attr {string} lang - `vi` or `en`; the page's language unless given.
 * @prop {Client} client - A client to use in the place of one for `server`.
 * @slot - What stands there until the number is known: the paper's own count.
 */
export class CommentCount extends LitElement {
  static override styles = css`
    :host {
      position: relative;
      display: inline-block;
      min-inline-size: 2.5ch;
      font-variant-numeric: tabular-nums;
    }
    :host([hidden]) {
      display: none;
    }
    .unseen {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
    }
  `;
  static override properties = {
    thread: {},
    scope: {},
    live: { type: Boolean },
    server: {},
    lang: { reflect: true, useDefault: true },
    client: { attribute: false },
  };

  declare thread: string;
  declare scope: string;
  declare live: boolean;
  declare server: string;
  declare client: PageClient | undefined;
  readonly #words = new StringsController(this, countLocales);
  #view: CountView | undefined;
  #stop: (() => void) | undefined;

  constructor() {
    super();
    this.thread = '';
    this.scope = 'home';
    this.live = false;
    this.server = '';
    this.lang = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#enter();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#leave();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (['thread', 'scope', 'live', 'server', 'client'].some((name) => changed.has(name))) this.#enter();
  }

  override render(): TemplateResult {
    const count = this.#view?.count;
    if (count === undefined) return html`<slot></slot>`;
    const words = this.#words.strings;
    return html`<span aria-hidden=${words ? 'true' : nothing}>${count}</span>${words ? html`<span class="unseen">${words.count(count)}</span>` : nothing}`;
  }

  #enter(): void {
    this.#leave();
    const base = serverOf(this.server);
    const client = this.client ?? (base === undefined ? undefined : clientFor(base));
    if (findTrouble(this.localName, this.thread, this) || !client) return;
    const view = client.count(this.scope || 'home', this.thread, { live: this.live });
    const stop = view.subscribe(() => this.requestUpdate());
    this.#view = view;
    this.#stop = () => {
      stop();
      view.close();
    };
  }

  #leave(): void {
    this.#stop?.();
    this.#stop = undefined;
    this.#view = undefined;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bandoc-comment-count': CommentCount;
  }
}
