import { html, type TemplateResult } from 'lit';
import { shiftMonths, shiftYears } from './calendar-day.ts';
import { type MonthGrid, renderMonthGrid } from './month-grid.ts';

/** The panel around a month: what moves it, what is wrong, and the way out. */
export interface CalendarPanel extends MonthGrid {
  readonly message: TemplateResult | string;
  readonly failed: boolean;
  readonly retry: () => void;
  readonly close: () => void;
}

/** The dialog with the calendar. Tab goes round within it, Escape closes it. */
export function renderCalendarPanel(panel: CalendarPanel): TemplateResult {
  const { words, month, focused, move, close, failed, retry, loading, message } = panel;
  const step = (label: string, sign: string, day: string) => html`<button class="quiet" aria-label=${label} title=${label} @click=${() => move(day)}>${sign}</button>`;
  return html`<div class="panel" role="dialog" aria-label=${words.dialog} @keydown=${(event: KeyboardEvent) => onKey(event, close)}>
    <header>
      ${step(words.previousYear, '«', shiftYears(focused, -1))}${step(words.previousMonth, '‹', shiftMonths(focused, -1))}
      <b id="heading" aria-live="polite">${words.month(month)}</b>
      ${step(words.nextMonth, '›', shiftMonths(focused, 1))}${step(words.nextYear, '»', shiftYears(focused, 1))}
    </header>
    <p class="unseen">${words.keys}</p>
    ${renderMonthGrid(panel)}
    <footer>
      <span class="note" role="status"
        >${failed ? html`${words.noCounts} <button class="quiet inline" @click=${retry}>${words.retry}</button>` : loading ? words.loadingCounts : message}</span
      >
      <button class="quiet" @click=${close}>${words.close}</button>
    </footer>
  </div>`;
}

function onKey(event: KeyboardEvent, close: () => void): void {
  if (event.key === 'Escape') {
    event.stopPropagation();
    close();
    return;
  }
  if (event.key !== 'Tab') return;
  const stops = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>('a, button')].filter(({ tabIndex }) => tabIndex === 0);
  const [first, last] = [stops[0], stops.at(-1)];
  const at = (event.target as HTMLElement).getRootNode() as ShadowRoot;
  if (at.activeElement !== (event.shiftKey ? first : last)) return;
  event.preventDefault();
  (event.shiftKey ? last : first)?.focus();
}
