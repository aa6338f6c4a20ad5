import type { ThreadEntry } from '@bandoc/client';
import { emit } from '@bandoc/ui';
import { html, type TemplateResult } from 'lit';
import { linkOfComment } from './link-of-comment.ts';
import type { MenuStrings } from './menu-strings.ts';
import type { OpenStage } from './stage.ts';

/** How much of a comment goes with its address, in code points. */
const EXCERPT = 140;

/** Gives the address of one comment: to the clipboard, to whatever on the page shares addresses, or, where neither takes it, to the reader. */
export class CommentSharing {
  readonly #stage: OpenStage;
  /** The comment whose address is shown, to be copied by hand. */
  #byHand: string | undefined;

  constructor(stage: OpenStage) {
    this.#stage = stage;
  }

  /** `copied` is called once it is in the clipboard. */
  async copy({ id }: ThreadEntry, copied: () => void): Promise<void> {
    const { host, fold, focus } = this.#stage;
    this.#byHand = undefined;
    try {
      await navigator.clipboard.writeText(linkOfComment(host, id));
      copied();
    } catch {
      // Denied, or a page that is not served securely has no clipboard at all.
      fold.turn(true);
      this.#byHand = id;
      focus(() => {
        const field = host.renderRoot.querySelector<HTMLInputElement>('.link input');
        field?.select();
        return field;
      });
    }
  }

  /** Asks the page to share it; where nobody answers, its address is copied. */
  share(entry: ThreadEntry, { sharing: words }: MenuStrings, copied: () => void): void {
    const { host } = this.#stage;
    const { id, author, text } = entry;
    const letters = Array.from(text.replace(/\s+/g, ' '));
    const excerpt = letters.length > EXCERPT ? `${letters.slice(0, EXCERPT).join('')}…` : letters.join('');
    const detail = { url: linkOfComment(host, id), title: words.title(author.name, document.title), text: excerpt };
    if (emit(host, 'bandoc-share-requested', detail)) void this.copy(entry, copied);
  }

  render({ id }: ThreadEntry, { sharing: words }: MenuStrings): TemplateResult | undefined {
    if (this.#byHand !== id) return undefined;
    return html`<div class="link" @keydown=${(event: KeyboardEvent) => event.key === 'Escape' && this.#close(id)}>
      <p class="note" id="link-says">${words.byHand}</p>
      <input readonly aria-label=${words.address} aria-describedby="link-says" .value=${linkOfComment(this.#stage.host, id)} />
      <button @click=${() => this.#close(id)}>${words.close}</button>
    </div>`;
  }

  #close(id: string): void {
    this.#byHand = undefined;
    this.#stage.focus(() => (this.#stage.host.renderRoot as ShadowRoot).getElementById(`menu-of-${id}`));
  }
}
