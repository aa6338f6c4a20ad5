import type { ConnectionState, ThreadEntry, ThreadReading } from '@bandoc/client';
import { html, nothing, type TemplateResult } from 'lit';
import type { ThreadWords } from './living-strings.ts';
import { sentenceOf } from './strings.ts';

/** The heading with the total, and the two orders. */
export function renderHeader(
  words: ThreadWords,
  view: ThreadReading | undefined,
  current: 'new' | 'old',
  sort: (order: 'new' | 'old') => void,
): TemplateResult {
  const order = (name: 'new' | 'old') => html`<button aria-pressed=${current === name} @click=${() => sort(name)}>${words.sort[name]}</button>`;
  return html`<header>
    <h2 tabindex="-1">${words.heading} <small>${view?.status === 'ready' ? view.total : nothing}</small></h2>
    <div class="sort" role="group" aria-label=${words.sort.label}>${order('new')}${order('old')}</div>
  </header>`;
}

/** The line that is always there: how the connection stands, and what has come and waits to be shown. */
export function renderStatus(
  words: ThreadWords,
  view: ThreadReading | undefined,
  connection: ConnectionState,
  held: readonly ThreadEntry[],
  reveal: () => void,
): TemplateResult {
  const { status = 'loading', failure } = view ?? {};
  const { living, lost } = words;
  const says: Partial<Record<ConnectionState, string>> = {
    backoff: lost,
    ...living?.connection,
    ...(living && { fatal: sentenceOf(living.barred, failure?.code) }),
  };
  return html`<p class="status">
    <span class="note ${connection === 'up' ? 'up' : ''}" role=${status === 'loading' ? 'status' : nothing}>${status === 'loading' ? words.loading : (says[connection] ?? '')}</span>
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
