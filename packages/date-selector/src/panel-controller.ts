import type { ReactiveController, ReactiveControllerHost } from 'lit';

const GAP = 4;

/**
 * Opens a panel below its anchor: in the top layer where the browser has popovers, else placed within the widget. It stays inside the window, follows
 * its anchor, and closes when a press outside of it is made, also inside somebody else's shadow root.
 */
export class PanelController implements ReactiveController {
  open = false;
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #popover: boolean;
  #panel: HTMLElement | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, popover = 'popover' in HTMLElement.prototype) {
    this.#host = host;
    this.#popover = popover;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.hide();
  }

  /** Call when the panel is rendered. */
  show(panel: HTMLElement): void {
    this.#panel = panel;
    if (this.#popover) {
      panel.popover = 'manual';
      panel.showPopover();
    }
    this.#place();
    document.addEventListener('pointerdown', this.#onPress);
    window.addEventListener('resize', this.#place);
    window.addEventListener('scroll', this.#place, { passive: true, capture: true });
  }

  toggle(open: boolean): void {
    this.open = open;
    if (!open) this.hide();
    this.#host.requestUpdate();
  }

  hide(): void {
    this.open = false;
    this.#panel = undefined;
    document.removeEventListener('pointerdown', this.#onPress);
    window.removeEventListener('resize', this.#place);
    window.removeEventListener('scroll', this.#place, { capture: true });
  }

  readonly #place = (): void => {
    const panel = this.#panel;
    if (!panel) return;
    const anchor = (panel.previousElementSibling ?? this.#host).getBoundingClientRect();
    const { offsetWidth, offsetHeight } = panel;
    const left = Math.max(GAP, Math.min(anchor.left, document.documentElement.clientWidth - offsetWidth - GAP));
    const below = anchor.bottom + GAP;
    const above = anchor.top - GAP - offsetHeight;
    const top = below + offsetHeight > window.innerHeight && above > 0 ? above : below;
    // In the top layer places are the window's; otherwise the widget's.
    const origin = this.#popover ? { left: 0, top: 0 } : this.#host.getBoundingClientRect();
    panel.style.left = `${left - origin.left}px`;
    panel.style.top = `${top - origin.top}px`;
  };

  readonly #onPress = (event: Event): void => {
    if (!event.composedPath().includes(this.#host)) this.toggle(false);
  };
}
