import type { ThreadEntry } from '@bandoc/client';
import { html, nothing } from 'lit';
import type { LivingStrings } from './living-strings.ts';
import type { ThreadActs } from './thread-acts.ts';

/** Folds the branch below a comment, and opens it again; folded, it tells how many replies are in it. */
export function renderBranchButton(entry: ThreadEntry, held: readonly ThreadEntry[], { branch }: LivingStrings, acts: ThreadActs): unknown {
  const { replies, author } = entry;
  const folded = acts.isFolded(entry);
  // Where all of them wait to be shown, there is nothing to fold.
  if (replies <= held.length) return nothing;
  return html`<button
    class="quiet branch"
    aria-expanded=${!folded}
    aria-label=${(folded ? branch.openOf : branch.foldOf)(replies, author.name)}
    @click=${() => acts.turnBranch(entry, !folded)}
  >${folded ? branch.open(replies) : branch.fold}</button>`;
}
