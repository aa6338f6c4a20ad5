import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { LivingStrings } from './living-strings.ts';
import type { ThreadActs } from './thread-acts.ts';

type Host = ReactiveControllerHost & HTMLElement & { readonly renderRoot: HTMLElement | DocumentFragment; readonly keys: string };

/** What each key does. */
const KEYS: Readonly<Record<string, (acts: ThreadActs) => void>> = {
  j: (acts) => acts.go(1),
  n: (acts) => acts.go(1),
  k: (acts) => acts.go(-1),
  p: (acts) => acts.go(-1),
  m: (acts) => acts.goToNew(),
};
const OFF = 'bandoc-keys-off';

/**
 * Goes from comment to comment by single keys, and says which in a dialog (`?`). They are heard only while the focus is in the thread and in no
 * field, and the paper or the reader can switch them off (WCAG 2.2, 2.1.4).
 */
export class ThreadKeys {
  readonly #host: Host;
  readonly #acts: () => ThreadActs | undefined;

  constructor(host: Host, acts: () => ThreadActs | undefined) {
    this.#host = host;
    this.#acts = acts;
    host.addEventListener('keydown', (event) => this.#pressed(event));
  }

  /** The dialog, and the button that opens it: seen once it has the focus. */
  render({ keys }: LivingStrings): TemplateResult | typeof nothing {
    if (this.#host.keys === 'off') return nothing;
    const line = (letters: readonly string[], does: string) => html`<dt>${letters.map((letter) => html`<kbd>${letter}</kbd> `)}</dt>
      <dd>${does}</dd>`;
    return html`<button class="keys" @click=${() => this.#open()}>${keys.title}</button>
      <dialog aria-label=${keys.title}>
        <form method="dialog">
          <p><b>${keys.title}</b></p>
          <dl>${line(['j', 'n'], keys.next)}${line(['k', 'p'], keys.previous)}${line(['m'], keys.fresh)}${line(['?'], keys.help)}</dl>
          <label><input type="checkbox" .checked=${!isOff()} @change=${(event: Event) => setOff(!(event.target as HTMLInputElement).checked)} /> ${keys.use}</label>
          <button class="primary">${keys.close}</button>
        </form>
      </dialog>`;
  }

  #pressed(event: KeyboardEvent): void {
    const { key, ctrlKey, metaKey, altKey, isComposing } = event;
    const [target] = event.composedPath();
    if (this.#host.keys === 'off' || ctrlKey || metaKey || altKey || isComposing || event.defaultPrevented) return;
    if (!(target instanceof Element) || target.closest('input, textarea, select, dialog, [role="menu"], [role="radiogroup"]')) return;
    if (key === '?') this.#open();
    else if (Object.hasOwn(KEYS, key) && !isOff()) {
      const acts = this.#acts();
      if (acts) KEYS[key]?.(acts);
    } else return;
    event.preventDefault();
  }

  #open(): void {
    const dialog = this.#host.renderRoot.querySelector('dialog');
    if (dialog && !dialog.open) dialog.showModal();
  }
}

let off: boolean | undefined;

function isOff(): boolean {
  try {
    return (off ??= localStorage.getItem(OFF) !== null);
  } catch {
    return (off ??= false);
  }
}

/** Kept on the device, or for the page alone where storage is blocked. */
function setOff(now: boolean): void {
  off = now;
  try {
    if (now) localStorage.setItem(OFF, '');
    else localStorage.removeItem(OFF);
  } catch {
    // Blocked, or full: the page has it.
  }
}
