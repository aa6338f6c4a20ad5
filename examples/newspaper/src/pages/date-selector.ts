import { type Html, html } from '../html.ts';
import { dayOf } from '../paper-day.ts';
import type { PageContext } from './layout.ts';

/** The paper's first year. */
const FIRST_YEAR = 2020;

/** "Chọn ngày", with a form that does without our script in its place; `day` is the one the page is about. */
export function dateSelector({ now }: PageContext, day?: string): Html {
  const today = dayOf(now);
  const [year, month, date] = (day ?? today).split('-').map(Number);
  const choices = (from: number, to: number, chosen: number | undefined) =>
    Array.from({ length: to - from + 1 }, (_, i) => from + i).map((n) => html`<option${n === chosen && html` selected`}>${n}</option>`);
  return html`<bandoc-date-selector href-template="/tin-theo-ngay/{yyyy}/{mm}/{dd}" value="${day ?? ''}">
<form class="days" action="/tin-theo-ngay">
<fieldset><legend>Chọn ngày</legend>
<label>Ngày <select name="ngay">${choices(1, 31, date)}</select></label>
<label>Tháng <select name="thang">${choices(1, 12, month)}</select></label>
<label>Năm <select name="nam">${choices(FIRST_YEAR, Number(today.slice(0, 4)), year)}</select></label>
<button>Xem</button></fieldset>
</form>
</bandoc-date-selector>`;
}
