import type { ReactiveController, ReactiveControllerHost } from 'lit';

type Host = ReactiveControllerHost & HTMLElement & { readonly renderRoot: HTMLElement | DocumentFragment };

/** Keeps what is being read where it is while something comes above it; not every browser does that by itself. */
export class PlaceKeeper implements ReactiveController {
  readonly #host: Host;
  /** What the list began with. */
  #start: Element | null | undefined;
  #first: HTMLElement | null = null;
  #top = 0;

  constructor(host: Host) {
    this.#host = host;
    host.addController(this);
  }

  /** `load` brings what comes above the first comment. */
  during(load: () => void): void {
    this.#first = this.#host.renderRoot.querySelector('article');
    this.#start = this.#startOfList();
    load();
  }

  hostUpdate(): void {
    if (this.#first) this.#top = this.#first.getBoundingClientRect().top;
  }

  hostUpdated(): void {
    const first = this.#first;
    if (!first || this.#startOfList() === this.#start) return;
    this.#first = null;
    scrollBy({ top: first.getBoundingClientRect().top - this.#top, behavior: 'instant' });
    // The button may be gone with the last of them.
    if (!this.#host.renderRoot.querySelector(':focus')) first.focus({ preventScroll: true });
  }

  #startOfList(): Element | null | undefined {
    return this.#host.renderRoot.querySelector('.list')?.firstElementChild;
  }
}
