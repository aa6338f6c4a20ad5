import { html, nothing, type TemplateResult } from 'lit';
import { draftKey, readDraft, writeDraft } from './draft.ts';
import type { LivingStrings, ThreadWords } from './living-strings.ts';

/** What is wrong with what was written: in which field, and in words. */
export interface ComposerFault {
  readonly field: 'text' | 'name';
  readonly says: (words: LivingStrings) => string;
}

/** What a composer shows that is not its own. */
export interface ComposerContext {
  readonly words: ThreadWords;
  readonly label: string;
  /** The name of the reader who is signed in on the page: she is not asked for another. */
  readonly readerName: string | undefined;
  /** The name this reader wrote under last. */
  readonly guestName: string;
  /** Why nothing can be written, if nothing can. */
  readonly closed: string | undefined;
  /** Whether it is because she has to sign in first. */
  readonly signedOut: boolean | undefined;
  /** Said beside the fields while nothing else is. */
  readonly notice: string | undefined;
  /** What helps to write, once the reader has come to it. */
  readonly tools: unknown;
  /** The reader typed, sends, or puts the composer away. */
  typed(): void;
  send(): void;
  cancel(): void;
}

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
  /** How many code points more it may have; undefined while there is room enough. */
  left: number | undefined;
  readonly #place: string;

  /** `drafts` is the name of the thread's drafts on this device. */
  constructor(parent: string | null, drafts: string) {
    this.parent = parent;
    this.#place = `${drafts} ${parent ?? ''}`;
    this.draft = readDraft(this.#place);
  }

  /** Id of a field, unique within the thread. */
  idOf(field: 'text' | 'name'): string {
    return `${this.parent === null ? 'write' : 'reply'}-${field}`;
  }

  /** The name of its draft on this device. */
  get draftKey(): string {
    return draftKey(this.#place);
  }

  /** Keeps what is written in it so far. */
  keep(text: string): void {
    writeDraft(this.#place, text);
  }

  render(context: ComposerContext): TemplateResult {
    const { words, readerName, guestName, closed, signedOut, notice, tools, typed, send, cancel } = context;
    const { fault, left, parent } = this;
    const { living } = words;
    const label = closed ?? context.label;
    const says = `${this.idOf('text')}-says`;
    const wrong = (field: 'text' | 'name') => (fault?.field === field ? 'true' : nothing);
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
      <textarea id=${this.idOf('text')} rows="2" dir="auto" aria-label=${label} placeholder=${label} ?disabled=${closed} aria-invalid=${wrong('text')} aria-describedby=${says} .defaultValue=${this.draft} @input=${typed}></textarea>
      ${tools}
      <div class="row">
        ${
          readerName
            ? html`<b dir="auto">${readerName}</b>`
            : closed
              ? nothing
              : html`<input id=${this.idOf('name')} dir="auto" autocomplete="name" aria-label=${words.composer.name} placeholder=${words.composer.name} aria-invalid=${wrong('name')} aria-describedby=${fault?.field === 'name' ? says : nothing} .defaultValue=${guestName} />`
        }
        <span class="says" id=${says}>${living && (fault ? html`<b class="wrong" role="alert">${fault.says(living)}</b>` : html`<span class=${(left ?? 0) < 0 ? 'wrong' : 'note'}>${left === undefined ? notice : living.writing.left(left)}</span>`)}</span>
        ${parent === null ? nothing : html`<button type="button" class="quiet" @click=${cancel}>${living?.writing.cancel}</button>`}
        <button class="primary ${closed && !signedOut ? 'away' : ''}">${signedOut ? living?.signIn.button : words.composer.send}</button>
      </div>
    </form>`;
  }
}
