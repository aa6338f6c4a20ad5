import type { CommentComposer, ComposerFault } from './comment-composer.ts';
import type { LivingStrings } from './living-strings.ts';

/** What may be written, in code points and graphemes, and why nothing can be sent at all. */
export interface ComposingLimits {
  readonly max: { readonly text: number; readonly name: number };
  /** Of the reader who is signed in on the page. */
  readonly readerName: string | undefined;
  readonly barred: ((words: LivingStrings) => string) | undefined;
}

/** What is left of the length is told when it is less than this share of it. */
const NEAR_END = 0.2;

/** What a reader has written, trimmed and neither empty nor too long. */
export interface Written {
  readonly text: string;
  readonly name: string;
}

/** What is written in: a composer, or what is like it in this. */
export type Field = Pick<CommentComposer, 'draft' | 'fault' | 'left' | 'idOf' | 'keep'> & { readonly draftKey?: string };

/** Writes in a composer: keeps the draft as it is typed, lets the field grow with it, and says what is wrong before it is sent. */
export class Composing {
  /** By how many px the text has made it taller. */
  grown = 0;
  /** How tall what helps to write is, px. */
  tools = 0;
  readonly composer: Field;
  readonly #root: ParentNode;
  readonly #limits: () => ComposingLimits;

  constructor(composer: Field, root: ParentNode, limits: () => ComposingLimits) {
    this.composer = composer;
    this.#root = root;
    this.#limits = limits;
    this.#measure(composer.draft);
  }

  get textField(): HTMLTextAreaElement | null {
    return this.#root.querySelector(`#${this.composer.idOf('text')}`);
  }

  typed(): void {
    const field = this.textField;
    if (!field) return;
    this.composer.keep(field.value);
    this.#measure(field.value);
    this.composer.fault = undefined;
    // Grows with the text, and never shrinks under her hands.
    const before = field.offsetHeight;
    const missing = field.scrollHeight - field.clientHeight;
    if (missing > 0) field.style.height = `${before + missing}px`;
    this.grown += field.offsetHeight - before;
  }

  /** What can be sent; otherwise undefined, with the fault named and the focus where it is. */
  read(): Written | undefined {
    const { max, readerName, barred } = this.#limits();
    const field = this.textField;
    const nameField = this.#root.querySelector<HTMLInputElement>(`#${this.composer.idOf('name')}`);
    if (!field) return undefined;
    const text = field.value.normalize('NFC').trim();
    const name = nameField?.value.normalize('NFC').replace(/\s+/g, ' ').trim();
    const fault = faultOf(text, max) ?? (readerName === undefined ? faultOfName(name, max) : undefined) ?? (barred && { field: 'text', says: barred });
    this.composer.fault = fault;
    if (fault) ((fault.field === 'name' && nameField) || field).focus();
    return fault ? undefined : { text, name: readerName ?? name ?? '' };
  }

  /** It has been sent. */
  clear(): void {
    const field = this.textField;
    if (!field) return;
    field.value = '';
    this.#shrink(field);
    this.composer.keep('');
    this.#measure('');
  }

  /** Puts the text of a refused comment back for mending, before whatever stands there. */
  fill(text: string): void {
    const field = this.textField;
    if (!field) return;
    field.value = [text, field.value].filter(Boolean).join('\n\n');
    this.typed();
    field.focus();
  }

  /** Another tab changed the draft that stands here. */
  follow(before: string, now: string): void {
    const field = this.textField;
    if (!field || field.value !== before) return;
    field.value = now;
    this.composer.keep(now);
    if (!now) this.#shrink(field);
    this.#measure(now);
  }

  #shrink(field: HTMLTextAreaElement): void {
    field.style.height = '';
    this.grown = 0;
  }

  #measure(text: string): void {
    const { max } = this.#limits();
    const left = max.text - countCodePoints(text);
    this.composer.left = left < max.text * NEAR_END ? left : undefined;
  }
}

function faultOf(text: string, max: ComposingLimits['max']): ComposerFault | undefined {
  if (!text) return { field: 'text', says: ({ writing }) => writing.noText };
  return countCodePoints(text) > max.text ? { field: 'text', says: ({ writing }) => writing.tooLong(max.text) } : undefined;
}

function faultOfName(name: string | undefined, max: ComposingLimits['max']): ComposerFault | undefined {
  if (!name) return { field: 'name', says: ({ writing }) => writing.noName };
  return countGraphemes(name) > max.name ? { field: 'name', says: ({ writing }) => writing.nameTooLong(max.name) } : undefined;
}

function countCodePoints(text: string): number {
  return Array.from(text).length;
}

/** Firefox has no Segmenter before 125: there, letters and their marks are counted as they come, and the server has the last word. */
function countGraphemes(text: string): number {
  return typeof Intl.Segmenter === 'function' ? [...new Intl.Segmenter().segment(text)].length : countCodePoints(text);
}
