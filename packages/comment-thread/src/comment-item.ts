import type { ThreadEntry } from '@bandoc/client';
import { html, nothing, type TemplateResult } from 'lit';
import { fullTime, relativeTime } from './relative-time.ts';
import type { ThreadStrings } from './strings.ts';

/** What a comment is shown by, and what its buttons do. */
export interface ItemContext {
  readonly words: ThreadStrings;
  readonly lang: string;
  /** ms, by the server's clock. */
  readonly now: number;
  /** How many replies wait to be shown below it. */
  readonly held: number;
  readonly reply: (entry: ThreadEntry) => void;
  readonly revealReplies: (entry: ThreadEntry) => void;
  readonly retry: (entry: ThreadEntry) => void;
  readonly edit: (entry: ThreadEntry) => void;
  readonly discard: (entry: ThreadEntry) => void;
}

/** One comment: who, when, what, and what can be done. Its text is a text node and nothing else. */
export function renderComment(entry: ThreadEntry, context: ItemContext): TemplateResult {
  const { words, lang, now } = context;
  const { author, text, time, state, sending } = entry;
  const ago = relativeTime(time, now, lang, words.justNow);
  const full = fullTime(time, lang);
  return html`<article aria-label=${words.article(author.name, ago)} class=${sending ? 'unsent' : ''}>
    <p class="who">
      <b dir="auto">${author.name}</b>
      <time datetime=${new Date(time).toISOString()} title=${full}>${ago}</time>
    </p>
    ${state === 'hidden' || state === 'gone'
      ? html`<p class="text note">${state === 'gone' ? words.gone : words.hidden}</p>`
      : html`<p class="text" dir="auto">${text}</p>`}
    ${sending ? renderSending(entry, context) : state === 'shown' ? renderActions(entry, context) : nothing}
  </article>`;
}

function renderActions(entry: ThreadEntry, { words, held, reply, revealReplies }: ItemContext): TemplateResult {
  return html`<p class="acts">
    <button class="quiet" aria-label=${words.replyTo(entry.author.name)} @click=${() => reply(entry)}>${words.reply}</button>
    ${held > 0 ? html`<button class="pill" @click=${() => revealReplies(entry)}>${words.newReplies(held)}</button>` : nothing}
  </p>`;
}

function renderSending(entry: ThreadEntry, { words, retry, edit, discard }: ItemContext): TemplateResult {
  if (entry.sending !== 'refused') return html`<p class="acts"><span class="note">${entry.sending === 'waiting' ? words.waiting : words.sending}</span></p>`;
  return html`<p class="acts">
    <b class="wrong" role="alert">${refusalOf(entry, words)}</b>
    <button class="quiet" @click=${() => retry(entry)}>${words.sendAgain}</button>
    <button class="quiet" @click=${() => edit(entry)}>${words.edit}</button>
    <button class="quiet" @click=${() => discard(entry)}>${words.discard}</button>
  </p>`;
}

function refusalOf({ failure }: ThreadEntry, { refusals }: ThreadStrings): string {
  const fields = failure?.data?.['fields'] as { text?: unknown } | undefined;
  const code = failure?.code === 'invalid' && typeof fields?.text === 'string' ? fields.text : (failure?.code ?? 'other');
  return (Object.hasOwn(refusals, code) ? refusals[code] : undefined) ?? refusals.other;
}
