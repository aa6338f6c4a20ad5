import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { readDraft, writeDraft } from './draft.ts';
import type { ThreadStrings } from './strings.ts';

/** What a composer writes for, and whom it tells. */
export interface ComposerPlace {
  /** Name of the draft: server, thread and parent. */
  readonly draft: string;
  /** Unique on the page, for the ids of its fields within the shadow root. */
  readonly id: string;
  /** Sends what was written, both normalised and neither empty. */
  readonly send: (text: string, name: string) => void;
  /** There where the composer can be put away. */
  readonly cancel?: () => void;
}

/** What a composer shows that is not its own. */
export interface ComposerContext {
  readonly words: ThreadStrings;
  readonly label: string;
  readonly max: { readonly text: number; readonly name: number };
  /** The name this reader wrote under last. */
  readonly guestName: string;
}

type Fault = { readonly field: 'text' | 'name'; readonly says: (words: ThreadStrings, max: ComposerContext['max']) => string };

/** The counter shows when this share of the length is left. */
const NEAR_END = 0.2;

/**
 * A place to write: text, name, and what is wrong with them. The text lives in the field itself, so that nothing ever writes into it while an
 * input method composes a letter; a draft of it is kept as it is typed.
 */
export class CommentComposer {
  readonly #host: ReactiveControllerHost & { readonly renderRoot: HTMLElement | DocumentFragment };
  readonly #place: ComposerPlace;
  #fault: Fault | undefined;
  #length: number;
  readonly #draft: string;

  constructor(host: ReactiveControllerHost & { readonly renderRoot: HTMLElement | DocumentFragment }, place: ComposerPlace) {
    this.#host = host;
    this.#place = place;
    this.#draft = readDraft(place.draft);
    this.#length = countCodePoints(this.#draft);
  }

  /** Puts the text that was refused back for mending. */
  fill(text: string): void {
    const field = this.#field('text');
    if (field) field.value = text;
    this.#typed(text);
    this.focus();
  }

  focus(): void {
    this.#field('text')?.focus();
  }

  render({ words, label, max, guestName }: ComposerContext): TemplateResult {
    const { id, cancel } = this.#place;
    const fault = this.#fault;
    const left = max.text - this.#length;
    return html`<form class="composer" novalidate @submit=${(event: Event) => this.#onSubmit(event, max)} @keydown=${(event: KeyboardEvent) => this.#onKey(event, max)}>
      <textarea
        id="${id}-text"
        rows="2"
        aria-label=${label}
        placeholder=${label}
        aria-invalid=${fault?.field === 'text' ? 'true' : nothing}
        aria-describedby=${fault ? `${id}-fault` : nothing}
        .defaultValue=${this.#draft}
        @input=${this.#onInput}
      ></textarea>
      <div class="row">
        <input
          id="${id}-name"
          autocomplete="name"
          aria-label=${words.composer.name}
          placeholder=${words.composer.name}
          aria-invalid=${fault?.field === 'name' ? 'true' : nothing}
          aria-describedby=${fault ? `${id}-fault` : nothing}
          .defaultValue=${guestName}
        />
        <span class="note ${left < 0 ? 'wrong' : ''}" id="${id}-fault" aria-live="polite"
          >${fault ? html`<b class="wrong">${fault.says(words, max)}</b>` : left <= max.text * NEAR_END ? words.composer.left(left) : ''}</span
        >
        ${cancel ? html`<button type="button" class="quiet" @click=${cancel}>${words.composer.cancel}</button>` : nothing}
        <button class="primary">${words.composer.send}</button>
      </div>
    </form>`;
  }

  #field(name: 'text' | 'name'): HTMLTextAreaElement | HTMLInputElement | null {
    return this.#host.renderRoot.querySelector(`#${this.#place.id}-${name}`);
  }

  readonly #onInput = (event: Event): void => {
    const field = event.target as HTMLTextAreaElement;
    this.#typed(field.value);
    // Grows by the reader's own typing, and never shrinks under her hands.
    if (field.scrollHeight > field.clientHeight) field.style.height = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
  };

  #typed(text: string): void {
    this.#length = countCodePoints(text);
    if (this.#fault?.field === 'text') this.#fault = undefined;
    writeDraft(this.#place.draft, text);
    this.#host.requestUpdate();
  }

  #onKey(event: KeyboardEvent, max: ComposerContext['max']): void {
    if (event.isComposing) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) this.#onSubmit(event, max);
    if (event.key === 'Escape' && this.#place.cancel) this.#place.cancel();
  }

  #onSubmit(event: Event, max: ComposerContext['max']): void {
    event.preventDefault();
    const text = (this.#field('text')?.value ?? '').normalize('NFC').trim();
    const name = (this.#field('name')?.value ?? '').normalize('NFC').replace(/\s+/g, ' ').trim();
    this.#fault = faultOf(text, name, max);
    this.#host.requestUpdate();
    if (this.#fault) {
      this.#field(this.#fault.field)?.focus();
      return;
    }
    const field = this.#field('text') as HTMLTextAreaElement;
    field.value = '';
    field.style.height = '';
    this.#typed('');
    this.#place.send(text, name);
  }
}

function faultOf(text: string, name: string, max: ComposerContext['max']): Fault | undefined {
  if (!text) return { field: 'text', says: (words) => words.composer.noText };
  if (countCodePoints(text) > max.text) return { field: 'text', says: (words) => words.composer.tooLong(max.text) };
  if (!name) return { field: 'name', says: (words) => words.composer.noName };
  if (countGraphemes(name) > max.name) return { field: 'name', says: (words) => words.composer.nameTooLong };
  return undefined;
}

function countCodePoints(text: string): number {
  return [...text].length;
}

/** Firefox has no Segmenter before 125: there, composed letters are counted, and the server has the last word. */
function countGraphemes(text: string): number {
  return typeof Intl.Segmenter === 'function' ? [...new Intl.Segmenter().segment(text)].length : countCodePoints(text);
}
