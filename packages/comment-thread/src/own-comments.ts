import type { ThreadEntry } from '@bandoc/client';
import { html, nothing, type TemplateResult } from 'lit';
import type { LivingStrings } from './living-strings.ts';
import type { sentenceOf } from './strings.ts';
import type { ThreadActs } from './thread-acts.ts';

/** What is shown with the reader's own comments, under way and after: how each stands, and what can be done while it is not published. */
export interface OwnComments {
  standing(entry: ThreadEntry): unknown;
  buttons(entry: ThreadEntry): unknown;
}

/** `say` is handed in: what this chunk and the thread's first both import would be one more to fetch. */
export function createOwnComments(acts: ThreadActs, words: LivingStrings, say: typeof sentenceOf): OwnComments {
  return {
    standing: (entry) => (entry.sending || entry.state === 'pending' || acts.sent.has(entry.id) ? renderStanding(entry, words, say) : nothing),
    buttons: (entry) => (entry.sending === 'sending' ? nothing : renderButtons(entry, words, acts)),
  };
}

function renderStanding({ sending, state, failure }: ThreadEntry, words: LivingStrings, say: typeof sentenceOf): TemplateResult {
  if (sending !== 'refused') return html`<p class="note">${sending ? words[sending] : state === 'pending' ? words.pending : words.sent}</p>`;
  const fields = failure?.data?.['fields'] as { readonly text?: unknown } | undefined;
  const code = failure?.code === 'invalid' && typeof fields?.text === 'string' ? fields.text : failure?.code;
  return html`<p class="wrong" role="alert">${say(words.refusals, code)}</p>`;
}

function renderButtons(entry: ThreadEntry, words: LivingStrings, acts: ThreadActs): unknown {
  return [
    entry.sending === 'refused' ? html`<button class="quiet" @click=${() => acts.retry(entry)}>${words.sendAgain}</button>` : nothing,
    html`<button class="quiet" @click=${() => void acts.edit(entry)}>${words.edit}</button>`,
    html`<button class="quiet" @click=${() => acts.discard(entry)}>${words.discard}</button>`,
  ];
}
