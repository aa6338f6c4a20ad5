import type { ThreadEntry } from '@bandoc/client';
import { html, nothing, type TemplateResult } from 'lit';
import type { LivingStrings } from './living-strings.ts';
import type { sentenceOf } from './strings.ts';
import type { ThreadActs } from './thread-acts.ts';

/** Whether the newsroom did not take it; nobody else has its words. */
export function isRejected({ own, state, text, sending }: ThreadEntry): boolean {
  return own && state === 'hidden' && text !== '' && !sending;
}

/** How a comment of the reader's own stands. */
export function renderStanding(entry: ThreadEntry, words: LivingStrings, say: typeof sentenceOf): TemplateResult {
  const { sending, state, failure, reason, rule } = entry;
  if (isRejected(entry)) return html`<p class="wrong">${reason ? words.rejected.because(reason) : words.rejected.plain}</p>`;
  if (sending !== 'refused') return html`<p class="note">${sending ? words[sending] : state === 'pending' ? say(words.pending, rule) : words.sent}</p>`;
  const fields = failure?.data?.['fields'] as { readonly text?: unknown } | undefined;
  const code = failure?.code === 'invalid' && typeof fields?.text === 'string' ? fields.text : failure?.code;
  return html`<p class="wrong" role="alert">${say(words.refusals, code)}</p>`;
}

/** What can be done with one that is not sent. */
export function renderUnsentButtons(entry: ThreadEntry, words: LivingStrings, acts: ThreadActs): unknown {
  return [
    entry.sending === 'refused' ? html`<button class="quiet" @click=${() => acts.retry(entry)}>${words.sendAgain}</button>` : nothing,
    html`<button class="quiet" @click=${() => void acts.edit(entry)}>${words.edit}</button>`,
    html`<button class="quiet" @click=${() => acts.discard(entry)}>${words.discard}</button>`,
  ];
}

/** Takes the words of a rejected comment along. */
export function renderCopy({ id, text, author }: ThreadEntry, { copy }: LivingStrings): TemplateResult {
  const onCopy = async ({ currentTarget }: Event) => {
    const button = currentTarget as HTMLElement;
    const says = button.nextElementSibling as HTMLElement;
    try {
      await navigator.clipboard.writeText(text);
      says.textContent = copy.done;
    } catch {
      // Denied, or a page that is not served securely has no clipboard at all.
      const words = (button.getRootNode() as ShadowRoot).querySelector(`#c-${id} .text`);
      if (words) getSelection()?.selectAllChildren(words);
      says.textContent = copy.failed;
    }
  };
  return html`<button class="quiet" aria-label=${copy.label(author.name)} @click=${onCopy}>${copy.button}</button><span class="note" role="status"></span>`;
}
