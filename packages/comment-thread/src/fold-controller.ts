import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** What the fold needs to know of its host's rendering: the list, or null while there is none. */
export type FindList = () => HTMLElement | null;

/**
 * Keeps a list within its box: shows as many whole comments as fit and hides the rest, until it is opened. Measured after each rendering and each change
 * of the box's width, before the page is painted. `cut` tells whether anything is hidden.
 */
export class FoldController implements ReactiveController {
  open = false;
  cut = false;
  readonly #host: ReactiveControllerHost;
  readonly #findList: FindList;
  #observer: ResizeObserver | undefined;
  #observed: HTMLElement | undefined;

  constructor(host: ReactiveControllerHost, findList: FindList) {
    this.#host = host;
    this.#findList = findList;
    host.addController(this);
  }

  hostConnected(): void {
    this.#observer = new ResizeObserver(() => this.#fit());
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#observed = undefined;
  }

  hostUpdated(): void {
    const list = this.#findList();
    if (list && list !== this.#observed) {
      this.#observer?.disconnect();
      this.#observer?.observe(list);
      this.#observed = list;
    }
    this.#fit();
  }

  /** The reader wants all of it: from here on the box grows with the list. */
  unfold(): void {
    if (this.open) return;
    this.open = true;
    this.#host.requestUpdate();
  }

  #fit(): void {
    const list = this.#findList();
    if (!list) return;
    const pieces = [...list.querySelectorAll<HTMLElement>('li, .more')];
    for (const piece of pieces) piece.hidden = false;
    let cut = false;
    if (!this.open) {
      const end = list.getBoundingClientRect().bottom;
      // A comment that is taller than the box is shown as far as it goes: something must be.
      for (const piece of pieces.slice(1)) {
        cut ||= (piece.querySelector('article') ?? piece).getBoundingClientRect().bottom > end;
        piece.hidden = cut;
      }
      const first = pieces[0]?.querySelector('article');
      cut ||= first !== null && first !== undefined && first.getBoundingClientRect().bottom > end;
    }
    if (cut === this.cut) return;
    this.cut = cut;
    this.#host.requestUpdate();
  }
}
