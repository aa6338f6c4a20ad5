import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { readDraft, writeDraft } from './draft.ts';
import type { ThreadStrings } from './strings.ts';

type Host = ReactiveControllerHost & { readonly renderRoot: HTMLElement | DocumentFragment };

/** What a composer writes for, and whom it tells. */
export interface ComposerPlace {
  /** Unique within the host's shadow root, for the ids of its fields. */
  readonly id: string;
  /** Name of the draft: server, thread and parent. */
  readonly draft: string;
  /** Takes what was written, trimmed and neither empty nor too long. */
  readonly send: (text: string, name: string) => void;
  /** There where the composer can be put away. */
  readonly cancel?: () => void;
  /** Told by how many px the text has made the composer taller. */
  readonly grow?: (px: number) => void;
}

/** What a composer shows that is not its own. */
export interface ComposerContext {
  readonly words: ThreadStrings['composer'];
  readonly label: string;
  readonly max: { readonly text: number; readonly name: number };
  /** The name this reader wrote under last. */
  readonly guestName: string;
  /** Why nothing can be sent at all, in words. */
  readonly barred: string | undefined;
}

type Fault = 'noText' | 'tooLong' | 'noName' | 'nameTooLong' | 'barred';

/** The counter shows when this share of the length is left. */
const NEAR_END = 0.2;

/**
 * A place to write: text, name, and what is wrong with them. The text lives in the field itself, so that nothing ever writes into it while an
 * input method composes a letter; a draft of it is kept as it is typed, until it is sent.
 */
export class CommentComposer {
  readonly #host: Host;
  readonly #place: ComposerPlace;
  readonly #draft: string;
  #fault: Fault | undefined;
  #length: number;
  #grown = 0;

  constructor(host: Host, place: ComposerPlace) {
    this.#host = host;
    this.#place = place;
    this.#draft = readDraft(place.draft);
    this.#length = countCodePoints(this.#draft);
  }

  /** Puts the text of a refused comment back for mending, before whatever stands there. */
  fill(text: string): void {
    const field = this.#field('text');
    if (!field) return;
    field.value = [text, field.value].filter(Boolean).join('\n\n');
    this.#onText();
    field.focus();
  }

  get textField(): HTMLElement | null {
    return this.#field('text');
  }

  render(context: ComposerContext): TemplateResult {
    const { words, label, max, guestName } = context;
    const { id, cancel } = this.#place;
    const left = max.text - this.#length;
    const invalid = (field: string, faults: readonly (Fault | undefined)[]) => ({
      id: `${id}-${field}`,
      wrong: faults.includes(this.#fault) ? 'true' : nothing,
    });
    const text = invalid('text', ['noText', 'tooLong']);
    const name = invalid('name', ['noName', 'nameTooLong']);
    return html`<form class="composer" novalidate @submit=${(event: Event) => this.#onSubmit(event, context)} @keydown=${(event: KeyboardEvent) => this.#onKey(event, context)}>
      <textarea id=${text.id} rows="2" dir="auto" aria-label=${label} placeholder=${label} aria-invalid=${text.wrong} aria-describedby="${id}-says" .defaultValue=${this.#draft} @input=${() => this.#onText()}></textarea>
      <div class="row">
        <input id=${name.id} dir="auto" autocomplete="name" aria-label=${words.name} placeholder=${words.name} aria-invalid=${name.wrong} aria-describedby=${name.wrong === nothing ? nothing : `${id}-says`} .defaultValue=${guestName} />
        <span class="says" id="${id}-says">${this.#fault ? html`<b class="wrong" role="alert">${faultWords(this.#fault, context)}</b>` : this.#counts(max) ? html`<span class=${left < 0 ? 'wrong' : 'note'}>${words.left(left)}</span>` : nothing}</span>
        ${cancel ? html`<button type="button" class="quiet" @click=${cancel}>${words.cancel}</button>` : nothing}
        <button class="primary">${words.send}</button>
      </div>
    </form>`;
  }

  #field(name: 'text' | 'name'): HTMLTextAreaElement | HTMLInputElement | null {
    return this.#host.renderRoot.querySelector(`#${this.#place.id}-${name}`);
  }

  #counts(max: ComposerContext['max']): boolean {
    return this.#length > max.text * (1 - NEAR_END);
  }

  #onText(): void {
    const field = this.#field('text') as HTMLTextAreaElement;
    writeDraft(this.#place.draft, field.value);
    this.#length = countCodePoints(field.value);
    this.#fault = undefined;
    this.#host.requestUpdate();
    // Grows with the text, and never shrinks under her hands.
    const before = field.offsetHeight;
    const missing = field.scrollHeight - field.clientHeight;
    if (missing > 0) field.style.height = `${before + missing}px`;
    this.#growTo(this.#grown + field.offsetHeight - before);
  }

  #growTo(px: number): void {
    if (px === this.#grown) return;
    this.#grown = px;
    this.#place.grow?.(px);
  }

  #onKey(event: KeyboardEvent, context: ComposerContext): void {
    if (event.isComposing) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) this.#onSubmit(event, context);
    if (event.key === 'Escape') this.#place.cancel?.();
  }

  #onSubmit(event: Event, { max, barred }: ComposerContext): void {
    event.preventDefault();
    const field = this.#field('text') as HTMLTextAreaElement;
    const text = field.value.normalize('NFC').trim();
    const name = (this.#field('name')?.value ?? '').normalize('NFC').replace(/\s+/g, ' ').trim();
    this.#fault = faultOf(text, name, max) ?? (barred === undefined ? undefined : 'barred');
    this.#host.requestUpdate();
    if (this.#fault) {
      this.#field(this.#fault === 'noName' || this.#fault === 'nameTooLong' ? 'name' : 'text')?.focus();
      return;
    }
    this.#place.send(text, name);
    field.value = '';
    field.style.height = '';
    this.#length = 0;
    this.#growTo(0);
    writeDraft(this.#place.draft, '');
  }
}

function faultOf(text: string, name: string, max: ComposerContext['max']): Fault | undefined {
  if (!text) return 'noText';
  if (countCodePoints(text) > max.text) return 'tooLong';
  if (!name) return 'noName';
  return countGraphemes(name) > max.name ? 'nameTooLong' : undefined;
}

function faultWords(fault: Fault, { words, max, barred = '' }: ComposerContext): string {
  if (fault === 'barred') return barred;
  if (fault === 'tooLong') return words.tooLong(max.text);
  if (fault === 'nameTooLong') return words.nameTooLong(max.name);
  return words[fault];
}

function countCodePoints(text: string): number {
  return Array.from(text).length;
}

/** Firefox has no Segmenter before 125: there, letters and their marks are counted as they come, and the server has the last word. */
function countGraphemes(text: string): number {
  return typeof Intl.Segmenter === 'function' ? [...new Intl.Segmenter().segment(text)].length : countCodePoints(text);
}
