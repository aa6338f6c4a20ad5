import type { ThreadEntry } from '@bandoc/client';
import { html, type LitElement, nothing, type ReactiveController, type TemplateResult } from 'lit';

/** One thing that can be done with a comment. */
export interface MenuItem {
  readonly label: string;
  /** Called once the menu is closed; where the focus goes then is its own to say. */
  readonly choose: () => void;
}

/** Between the button and its menu, px. */
const GAP = 2;

/** The menu behind the "…" of a comment, of which one is open at a time; it lies within the thread's box, below its button where there is room. */
export class CommentMenu implements ReactiveController {
  readonly #host: LitElement;
  /** The comment whose menu is open, and the item that is to have the focus. */
  #open: string | undefined;
  #at: 'first' | 'last' | undefined;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.close();
  }

  hostUpdated(): void {
    const menu = this.#menu;
    if (!menu) return;
    this.#place(menu);
    const items = itemsOf(menu);
    // What had the focus may have gone: an item that is not offered any more, for instance.
    if (this.#at || !this.#root.activeElement) (this.#at === 'last' ? items.at(-1) : items[0])?.focus();
    this.#at = undefined;
  }

  render({ id }: ThreadEntry, name: string, items: readonly MenuItem[]): unknown {
    if (items.length === 0) return nothing;
    const isOpen = this.#open === id;
    return html`<button
        id="menu-of-${id}"
        class="quiet dots"
        aria-haspopup="menu"
        aria-expanded=${isOpen}
        aria-label=${name}
        @click=${() => (isOpen ? this.close() : this.#show(id, 'first'))}
        @keydown=${(event: KeyboardEvent) => this.#onButtonKey(event, id)}
      >…</button>${isOpen ? this.#renderMenu(name, items) : nothing}`;
  }

  #renderMenu(name: string, items: readonly MenuItem[]): TemplateResult {
    return html`<span class="menu" role="menu" aria-label=${name} @keydown=${this.#onMenuKey} @focusout=${this.#onLeave}>
      ${items.map(({ label, choose }) => {
        const onClick = () => {
          // What is chosen may say where the focus goes; otherwise it is where it came from.
          this.#openButton?.focus();
          this.close();
          choose();
        };
        return html`<button role="menuitem" tabindex="-1" @click=${onClick}>${label}</button>`;
      })}
    </span>`;
  }

  close(): void {
    if (this.#open === undefined) return;
    this.#open = undefined;
    document.removeEventListener('pointerdown', this.#onPointer, true);
    window.removeEventListener('resize', this.#onResize);
    this.#host.requestUpdate();
  }

  #show(id: string, at: 'first' | 'last'): void {
    this.#open = id;
    this.#at = at;
    document.addEventListener('pointerdown', this.#onPointer, true);
    window.addEventListener('resize', this.#onResize);
    this.#host.requestUpdate();
  }

  #onButtonKey(event: KeyboardEvent, id: string): void {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    this.#show(id, event.key === 'ArrowDown' ? 'first' : 'last');
  }

  readonly #onMenuKey = (event: KeyboardEvent): void => {
    const items = this.#menu ? itemsOf(this.#menu) : [];
    const at = items.indexOf(this.#root.activeElement as HTMLElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (next !== undefined) items.at(next % items.length)?.focus();
    else if (event.key === 'Escape' || event.key === 'Tab') {
      // From here the browser's own Tab goes on to what comes after the button.
      this.#openButton?.focus();
      this.close();
    } else return;
    if (event.key !== 'Tab') event.preventDefault();
    event.stopPropagation();
  };

  readonly #onLeave = ({ relatedTarget }: FocusEvent): void => {
    // Safari gives a pressed button no focus: where it went to nothing, nobody has left. Its own button closes it by itself.
    const stays = [this.#menu, this.#openButton].some((one) => one?.contains(relatedTarget as Node));
    if (relatedTarget && !stays) this.close();
  };

  readonly #onPointer = (event: Event): void => {
    const path = event.composedPath();
    if (![this.#menu, this.#openButton].some((one) => one && path.includes(one))) this.close();
  };

  readonly #onResize = (): void => this.close();

  /** Below its button, above it where that would be cut off, and never beyond the sides of the box. */
  #place(menu: HTMLElement): void {
    const button = this.#openButton;
    const from = menu.offsetParent?.getBoundingClientRect();
    const box = this.#root.querySelector('section')?.getBoundingClientRect();
    if (!button || !from || !box) return;
    const around = button.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = menu;
    const below = around.bottom + GAP + height;
    const isCut = below > Math.min(box.bottom, window.innerHeight) && around.top - GAP - height >= box.top;
    menu.style.top = `${(isCut ? around.top - GAP - height : around.bottom + GAP) - from.top}px`;
    menu.style.left = `${Math.max(box.left, Math.min(around.left, box.right - width)) - from.left}px`;
  }

  get #openButton(): HTMLElement | null {
    return this.#open === undefined ? null : this.#root.getElementById(`menu-of-${this.#open}`);
  }

  get #menu(): HTMLElement | null {
    return this.#root.querySelector('[role=menu]');
  }

  get #root(): ShadowRoot {
    return this.#host.renderRoot as ShadowRoot;
  }
}

function itemsOf(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('[role=menuitem]')];
}
