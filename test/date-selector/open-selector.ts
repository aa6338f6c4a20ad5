import '@bandoc/date-selector/register';
import type { DateSelector } from '@bandoc/date-selector';
import { fixture } from '@open-wc/testing';
import { html, nothing } from 'lit';
import { expect } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Paper } from './paper.ts';

export interface Given {
  readonly paper?: Paper;
  readonly lang?: string;
  readonly value?: string;
  readonly min?: string;
  readonly max?: string;
  readonly today?: string | undefined;
  readonly template?: string | undefined;
}

/** A selector on a page of 22 October 2020, with its field drawn. */
export async function openSelector(given: Given = {}): Promise<DateSelector> {
  const { paper, lang = 'vi', value, min, max } = given;
  const today = 'today' in given ? given.today : '2020-10-22';
  const template = 'template' in given ? given.template : '#{iso}';
  const element = await fixture<DateSelector>(html`<bandoc-date-selector
    lang=${lang}
    value=${value ?? nothing}
    min=${min ?? nothing}
    max=${max ?? nothing}
    today=${today ?? nothing}
    href-template=${template ?? nothing}
    .client=${paper?.client}
  ></bandoc-date-selector>`);
  await expect.element(page.getByRole('group')).toBeVisible();
  return element;
}

export const part = (name: 'Ngày' | 'Tháng' | 'Năm') => page.getByRole('textbox', { name, exact: true });
export const opener = () => page.getByRole('button', { name: /^(Chọn ngày|Đổi ngày|Choose a day|Change the day)/ });
export const dialog = () => page.getByRole('dialog');
export const dayNamed = (name: string | RegExp) => dialog().getByLabelText(name);

/** Opens the calendar as a reader with a mouse does. */
export async function openCalendar(): Promise<void> {
  await opener().click();
  await expect.element(dialog()).toBeVisible();
}

/** Fills the field as a reader types: '' leaves a part as it is. */
export async function typeDate(day: string, month: string, year: string): Promise<void> {
  for (const [name, text] of [
    ['Ngày', day],
    ['Tháng', month],
    ['Năm', year],
  ] as const) {
    if (text) await part(name).fill(text);
  }
}

export async function go(): Promise<void> {
  await page.getByRole('button', { name: 'Xem', exact: true }).click();
}

/** What has the focus, within all shadow roots. */
export function focused(): HTMLElement {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at as HTMLElement;
}

/** The accessible name of what has the focus. */
export function focusedName(): string {
  const at = focused();
  return at.getAttribute('aria-label') ?? at.textContent?.trim() ?? '';
}

export async function press(...keys: readonly string[]): Promise<void> {
  for (const key of keys) await userEvent.keyboard(key);
}

/** The events that a page gets; cancelled, so that nobody leaves this one, unless `cancel` is false. */
export function selections(element: HTMLElement, cancel = true): { readonly date: string; readonly href: string | null }[] {
  const seen: { readonly date: string; readonly href: string | null }[] = [];
  element.addEventListener('bandoc-date-selected', (event) => {
    seen.push(event.detail);
    if (cancel) event.preventDefault();
  });
  return seen;
}

export const message = (element: DateSelector) => element.shadowRoot?.getElementById('message')?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
