import type { ThreadEntry, ThreadReading } from '@bandoc/client';
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { type ItemContext, renderComment } from './comment-item.ts';
import type { ListWindows } from './list-windows.ts';

/** What a list of comments is shown by. */
export interface ListContext extends ItemContext {
  readonly view: ThreadReading;
  /** How many steps to the right replies go at most. */
  readonly depth: number;
  /** Once the thread lives: what of a list is rendered. */
  readonly windows: ListWindows | undefined;
  readonly isFolded: (entry: ThreadEntry) => boolean;
  /** The composer that is open below a comment, or nothing. */
  readonly replyComposer: (entry: ThreadEntry) => unknown;
}

/** Comments, each with the replies that are shown below it; `above` are what these answer, the root first. */
export function renderComments(entries: readonly ThreadEntry[], context: ListContext, above: readonly ThreadEntry[] = []): unknown {
  const { view, words, depth, windows, isFolded, split, act, replyComposer } = context;
  return repeat(
    windows?.pieces(entries, above.at(-1)?.id) ?? entries,
    ({ id }) => id,
    (entry) => {
      if ('gap' in entry) return entry.gap;
      const folded = isFolded(entry);
      const { shown, held } = split(folded ? [] : view.repliesOf(entry.id));
      const missing = !folded && view.moreRepliesOf(entry.id);
      return html`<li>
        ${renderComment(entry, held, context, above.at(-1))} ${replyComposer(entry)}
        ${shown.length > 0 ? html`<ol class="replies ${above.length < depth ? '' : 'flat'}" role="list">${renderComments(shown, context, [...above, entry])}</ol>` : nothing}
        ${missing ? html`<button class="more" @click=${() => act((acts) => acts.moreReplies(entry, shown))}>${words.moreReplies(missing)}</button>` : nothing}
      </li>`;
    },
  );
}
