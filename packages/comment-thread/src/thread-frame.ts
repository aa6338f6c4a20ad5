import type { ConnectionState, ThreadEntry, ThreadReading, ThreadSort } from '@bandoc/client';
import { html, nothing, type TemplateResult } from 'lit';
import type { connectionNote } from './connection-note.ts';
import type { ThreadWords } from './living-strings.ts';
import { sentenceOf } from './strings.ts';

/** The heading with the total, what came `since` the reader was here last, and the orders, of which one is `current`; the place of one that is not offered is empty, and of one alone. */
export function renderHeader(
  words: ThreadWords,
  view: ThreadReading | undefined,
  current: ThreadSort,
  offers: (order: 'old' | 'top') => boolean,
  sort: (order: ThreadSort) => void,
  since: unknown,
): TemplateResult {
  const order = (name: ThreadSort) => html`<button
      class=${(name === 'new' ? offers('top') || offers('old') : offers(name)) ? '' : 'away'}
      aria-pressed=${current === name}
      @click=${() => sort(name)}
    >
      ${words.sort[name]}
    </button>`;
  return html`<header>
    <h2 tabindex="-1">${words.heading} <small>${view?.status === 'ready' ? view.total : nothing}</small></h2>
    <p class="since">${since}</p>
    <div class="sort" role="group" aria-label=${words.sort.label}>${order('top')}${order('new')}${order('old')}</div>
  </header>`;
}

/** The line that is always there: how the connection stands, and what has come and waits to be shown. */
export function renderStatus(
  words: ThreadWords,
  view: ThreadReading | undefined,
  connection: ConnectionState,
  held: readonly ThreadEntry[],
  reveal: () => void,
  noteOf: typeof connectionNote | undefined,
): TemplateResult {
  const { status = 'loading' } = view ?? {};
  const { living, lost } = words;
  const note = living && noteOf ? noteOf(living, view, connection, sentenceOf) : undefined;
  return html`<p class="status">
    <span class="note ${connection === 'up' ? 'up' : ''}" role=${status === 'loading' ? 'status' : nothing}>${status === 'loading' ? words.loading : (note ?? (connection === 'backoff' ? lost : ''))}</span>
    ${living && held.length > 0 ? html`<button class="pill" @click=${reveal}>${living.newComments(held.length)}</button>` : nothing}
  </p>`;
}

/** Why there is nothing to show; with a way to try again where that can help. */
export function renderFailure(words: ThreadWords, code: string, reload: (() => void) | undefined): TemplateResult {
  return html`<div class="state">
    <p role="alert">${sentenceOf((words.living ?? words).failures, code)}</p>
    ${reload ? html`<button @click=${reload}>${words.retry}</button>` : nothing}
  </div>`;
}

/** What stands there while the first content is on its way. */
export function renderBones(): TemplateResult {
  return html`<div class="bones" aria-hidden="true">${Array.from({ length: 9 }, () => html`<span></span>`)}</div>`;
}
