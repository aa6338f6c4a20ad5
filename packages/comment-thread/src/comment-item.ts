import type { ThreadEntry } from '@bandoc/client';
import { html, nothing, type TemplateResult } from 'lit';
import type { Act } from './act.ts';
import type { Split } from './arrivals.ts';
import type { ThreadWords } from './living-strings.ts';
import type { OwnComments } from './own-comments.ts';
import { fullTime, relativeTime } from './relative-time.ts';

/** What a comment is shown by. */
export interface ItemContext {
  readonly words: ThreadWords;
  readonly lang: string;
  /** ms, by the server's clock. */
  readonly now: number;
  /** Once there can be any. */
  readonly own: OwnComments | undefined;
  /** What of a list is shown, and what waits. */
  readonly split: (entries: readonly ThreadEntry[]) => Split;
  /** Does what its buttons ask for, at once or once it can be done. */
  readonly act: Act;
}

/** One comment: who, when, what, and what can be done; `held` replies wait to be shown. Its words are text nodes and nothing else. */
export function renderComment(entry: ThreadEntry, held: readonly ThreadEntry[], context: ItemContext): TemplateResult {
  const { words, lang, now, own } = context;
  const { id, author, text, time, state, sending } = entry;
  const full = fullTime(time, lang);
  const empty = state === 'gone' ? words.gone : state === 'hidden' ? words.hidden : undefined;
  return html`<article id="c-${id}" tabindex="-1" aria-label=${words.article(author.name, full)} class=${sending ?? ''}>
    <p class="who">
      <b dir="auto">${author.name}</b>
      <time datetime=${new Date(time).toISOString()} title=${full}>${relativeTime(time, now, lang, words.justNow)}</time>
    </p>
    ${empty === undefined ? html`<p class="text" dir="auto">${text}</p>` : html`<p class="text note">${empty}</p>`}
    ${own?.standing(entry)}
    <p class="acts">${sending ? own?.buttons(entry) : renderActions(entry, held, context)}</p>
  </article>`;
}

function renderActions(entry: ThreadEntry, held: readonly ThreadEntry[], { words, act }: ItemContext): unknown[] {
  return [
    entry.state === 'shown'
      ? html`<button class="quiet" aria-label=${words.replyTo(entry.author.name)} @click=${() => act((acts) => acts.answer(entry))}>${words.reply}</button>`
      : nothing,
    words.living && held.length > 0
      ? html`<button class="pill" @click=${() => act((acts) => acts.reveal(held))}>${words.living.newReplies(held.length)}</button>`
      : nothing,
  ];
}
