import type { ThreadEntry } from '@bandoc/client';
import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import type { MenuStrings } from './menu-strings.ts';
import { MutedAuthors } from './muted-authors.ts';
import type { OpenStage } from './stage.ts';

/** Hides what somebody writes from this reader: a line stands in the place of each comment, so that the replies keep theirs. */
export class CommentMuting implements ReactiveController {
  readonly #stage: OpenStage;
  readonly #authors = new MutedAuthors();
  /** Heights of what was on the page before this was, px: it keeps them, so that nothing moves when this arrives. */
  readonly #heights = new Map<string, number>();

  constructor(stage: OpenStage) {
    this.#stage = stage;
    for (const article of stage.host.renderRoot.querySelectorAll('article')) {
      const [who, text] = [article.querySelector('.who'), article.querySelector('.text')];
      if (who && text) this.#heights.set(article.id, text.getBoundingClientRect().bottom - who.getBoundingClientRect().top);
    }
    stage.host.addController(this);
  }

  /** Who wrote it is not to be read either; its line of the name is rendered by what came before this. */
  hostUpdated(): void {
    for (const article of this.#stage.host.renderRoot.querySelectorAll('article')) {
      article.toggleAttribute('data-muted', article.querySelector(':scope > .muted') !== null);
    }
  }

  hides({ author, own, state }: ThreadEntry): boolean {
    return !own && state === 'shown' && this.#authors.has(author.id);
  }

  render(entry: ThreadEntry, words: MenuStrings): TemplateResult | undefined {
    if (!this.hides(entry)) return undefined;
    const height = this.#heights.get(`c-${entry.id}`);
    return html`<p class="text note muted" style=${height === undefined ? nothing : `min-block-size:${height}px`}>${words.muted}</p>`;
  }

  turn({ id, author }: ThreadEntry, muted: boolean): void {
    const { host, focus } = this.#stage;
    // What she moves herself may move.
    this.#heights.clear();
    this.#authors.turn(author.id, muted);
    focus(() => host.renderRoot.querySelector<HTMLElement>(`#c-${CSS.escape(id)} > .acts button`));
  }
}
