import { html, type LitElement, type TemplateResult } from 'lit';
import { enSheet } from './locales/en-sheet.ts';
import { viSheet } from './locales/vi-sheet.ts';
import { shareSheetStyles } from './share-sheet.styles.ts';
import type { Shareable } from './shareable.ts';
import type { ShareStrings } from './strings.ts';

/** The sheet's words in one language: what is shared is no article, so that the bar's own would mislead. */
export interface SheetStrings extends Pick<ShareStrings, 'names' | 'copied'> {
  readonly close: string;
}

/** What the bar's rendering gives the sheet. */
export interface SheetContext {
  readonly words: ShareStrings;
  readonly lang: string;
  /** The ways to share, called so; and how it went. */
  readonly targets: (words: ShareStrings) => unknown;
  readonly status: (copied: string) => unknown;
}

const WORDS: Readonly<Record<string, SheetStrings>> = { vi: viSheet, en: enSheet };

/** A dialog that offers the bar's ways for an address that something else on the page wants shared; closed, it gives the focus back. */
export class ShareSheet {
  readonly #host: LitElement;
  readonly #closed: () => void;

  /** `closed` is called however it was closed. */
  constructor(host: LitElement, closed: () => void) {
    this.#host = host;
    this.#closed = closed;
    (host.renderRoot as ShadowRoot).adoptedStyleSheets.push(shareSheetStyles.styleSheet as CSSStyleSheet);
  }

  async open(): Promise<void> {
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    const dialog = this.#host.renderRoot.querySelector('dialog');
    if (dialog && !dialog.open) dialog.showModal();
  }

  render({ title, text }: Shareable, { words, lang, targets, status }: SheetContext): TemplateResult {
    const own = WORDS[lang] ?? viSheet;
    const onClick = (event: Event) => {
      const dialog = event.currentTarget as HTMLDialogElement;
      // What lies around it is the dialog's own, too; a link has been followed.
      if (event.target === dialog || (event.target as Element).closest('a, .close')) dialog.close();
    };
    return html`<dialog aria-labelledby="sheet-title" @close=${this.#closed} @click=${onClick}>
      <div class="sheet">
        <p id="sheet-title">${title}</p>
        <p class="words" dir="auto">${text}</p>
        <div class="ways">${targets({ ...words, ...own })}</div>
        ${status(own.copied)}
        <button class="close">${own.close}</button>
      </div>
    </dialog>`;
  }
}
