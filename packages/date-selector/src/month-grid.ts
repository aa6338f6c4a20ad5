import { html, nothing, type TemplateResult } from 'lit';
import { gridOf, shiftDays, shiftMonths, shiftYears, weekdayOf } from './calendar-day.ts';
import type { DateStrings } from './strings.ts';

/** What a month is drawn from. Days are `yyyy-mm-dd`. */
export interface MonthGrid {
  readonly words: DateStrings;
  /** yyyy-mm */
  readonly month: string;
  /** The one day that Tab reaches. */
  readonly focused: string;
  readonly selected: string | undefined;
  readonly today: string;
  readonly min: string | undefined;
  readonly max: string | undefined;
  /** Articles a day; undefined while or where they are not known. */
  readonly counts: ReadonlyMap<string, number> | undefined;
  readonly loading: boolean;
  /** Address of a day's paper, where the page has told one. */
  readonly href: (day: string) => string | undefined;
  readonly choose: (event: Event, day: string) => void;
  readonly move: (day: string) => void;
}

const STEPS = 5;

/** One month: a grid with one tab stop, its days real links where they have an address. */
export function renderMonthGrid(grid: MonthGrid): TemplateResult {
  const { words, month, loading } = grid;
  const days = gridOf(month);
  return html`<table role="grid" aria-labelledby="heading" aria-busy=${loading} @keydown=${(event: KeyboardEvent) => onKey(event, grid)}>
    <thead>
      <tr>
        ${words.weekdays.map(({ short, full }) => html`<th scope="col" abbr=${full}><span aria-hidden="true">${short}</span><span class="unseen">${full}</span></th>`)}
      </tr>
    </thead>
    <tbody>
      ${Array.from({ length: 6 }, (_, week) => html`<tr>${days.slice(week * 7, week * 7 + 7).map((day) => (day.startsWith(month) ? renderDay(day, grid) : html`<td></td>`))}</tr>`)}
    </tbody>
  </table>`;
}

/** Whether a day lies within the limits. */
export function isWithin(day: string, { min, max }: Pick<MonthGrid, 'min' | 'max'>): boolean {
  return (min === undefined || day >= min) && (max === undefined || day <= max);
}

function renderDay(day: string, grid: MonthGrid): TemplateResult {
  const { words, counts, focused, selected, today, href, choose } = grid;
  const within = isWithin(day, grid);
  const count = within ? counts && (counts.get(day) ?? 0) : undefined;
  const says = within ? (count === undefined ? '' : count > 0 ? words.articles(count) : words.noArticles) : words.outside;
  const name = [words.fullDay(day), says].filter(Boolean).join(', ');
  const address = within && count !== 0 ? href(day) : undefined;
  const open = within && count !== 0;
  const body = html`${Number(day.slice(8))}<i class="bar" data-step=${count ? Math.min(STEPS, Math.ceil(count / 2)) : 0}></i>`;
  const tab = day === focused ? 0 : -1;
  const current = day === today ? 'date' : nothing;
  return html`<td role="gridcell" aria-selected=${day === selected ? 'true' : nothing}>
    ${address === undefined
      ? html`<button class="day" data-day=${day} tabindex=${tab} aria-label=${name} title=${says || nothing} aria-current=${current} aria-disabled=${open ? nothing : 'true'} @click=${(event: Event) => choose(event, day)}>${body}</button>`
      : html`<a class="day" data-day=${day} href=${address} tabindex=${tab} aria-label=${name} title=${says || nothing} aria-current=${current} @click=${(event: Event) => choose(event, day)}>${body}</a>`}
  </td>`;
}

function onKey(event: KeyboardEvent, { focused, move }: MonthGrid): void {
  const next = dayByKey(event, focused);
  if (next !== undefined) {
    event.preventDefault();
    move(next);
  } else if (event.key === ' ' && event.target instanceof HTMLAnchorElement) {
    // A link answers Enter by itself; in a grid, Space chooses as well.
    event.preventDefault();
    event.target.click();
  }
}

/** Where a key leads from a day, by the ARIA practices' grid of dates; undefined for other keys. */
export function dayByKey({ key, shiftKey, ctrlKey, altKey, metaKey }: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey'>, day: string): string | undefined {
  if (ctrlKey || altKey || metaKey) return undefined;
  switch (key) {
    case 'ArrowLeft':
      return shiftDays(day, -1);
    case 'ArrowRight':
      return shiftDays(day, 1);
    case 'ArrowUp':
      return shiftDays(day, -7);
    case 'ArrowDown':
      return shiftDays(day, 7);
    case 'Home':
      return shiftDays(day, -weekdayOf(day));
    case 'End':
      return shiftDays(day, 6 - weekdayOf(day));
    case 'PageUp':
      return shiftKey ? shiftYears(day, -1) : shiftMonths(day, -1);
    case 'PageDown':
      return shiftKey ? shiftYears(day, 1) : shiftMonths(day, 1);
    default:
      return undefined;
  }
}
