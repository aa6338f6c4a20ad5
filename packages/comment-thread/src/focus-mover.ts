import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Moves the focus to what an act of the reader brings, once it is there, unless she has gone elsewhere meanwhile. */
export class FocusMover implements ReactiveController {
  readonly #host: ReactiveControllerHost & { readonly renderRoot: HTMLElement | DocumentFragment };
  #find: (() => HTMLElement | null | undefined) | undefined;
  #from: Element | null = null;

  constructor(host: ReactiveControllerHost & { readonly renderRoot: HTMLElement | DocumentFragment }) {
    this.#host = host;
    host.addController(this);
  }

  /** `find` is asked after each rendering until it finds something that is shown. */
  to(find: () => HTMLElement | null | undefined): void {
    this.#find = find;
    this.#from = this.#active();
    this.#host.requestUpdate();
  }

  hostUpdated(): void {
    const active = this.#active();
    // What was clicked may be gone by now, and the focus with it; Safari gives a clicked button none.
    if (active && active !== this.#from && active !== document.body) this.#find = undefined;
    const target = this.#find?.();
    if (!target || target.closest('[hidden]')) return;
    this.#find = undefined;
    target.focus();
  }

  #active(): Element | null {
    const { activeElement } = this.#host.renderRoot.getRootNode() as Document | ShadowRoot;
    return activeElement ?? document.activeElement;
  }
}
