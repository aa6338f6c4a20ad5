import type { ThreadEntry } from '@bandoc/client';
import { html, nothing, type TemplateResult } from 'lit';
import type { Act } from './act.ts';
import type { Split } from './arrivals.ts';
import type { LivingComment } from './living-comment.ts';
import type { ThreadWords } from './living-strings.ts';
import type { MarkedText } from './marked-text.ts';
import { fullTime, relativeTime } from './relative-time.ts';

/** What a comment is shown by. */
export interface ItemContext {
  readonly words: ThreadWords;
  readonly lang: string;
  /** Whether the thread takes no more comments. */
  readonly locked: boolean | undefined;
  /** ms, by the server's clock. */
  readonly now: number;
  /** Of the paper's clock, minutes east of UTC; undefined: the reader's own. */
  readonly offset: number | undefined;
  /** Once the thread lives. */
  readonly living: LivingComment | undefined;
  /** Once a text with marks is to be shown. */
  readonly marked: MarkedText | undefined;
  /** What of a list is shown, and what waits. */
  readonly split: (entries: readonly ThreadEntry[]) => Split;
  /** Does what its buttons ask for, at once or once it can be done. */
  readonly act: Act;
}

/** One comment: who, to whom, when, what, and what can be done; `held` replies wait to be shown. Its words are text nodes, in the elements that their marks ask for and nothing else. */
export function renderComment(entry: ThreadEntry, held: readonly ThreadEntry[], context: ItemContext, answered?: ThreadEntry): TemplateResult {
  const { words, lang, now, offset, living, marked } = context;
  const { id, author, text, time, edited, state, sending, pinned, picked } = entry;
  const full = fullTime(time, lang, offset);
  const since = (then: number) => relativeTime(then, now, lang, words.justNow, offset);
  const instead = living?.instead(entry);
  const given: readonly unknown[] = [pinned && 'pinned', picked && 'picked', author.badges].flat();
  const marks = Object.entries(words.marks).flatMap(([mark, word]) => (given.includes(mark) ? word : []));
  const empty = state === 'gone' ? words.gone : state === 'hidden' && !text ? words.hidden : undefined;
  return html`<article id="c-${id}" tabindex="-1" aria-label=${words.article([author.name, ...marks].join(', '), full)} class=${sending ?? ''}>
    <p class="who">
      <b dir="auto">${author.name}</b>
      ${marks.map((mark) => html`<i>${mark}</i>`)}
      ${answered ? html`<small class="to">${words.answers(answered.author.name)}</small>` : nothing}
      <time datetime=${new Date(time).toISOString()} title=${full}>${since(time)}</time>
      ${edited ? html`<small class="note">${words.edited} ${since(edited)}</small>` : nothing}
    </p>
    ${instead ?? (empty === undefined ? (marked?.(text, lang) ?? html`<p class="text" dir="auto">${text}</p>`) : html`<p class="text note">${empty}</p>`)}
    ${living?.standing(entry)}
    <p class="acts">${sending || instead ? nothing : renderReply(entry, context)}${living?.actions(entry, held)}</p>
    ${living?.below(entry)}
  </article>`;
}

function renderReply({ state, author, ...entry }: ThreadEntry, { words, act, locked }: ItemContext): unknown {
  if (state !== 'shown' || locked) return nothing;
  return html`<button class="quiet" aria-label=${words.replyTo(author.name)} @click=${() => act((acts) => void acts.answer(entry))}>${words.reply}</button>`;
}
