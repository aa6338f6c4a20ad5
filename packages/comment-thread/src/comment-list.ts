import type { ThreadEntry, ThreadReading } from '@bandoc/client';
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { type ItemContext, renderComment } from './comment-item.ts';

/** What a list of comments is shown by. */
export interface ListContext extends ItemContext {
  readonly view: ThreadReading;
  /** The composer that is open below a comment, or nothing. */
  readonly replyComposer: (entry: ThreadEntry) => unknown;
}

/** Comments, each with the replies that are shown below it. */
export function renderComments(entries: readonly ThreadEntry[], context: ListContext): unknown {
  const { view, words, split, act, replyComposer } = context;
  return repeat(
    entries,
    ({ id }) => id,
    (entry) => {
      const { shown, held } = split(view.repliesOf(entry.id));
      const missing = view.moreRepliesOf(entry.id);
      return html`<li>
        ${renderComment(entry, held, context)} ${replyComposer(entry)}
        ${shown.length > 0 ? html`<ol class="replies" role="list">${renderComments(shown, context)}</ol>` : nothing}
        ${missing > 0 ? html`<button class="more" @click=${() => act((acts) => acts.moreReplies(entry, shown))}>${words.moreReplies(missing)}</button>` : nothing}
      </li>`;
    },
  );
}
