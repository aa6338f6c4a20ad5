import { html, nothing, type TemplateResult } from 'lit';
import { addToDay, weekEnds, weeksOfMonth } from './calendar-day.ts';
import type { ChoiceStrings } from './choice-strings.ts';
import type { Limits } from './day-limits.ts';
import { dayName } from './day-name.ts';
import { monthOf, partsOf } from './day-parts.ts';

/** One month as it is shown. Days are `yyyy-mm-dd`. */
export interface MonthModel {
  readonly words: ChoiceStrings;
  /** The one day that Tab reaches; its month is shown. */
  readonly day: string;
  readonly value: string;
  readonly today: string;
  readonly limits: Limits;
  readonly busy: boolean;
  /** Undefined while it is not known. */
  readonly count: (day: string) => number | undefined;
  /** The most that a day of this month has. */
  readonly most: number;
  /** Undefined where days are no links. */
  readonly href: (day: string) => string | undefined;
}

/** Bars come in this many lengths. */
const LEVELS = 4;

/** Where a key leads from a day: arrows, Home and End in the week, Page Up and Page Down by month, with Shift by year; undefined for other keys. */
export function dayByKey({ key, shiftKey, ctrlKey, altKey, metaKey }: KeyboardEvent, day: string, weekStart: number, rightToLeft: boolean): string | undefined {
  if (ctrlKey || altKey || metaKey) return undefined;
  const forward = rightToLeft ? -1 : 1;
  const months = shiftKey ? 12 : 1;
  switch (key) {
    case 'ArrowRight':
      return addToDay(day, 'days', forward);
    case 'ArrowLeft':
      return addToDay(day, 'days', -forward);
    case 'ArrowDown':
      return addToDay(day, 'days', 7);
    case 'ArrowUp':
      return addToDay(day, 'days', -7);
    case 'Home':
      return weekEnds(day, weekStart).first;
    case 'End':
      return weekEnds(day, weekStart).last;
    case 'PageDown':
      return addToDay(day, 'months', months);
    case 'PageUp':
      return addToDay(day, 'months', -months);
    default:
      return undefined;
  }
}

/** The month as a grid of six weeks; what is clicked carries its day in `data-day`. */
export function renderMonthGrid(model: MonthModel): TemplateResult {
  const { words, day, busy } = model;
  const order = Array.from({ length: 7 }, (_, place) => (place + words.weekStart) % 7);
  return html`<table role="grid" aria-labelledby="month" aria-describedby="keys" aria-busy=${busy ? 'true' : nothing}>
    <thead>
      <tr>
        ${order.map((weekday) => html`<th scope="col" abbr=${words.weekdays[weekday]}>${words.shortWeekdays[weekday]}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${weeksOfMonth(monthOf(day), words.weekStart).map((week) => html`<tr>${week.map((each) => (each ? renderDay(each, model) : html`<td></td>`))}</tr>`)}
    </tbody>
  </table>`;
}

function renderDay(day: string, { words, day: current, value, today, limits, count: countOf, most, href: hrefOf }: MonthModel): TemplateResult {
  const outOfRange = Boolean((limits.min && day < limits.min) || (limits.max && day > limits.max));
  const count = countOf(day);
  const name = dayName(day, { today: day === today, chosen: day === value, outOfRange, count }, words);
  const href = outOfRange || count === 0 ? undefined : hrefOf(day);
  const tabindex = day === current ? '0' : '-1';
  const ofToday = day === today ? 'date' : nothing;
  const level = count && !outOfRange ? Math.max(1, Math.ceil((LEVELS * count) / most)) : 0;
  const face = html`${partsOf(day).day}<i data-level=${level}></i>`;
  // The hover text is the cell's: on the link itself, screen readers would say it after the name.
  return html`<td role="gridcell" aria-selected=${day === value ? 'true' : nothing} title=${name} class=${count === 0 ? 'empty' : ''}>
    ${
      href === undefined
        ? html`<button type="button" part="day" data-day=${day} tabindex=${tabindex} aria-label=${name} aria-current=${ofToday} aria-disabled=${outOfRange ? 'true' : nothing}>${face}</button>`
        : html`<a part="day" href=${href} data-day=${day} tabindex=${tabindex} aria-label=${name} aria-current=${ofToday}>${face}</a>`
    }
  </td>`;
}
