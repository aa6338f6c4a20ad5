import type { ThreadEntry } from '@bandoc/client';
import { html, nothing } from 'lit';
import { renderBranchButton } from './branch-button.ts';
import { renderLinked } from './linked-comment.ts';
import type { LivingStrings } from './living-strings.ts';
import { isRejected, renderCopy, renderStanding, renderUnsentButtons } from './own-comments.ts';
import { renderKinds, renderReactions, renderRefusedReaction } from './reactions.ts';
import { renderFresh } from './since-visit.ts';
import type { sentenceOf } from './strings.ts';
import type { ThreadActs } from './thread-acts.ts';

/** What a comment gains once its thread lives. */
export interface LivingComment {
  /** In the place of its words. */
  instead(entry: ThreadEntry): unknown;
  /** Below its words: how one of the reader's own stands. */
  standing(entry: ThreadEntry): unknown;
  /** What can be done with it, besides answering; `held` replies wait to be shown. */
  actions(entry: ThreadEntry, held: readonly ThreadEntry[]): unknown;
  /** What is open below that. */
  below(entry: ThreadEntry): unknown;
}

/** `say` is handed in: what this chunk and the thread's first both import would be one more to fetch. */
export function createLivingComment(acts: ThreadActs, words: LivingStrings, lang: string, say: typeof sentenceOf): LivingComment {
  return {
    instead: (entry) => acts.comments.renderInstead(entry, words, lang),
    standing: (entry) => [
      entry.id === acts.linked ? renderLinked(words) : nothing,
      acts.isNew(entry) ? renderFresh(words) : nothing,
      entry.sending || entry.state === 'pending' || isRejected(entry) || (acts.sent.has(entry.id) && !acts.comments.isAway(entry))
        ? renderStanding(entry, words, say)
        : nothing,
      acts.comments.renderBelow(entry, words, say),
    ],
    actions: (entry, held) => {
      const branch = renderBranchButton(entry, held, words, acts);
      if (entry.sending) return [branch, entry.sending === 'sending' ? nothing : renderUnsentButtons(entry, words, acts)];
      const news = held.length > 0 ? html`<button class="pill" @click=${() => acts.reveal(held)}>${words.newReplies(held.length)}</button>` : nothing;
      const other = acts.comments.renderActions(entry, words);
      if (isRejected(entry)) return [renderCopy(entry, words), branch, news, other];
      return acts.comments.isAway(entry) ? [other, branch, news] : [renderReactions(entry, lang, words, acts), branch, news, other];
    },
    below: (entry) => [renderKinds(entry, words, acts), renderRefusedReaction(entry, words, say)],
  };
}
