import { html, type LitElement, type TemplateResult } from 'lit';
import { enNote } from './locales/en-note.ts';
import { viNote } from './locales/vi-note.ts';
import { shareNoteStyles } from './share-note.styles.ts';

/** Why a reader is given the address. */
export type NoteReason = 'copyDenied' | 'shareFailed' | 'shareFailedCopied';

/** The note's words in one language. */
export interface NoteStrings {
  readonly reasons: Readonly<Record<NoteReason, string>>;
  readonly address: string;
  readonly close: string;
}

const WORDS: Readonly<Record<string, NoteStrings>> = { vi: viNote, en: enNote };

/** The address under the row, selected, to be copied by hand. It is loaded when it is needed, and drawn by the bar's own `render`. */
export class ShareNote {
  readonly #host: LitElement;
  readonly #close: () => void;

  constructor(host: LitElement, close: () => void) {
    this.#host = host;
    this.#close = close;
    (host.renderRoot as ShadowRoot).adoptedStyleSheets.push(shareNoteStyles.styleSheet as CSSStyleSheet);
  }

  /** Draws it and selects the address, which gives it the focus, unless the reader is busy elsewhere by now. */
  async open(): Promise<void> {
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    if (this.#host.matches(':focus-within') || document.activeElement === document.body) this.#host.renderRoot.querySelector('input')?.select();
  }

  render(why: NoteReason, address: string, lang: string): TemplateResult {
    const words = WORDS[lang] ?? viNote;
    const onClose = () => {
      this.#close();
      // In a dialog, its own: the bar's cannot be reached then.
      [...this.#host.renderRoot.querySelectorAll<HTMLElement>(why === 'copyDenied' ? '[part~=copy]' : '[part~=native]')].at(-1)?.focus();
    };
    // Not a live region: the field takes the focus, and is read with the words that describe it.
    return html`<div class="note" part="note" @keydown=${(event: KeyboardEvent) => event.key === 'Escape' && onClose()}>
      <p id="why">${words.reasons[why]}</p>
      <input readonly aria-label=${words.address} aria-describedby="why" .value=${address} />
      <button @click=${onClose}>${words.close}</button>
    </div>`;
  }
}
