import type { ThreadEntry } from '@bandoc/client';
import { html, nothing, type TemplateResult } from 'lit';
import type { ComposerFault } from './comment-composer.ts';
import { Composing } from './composing.ts';
import type { LivingStrings } from './living-strings.ts';
import type { OpenStage } from './stage.ts';

/** A place to change the words of a comment, for the page's life. */
class Editor {
  readonly draft = '';
  fault: ComposerFault | undefined;
  left: number | undefined;
  readonly #name: string;

  constructor(name: string) {
    this.#name = name;
  }

  idOf(field: 'text' | 'name'): string {
    return `${this.#name}-${field}`;
  }

  /** What is being changed is no draft: it is there as it was. */
  keep(): void {}
}

interface Edit {
  readonly editor: Editor;
  readonly composing: Composing;
  /** ms by the server's clock; undefined where it is not told. */
  readonly until: number | undefined;
  readonly timer: ReturnType<typeof setTimeout> | undefined;
}

/** A timer of the browser's takes no more, ms. */
const LONGEST = 2 ** 31 - 1;

/** Changes comments of the reader's own where they stand, until the server's window ends. */
export class CommentEditing {
  readonly #stage: OpenStage;
  readonly #edits = new Map<string, Edit>();
  #opened = 0;

  constructor(stage: OpenStage) {
    this.#stage = stage;
  }

  /** Puts these words in the place of the comment, to be changed. */
  async open({ id, editUntil: until }: ThreadEntry, words: string): Promise<void> {
    const { host, fold, view, limits } = this.#stage;
    fold.turn(true);
    const editor = new Editor(`edit-${(this.#opened += 1)}`);
    // Who may change it has a name already.
    const composing = new Composing(editor, host.renderRoot, () => ({ ...limits(), readerName: '' }));
    const left = (until ?? Infinity) - (view()?.now() ?? 0);
    const timer = left < LONGEST ? setTimeout(() => host.requestUpdate(), Math.max(0, left)) : undefined;
    this.#close(id);
    this.#edits.set(id, { editor, composing, until, timer });
    host.requestUpdate();
    await host.updateComplete;
    composing.fill(words);
    host.requestUpdate();
  }

  isOpen(id: string): boolean {
    return this.#edits.has(id);
  }

  get composings(): readonly Composing[] {
    return [...this.#edits.values()].map(({ composing }) => composing);
  }

  /** What stands in the comment's place while it is changed. */
  render(entry: ThreadEntry, words: LivingStrings, lang: string): TemplateResult | undefined {
    const edit = this.#edits.get(entry.id);
    if (!edit) return undefined;
    const { menu, writing } = words;
    const { editor, composing, until } = edit;
    const { fault, left } = editor;
    const { shown, view, follower, controller } = this.#stage;
    const now = view()?.now() ?? 0;
    const isOver = until !== undefined && now >= until;
    const [text, says, ends] = [editor.idOf('text'), `${editor.idOf('text')}-says`, `${editor.idOf('text')}-until`];
    const save = () => this.#save(entry, edit);
    return html`<form
      class="composer"
      novalidate
      @submit=${(event: Event) => {
        event.preventDefault();
        save();
      }}
      @keydown=${(event: KeyboardEvent) => {
        if (event.isComposing) return;
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save();
        if (event.key === 'Escape') this.#cancel(entry);
      }}
    >
      <textarea id=${text} rows="2" dir="auto" aria-label=${menu.editing.label} aria-invalid=${fault ? 'true' : nothing} aria-describedby="${says} ${ends}" @input=${() => {
        composing.typed();
        this.#stage.host.requestUpdate();
      }}></textarea>
      ${follower.tools.render(editor, words, controller.marked, lang)}
      <div class="row">
        <span class="until ${isOver ? 'wrong' : 'note'}" id=${ends} role=${isOver ? 'alert' : nothing}>${isOver ? menu.editing.over : until === undefined ? nothing : menu.editing.until(shown(until), shown(now))}</span>
        <span class="says" id=${says}>${fault ? html`<b class="wrong" role="alert">${fault.says(words)}</b>` : left === undefined ? nothing : html`<span class=${left < 0 ? 'wrong' : 'note'}>${writing.left(left)}</span>`}</span>
        <button type="button" class="quiet" @click=${() => this.#cancel(entry)}>${writing.cancel}</button>
        <button class="primary" aria-disabled=${isOver}>${menu.editing.save}</button>
      </div>
    </form>`;
  }

  #save({ id, text }: ThreadEntry, { composing, until }: Edit): void {
    const view = this.#stage.view();
    if (!view || view.now() >= (until ?? Infinity)) return;
    const written = composing.read();
    this.#stage.host.requestUpdate();
    if (!written) return;
    if (written.text !== text) view.edit(id, written.text, this.#stage.follower.tools.mentionsIn(written.text));
    this.#close(id);
    this.#stage.focus(() => this.#root.getElementById(`c-${id}`));
  }

  #cancel({ id }: ThreadEntry): void {
    this.#close(id);
    this.#stage.focus(() => this.#root.getElementById(`menu-of-${id}`) ?? this.#root.getElementById(`c-${id}`));
  }

  #close(id: string): void {
    clearTimeout(this.#edits.get(id)?.timer);
    this.#edits.delete(id);
  }

  get #root(): ShadowRoot {
    return this.#stage.host.renderRoot as ShadowRoot;
  }
}
