/** How long what is late may take after the page is there, ms. */
const LATE = 2_000;
const ACTS = ['wheel', 'touchstart', 'pointerdown', 'keydown'] as const;

/**
 * Keeps what an address led to where it was shown while the page above it changes its height, late pictures for instance: while the page loads, and
 * two seconds after it or after the last change; until the reader scrolls or acts. Not every browser does that by itself.
 */
export class TargetKeeper {
  /** ms; any that goes on. */
  readonly #now: () => number;
  readonly #observer = new ResizeObserver(() => this.#look());
  #target: HTMLElement | undefined;
  #top = 0;
  #scrolled = 0;
  #until = 0;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  keep(target: HTMLElement): void {
    this.release();
    this.#target = target;
    this.#top = target.getBoundingClientRect().top;
    this.#settle();
    // A page whose body has the window's height grows in what is in it.
    for (const one of [document.documentElement, document.body, ...document.body.children]) this.#observer.observe(one);
    for (const act of ACTS) window.addEventListener(act, this.#onAct, { capture: true, passive: true });
    window.addEventListener('scroll', this.#onScroll, { passive: true });
  }

  release(): void {
    this.#target = undefined;
    this.#observer.disconnect();
    for (const act of ACTS) window.removeEventListener(act, this.#onAct, { capture: true });
    window.removeEventListener('scroll', this.#onScroll);
  }

  #look(): void {
    const target = this.#target;
    if (!target?.isConnected || (document.readyState === 'complete' && this.#now() > this.#until)) {
      this.release();
      return;
    }
    const moved = target.getBoundingClientRect().top - this.#top;
    if (Math.abs(moved) < 1) return;
    scrollBy({ top: moved, behavior: 'instant' });
    this.#settle();
  }

  #settle(): void {
    this.#scrolled = scrollY;
    this.#until = this.#now() + LATE;
  }

  readonly #onAct = (): void => this.release();

  /** A scrollbar that is dragged says nothing else. What was scrolled here, or by a browser that keeps the place itself, is no act of the reader's. */
  readonly #onScroll = (): void => {
    const top = this.#target?.getBoundingClientRect().top ?? 0;
    if (scrollY !== this.#scrolled && Math.abs(top - this.#top) >= 1) this.release();
  };
}
