import type { ThreadEntry, WordingsView } from '@bandoc/client';
import { html, nothing, type TemplateResult } from 'lit';
import type { LivingStrings } from './living-strings.ts';
import type { OpenStage } from './stage.ts';

/** What a comment said before it was edited, below its words, for moderators; asked for when it is opened, and kept up to date while it is. */
export class CommentWordings {
  readonly #stage: OpenStage;
  #open: { readonly id: string; readonly view: WordingsView } | undefined;

  constructor(stage: OpenStage) {
    this.#stage = stage;
    stage.host.addController({ hostDisconnected: () => this.#end() });
  }

  /** Whether this reader may see what it said before. */
  isOffered({ edited, state }: ThreadEntry): boolean {
    const client = this.#stage.client();
    return !!edited && state !== 'gone' && client?.has('past') !== false && !!client?.reader?.roles.includes('moderator');
  }

  open({ id }: ThreadEntry): void {
    const { fold, focus, host, view } = this.#stage;
    this.#end();
    const wordings = view()?.wordings(id);
    if (!wordings) return;
    fold.turn(true);
    wordings.subscribe(() => host.requestUpdate());
    this.#open = { id, view: wordings };
    focus(() => host.renderRoot.querySelector<HTMLElement>('.wordings'));
  }

  render(entry: ThreadEntry, { wordings: words }: LivingStrings): TemplateResult | undefined {
    if (this.#open?.id !== entry.id || !this.isOffered(entry)) return undefined;
    const { status, wordings } = this.#open.view;
    const says = { loading: words.loading, failed: words.failed, ready: wordings.length === 0 ? words.none : undefined }[status];
    return html`<div class="wordings" role="group" tabindex="-1" aria-label=${words.of(entry.author.name)} @keydown=${(event: KeyboardEvent) => event.key === 'Escape' && this.#close(entry)}>
      <p class="note" role="status">${says}</p>
      ${
        wordings.length === 0
          ? nothing
          : html`<ol role="list">${wordings.map(
              ({ text, time }) => html`<li>
                <time datetime=${new Date(time).toISOString()}>${words.at(this.#stage.shown(time))}</time>
                <p class="text" dir="auto">${text}</p>
              </li>`,
            )}</ol>`
      }
      <button @click=${() => this.#close(entry)}>${words.close}</button>
    </div>`;
  }

  #close({ id }: ThreadEntry): void {
    const { focus, host } = this.#stage;
    this.#end();
    focus(() => (host.renderRoot as ShadowRoot).getElementById(`menu-of-${id}`));
  }

  #end(): void {
    this.#open?.view.close();
    this.#open = undefined;
  }
}
