import { expect, userEvent, waitFor, within } from 'storybook/test';

// What a reader does with a date selector, in either language.

export const rootOf = (canvas: HTMLElement) => canvas.querySelector('bandoc-date-selector')?.shadowRoot as ShadowRoot;
export const inside = (canvas: HTMLElement) => within(rootOf(canvas) as unknown as HTMLElement);

/** Opens the calendar and gives what is in it. */
export async function openCalendar(canvas: HTMLElement) {
  await userEvent.click(await inside(canvas).findByRole('button', { name: /^(Chọn ngày|Đổi ngày|Choose a day|Change the day)/ }));
  return within(await inside(canvas).findByRole('dialog'));
}

/** Types day, month and year; '' leaves a part as it is. */
export async function typeDate(canvas: HTMLElement, date: readonly [string, string, string]): Promise<void> {
  const fields = await inside(canvas).findAllByRole('textbox');
  for (const [i, text] of date.entries()) if (text) await userEvent.type(fields[i] as HTMLElement, text);
}

/** Types a date, presses the button, and waits for the words. */
export async function go(canvas: HTMLElement, date: readonly [string, string, string], words: RegExp): Promise<void> {
  await typeDate(canvas, date);
  await userEvent.click(inside(canvas).getByRole('button', { name: /^(Xem|Go)$/ }));
  await waitFor(() => expect(rootOf(canvas).querySelector('#message [role=status]')).toHaveTextContent(words));
}
