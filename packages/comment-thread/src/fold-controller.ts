import type { ReactiveController, ReactiveControllerHost } from 'lit';

/**
 * Keeps a list within its box: shows as many whole comments as fit and hides the rest, until it is opened. Measured after each rendering, each change of
 * the box and each font that comes, before the page is painted.
 */
export class FoldController implements ReactiveController {
  open = false;
  /** Whether anything is hidden. */
  cut = false;
  readonly #host: ReactiveControllerHost;
  readonly #findList: () => HTMLElement | null;
  #observer: ResizeObserver | undefined;
  #observed: HTMLElement | undefined;

  /** `findList` finds the list in its host's rendering, or null while there is none. */
  constructor(host: ReactiveControllerHost, findList: () => HTMLElement | null) {
    this.#host = host;
    this.#findList = findList;
    host.addController(this);
  }

  hostConnected(): void {
    this.#observer = new ResizeObserver(this.#fit);
    document.fonts.addEventListener('loadingdone', this.#fit);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#observed = undefined;
    document.fonts.removeEventListener('loadingdone', this.#fit);
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

  /** Opened, the box grows with its list from here on. */
  turn(open: boolean): void {
    this.open = open;
    this.#host.requestUpdate();
  }

  /** The first comment that is hidden. */
  firstHidden(): HTMLElement | null {
    return this.#findList()?.querySelector('li[hidden] article') ?? null;
  }

  readonly #fit = (): void => {
    const list = this.#findList();
    if (!list) return;
    const pieces = [...list.querySelectorAll<HTMLElement>('li, .more')];
    for (const piece of pieces) piece.hidden = false;
    let cut = false;
    let tall = false;
    if (!this.open) {
      const end = list.getBoundingClientRect().bottom;
      const overflows = (piece: HTMLElement) => (piece.querySelector('article') ?? piece).getBoundingClientRect().bottom > end;
      // One that is taller than the box is shown as far as it goes: something must be.
      tall = pieces[0] !== undefined && overflows(pieces[0]);
      cut = tall;
      for (const piece of pieces.slice(1)) {
        cut ||= overflows(piece);
        piece.hidden = cut;
      }
    }
    list.classList.toggle('tall', tall);
    if (cut === this.cut) return;
    this.cut = cut;
    this.#host.requestUpdate();
  };
}
