import { html, nothing, type TemplateResult } from 'lit';
import { readDraft, writeDraft } from './draft.ts';
import type { ThreadWords } from './living-strings.ts';

/** What is wrong with what was written, by the name of its words; `barred`: nothing can be sent at all. */
export type ComposerFault = 'noText' | 'tooLong' | 'noName' | 'nameTooLong' | 'barred';

/** What a composer shows that is not its own. */
export interface ComposerContext {
  readonly words: ThreadWords;
  readonly label: string;
  readonly max: { readonly text: number; readonly name: number };
  /** The name this reader wrote under last. */
  readonly guestName: string;
  /** Why nothing can be sent at all, in words. */
  readonly barred: string | undefined;
  /** The reader typed, sends, or puts the composer away. */
  typed(): void;
  send(): void;
  cancel(): void;
}

/** The counter shows when this share of the length is left. */
const NEAR_END = 0.2;

/**
 * A place to write: text, name, and what is wrong with them. The text lives in the field itself, so that nothing ever writes into it while an
 * input method composes a letter, and so that it can be typed into before anything that sends it is there.
 */
export class CommentComposer {
  /** The comment that is answered; null = the thread's own composer. */
  readonly parent: string | null;
  /** What was in it when it opened. */
  readonly draft: string;
  fault: ComposerFault | undefined;
  /** In code points. */
  length: number;
  readonly #place: string;

  /** `drafts` is the name of the thread's drafts on this device. */
  constructor(parent: string | null, drafts: string) {
    this.parent = parent;
    this.#place = `${drafts} ${parent ?? ''}`;
    this.draft = readDraft(this.#place);
    this.length = Array.from(this.draft).length;
  }

  /** Id of a field, unique within the thread. */
  idOf(field: 'text' | 'name'): string {
    return `${this.parent === null ? 'write' : 'reply'}-${field}`;
  }

  /** Keeps what is written in it so far. */
  keep(text: string): void {
    writeDraft(this.#place, text);
    this.length = Array.from(text).length;
  }

  render(context: ComposerContext): TemplateResult {
    const { words, label, max, guestName, typed, send, cancel } = context;
    const { fault, length, parent } = this;
    const says = `${this.idOf('text')}-says`;
    const wrongName = fault === 'noName' || fault === 'nameTooLong';
    const wrongText = fault === 'noText' || fault === 'tooLong';
    const left = max.text - length;
    return html`<form
      class="composer"
      novalidate
      @submit=${(event: Event) => {
        event.preventDefault();
        send();
      }}
      @keydown=${(event: KeyboardEvent) => {
        if (event.isComposing) return;
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send();
        if (event.key === 'Escape' && parent !== null) cancel();
      }}
    >
      <textarea id=${this.idOf('text')} rows="2" dir="auto" aria-label=${label} placeholder=${label} aria-invalid=${wrongText || nothing} aria-describedby=${says} .defaultValue=${this.draft} @input=${typed}></textarea>
      <div class="row">
        <input id=${this.idOf('name')} dir="auto" autocomplete="name" aria-label=${words.composer.name} placeholder=${words.composer.name} aria-invalid=${wrongName || nothing} aria-describedby=${wrongName ? says : nothing} .defaultValue=${guestName} />
        <span class="says" id=${says}>${fault ? html`<b class="wrong" role="alert">${faultWords(fault, context)}</b>` : left < max.text * NEAR_END ? html`<span class=${left < 0 ? 'wrong' : 'note'}>${words.living?.writing.left(left)}</span>` : nothing}</span>
        ${parent === null ? nothing : html`<button type="button" class="quiet" @click=${cancel}>${words.living?.writing.cancel}</button>`}
        <button class="primary">${words.composer.send}</button>
      </div>
    </form>`;
  }
}

function faultWords(fault: ComposerFault, { words, max, barred }: ComposerContext): string | undefined {
  if (fault === 'barred') return barred;
  const writing = words.living?.writing;
  if (fault === 'tooLong') return writing?.tooLong(max.text);
  if (fault === 'nameTooLong') return writing?.nameTooLong(max.name);
  return writing?.[fault];
}
