import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { Composing, Field } from './composing.ts';
import { insertWords } from './insert-words.ts';
import type { LivingStrings } from './living-strings.ts';
import type { MarkedText } from './marked-text.ts';
import { MentionPicker } from './mention-picker.ts';
import type { ThreadActs } from './thread-acts.ts';
import { type Mark, wrapWords } from './wrap-words.ts';

type Tool = keyof LivingStrings['marks']['tools'];

const MARKS: readonly (readonly [Tool, Mark, TemplateResult])[] = [
  ['bold', '**', html`<b>B</b>`],
  ['italic', '*', html`<i>I</i>`],
  ['quote', '> ', html`❞`],
  ['code', '`', html`&lt;&gt;`],
  ['spoiler', '||', html`<s></s>`],
  ['list', '- ', html`☰`],
];
const MOVES: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowRight: (at, last) => (at === last ? 0 : at + 1),
  ArrowLeft: (at, last) => (at === 0 ? last : at - 1),
  Home: () => 0,
  End: (_, last) => last,
};

/**
 * The marks of each composer, and what its text will look like. They are there from the reader's first own move in a composer that they have come
 * before, her focus or her next letter, and stay, so that nothing moves that she has not moved.
 */
export class ComposerTools implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #acts: () => ThreadActs | undefined;
  readonly #mentions: MentionPicker;
  readonly #opened = new WeakSet();
  readonly #previewed = new WeakSet();
  #composes = false;
  /** The tool that the tab key leads to. */
  #at = 0;

  constructor(host: ReactiveControllerHost & HTMLElement, acts: () => ThreadActs | undefined) {
    this.#host = host;
    this.#acts = acts;
    this.#mentions = new MentionPicker(host, acts);
    for (const name of ['focusin', 'input'] as const) host.addEventListener(name, (event) => this.#onMove(event));
    for (const name of ['compositionstart', 'compositionend'] as const) {
      host.addEventListener(name, () => {
        this.#composes = name === 'compositionstart';
      });
    }
    host.addController(this);
  }

  /** The thread's box grows with them. */
  hostUpdated(): void {
    const acts = this.#acts();
    for (const composing of acts?.composings ?? []) {
      acts?.stretch(composing, composing.textField?.closest('form')?.querySelector<HTMLElement>('.tools')?.offsetHeight ?? 0);
    }
  }

  /** Ids of whom a text means by the names in it. */
  mentionsIn(text: string): readonly string[] {
    return this.#mentions.mentionsIn(text);
  }

  render(composer: Field, { marks, mention, writing }: LivingStrings, marked: MarkedText | undefined, lang: string): TemplateResult | typeof nothing {
    if (!this.#opened.has(composer)) return nothing;
    const preview = this.#previewed.has(composer);
    const text = preview ? (this.#composing(composer)?.textField?.value.normalize('NFC').trim() ?? '') : '';
    const stop = (at: number) => (at === this.#at ? 0 : -1);
    return html`<div class="tools">
      ${this.#mentions.render(composer, mention)}
      ${
        preview
          ? html`<div class="preview" role="group" aria-label=${marks.preview}>${text ? (marked?.(text, lang) ?? html`<p class="text" dir="auto">${text}</p>`) : html`<p class="note">${writing.noText}</p>`}</div>`
          : nothing
      }
      <div role="toolbar" aria-label=${marks.label} aria-controls=${composer.idOf('text')} @keydown=${this.#onKey} @mousedown=${this.#onMouse}>
        ${MARKS.map(([tool, mark, sign], at) => html`<button type="button" class="quiet" tabindex=${stop(at)} aria-label=${marks.tools[tool]} title=${marks.tools[tool]} @click=${() => this.#onMark(composer, mark)}>${sign}</button>`)}
        <button type="button" class="quiet" tabindex=${stop(MARKS.length)} aria-pressed=${preview} @click=${() => this.#onPreview(composer)}>${marks.preview}</button>
      </div>
    </div>`;
  }

  #composing(composer: Field): Composing | undefined {
    return this.#acts()?.composings.find((one) => one.composer === composer);
  }

  #onMove(event: Event): void {
    const [target] = event.composedPath();
    const composer = this.#acts()?.composings.find(({ textField }) => textField === target)?.composer;
    if (!composer) return;
    if (this.#opened.has(composer) && !this.#previewed.has(composer)) return;
    this.#opened.add(composer);
    this.#host.requestUpdate();
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const buttons = [...(event.currentTarget as Element).querySelectorAll('button')];
    const move = Object.hasOwn(MOVES, event.key) ? MOVES[event.key] : undefined;
    if (!move) return;
    event.preventDefault();
    this.#at = move(buttons.indexOf(event.target as HTMLButtonElement), buttons.length - 1);
    buttons[this.#at]?.focus();
    this.#host.requestUpdate();
  };

  /** The field keeps the focus, and with it a phone its keys; while a letter is composed, losing it is what ends that. */
  readonly #onMouse = (event: Event): void => {
    if (!this.#composes) event.preventDefault();
  };

  #onMark(composer: Field, mark: Mark): void {
    const field = this.#composing(composer)?.textField;
    if (field && !this.#composes) writeMark(field, mark);
  }

  #onPreview(composer: Field): void {
    if (!this.#previewed.delete(composer)) this.#previewed.add(composer);
    this.#host.requestUpdate();
  }
}

function writeMark(field: HTMLTextAreaElement, mark: Mark): void {
  const { from, to, insert, select } = wrapWords(field.value, field.selectionStart, field.selectionEnd, mark);
  insertWords(field, from, to, insert);
  field.setSelectionRange(...select);
}
