import type { PageClient } from '@bandoc/client';
import { want } from './count-batch.ts';
import { type CountStrings, countLocales } from './count-strings.ts';
import { findTrouble } from './place-trouble.ts';

const style = `
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
let sheet: CSSStyleSheet | undefined;

/**
 * The number of comments of one thread, for a place beside its headline. All counts of a page are asked for together. A plain element: a front
 * page of headlines fetches no more for it than it needs to show a number.
 *
 * @element bandoc-comment-count
 * @attr {string} thread - Name of the thread.
 * @attr {string} scope - The tally it is counted in: `home` unless given.
 * @attr {boolean} live - Follows the number at once; otherwise it is asked for every 30 s while the page is looked at.
 * @attr {string} server - Base address of the comment server; the script tag's `data-server` unless given.
 * @attr {string} lang - `vi` or `en`; the page's language unless given.
 * @prop {PageClient} client - A client to use in the place of one for `server`.
 * @slot - What stands there until the number is known: the paper's own count.
 */
export class CommentCount extends HTMLElement {
  /** Where one without a server of its own gets it from: handed in, as the code by which other widgets know it comes with Lit. */
  static findServer: () => string | undefined = () => undefined;
  static readonly observedAttributes = ['thread', 'scope', 'live', 'server', 'lang'];
  readonly #root = this.attachShadow({ mode: 'open' });
  #client: PageClient | undefined;
  #count: number | undefined;
  #words: CountStrings | undefined;
  #lang = '';
  #entered = false;
  #leave = (): void => {};

  constructor() {
    super();
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(style);
    }
    this.#root.adoptedStyleSheets = [sheet];
    this.#render();
  }

  get thread(): string {
    return this.getAttribute('thread') ?? '';
  }
  set thread(name: string) {
    this.setAttribute('thread', name);
  }

  get scope(): string {
    return this.getAttribute('scope') || 'home';
  }
  set scope(name: string) {
    this.setAttribute('scope', name);
  }

  get live(): boolean {
    return this.hasAttribute('live');
  }
  set live(live: boolean) {
    this.toggleAttribute('live', live);
  }

  get server(): string {
    return this.getAttribute('server') ?? '';
  }
  set server(base: string) {
    this.setAttribute('server', base);
  }

  get client(): PageClient | undefined {
    return this.#client;
  }
  set client(client: PageClient | undefined) {
    this.#client = client;
    this.#changed();
  }

  connectedCallback(): void {
    void this.#speak();
    this.#changed();
  }

  disconnectedCallback(): void {
    this.#leave();
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    if (name === 'lang') void this.#speak();
    else if (before !== now) this.#changed();
  }

  /** Once in a turn, however much of it is changed. */
  #changed(): void {
    this.#leave();
    if (this.#entered) return;
    this.#entered = true;
    queueMicrotask(() => {
      this.#entered = false;
      if (this.isConnected) this.#enter();
    });
  }

  #enter(): void {
    this.#leave();
    this.#show(undefined);
    const { thread, scope, client } = this;
    const server = this.server || CommentCount.findServer();
    if (findTrouble(this.localName, thread, { client, server })) return;
    let wanted = true;
    let stop = () => {};
    this.#leave = () => {
      wanted = false;
      stop();
    };
    const follow = (given: PageClient) => {
      const view = given.count(scope, thread, { live: this.live });
      const look = () => view.count !== undefined && this.#show(view.count);
      const unsubscribe = view.subscribe(look);
      stop = () => {
        unsubscribe();
        view.close();
      };
      look();
    };
    if (client) follow(client);
    else if (server !== undefined)
      want({
        server,
        scope,
        thread,
        get wanted() {
          return wanted;
        },
        show: (count) => this.#show(count),
        follow,
      });
  }

  #show(count: number | undefined): void {
    if (count === this.#count) return;
    this.#count = count;
    this.#render();
  }

  async #speak(): Promise<void> {
    const lang = (this.closest('[lang]') ?? document.documentElement).getAttribute('lang')?.toLowerCase().startsWith('en') ? 'en' : 'vi';
    if (this.#words && lang === this.#lang) return;
    try {
      this.#words = await countLocales[lang]?.();
      this.#lang = lang;
      this.#render();
    } catch {
      // The number says enough; they are asked for again when the element comes back.
    }
  }

  #render(): void {
    const count = this.#count;
    if (count === undefined) {
      if (!this.#root.querySelector('slot')) this.#root.replaceChildren(document.createElement('slot'));
      return;
    }
    const number = document.createElement('span');
    number.textContent = String(count);
    const words = document.createElement('span');
    words.className = 'unseen';
    words.textContent = this.#words?.count(count) ?? '';
    if (this.#words) number.setAttribute('aria-hidden', 'true');
    this.#root.replaceChildren(number, ...(this.#words ? [words] : []));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bandoc-comment-count': CommentCount;
  }
}
