import { expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { until } from '../setup/until.ts';
import { opener, openSelector, part, press, selections } from './open-selector.ts';
import { openPaper } from './paper.ts';

const line = vi.hoisted(() => {
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
});
vi.mock('../../packages/date-selector/src/choice-controller.ts', async (original) => {
  await line.opened;
  return original();
});

it('what a reader does while the calendar and the reading of dates are being fetched is done when they are there, unless the field is not', async () => {
  const paper = await openPaper({ '2020-09-03': 1 });
  const gone = await openSelector({ paper });
  await opener().click();
  gone.remove();
  const element = await openSelector({ paper });
  const seen = selections(element);
  await part('Ngày').fill('3/9/2020');
  await press('{Enter}');
  await opener().hover();
  expect(paper.asked).toEqual([]);
  expect(seen).toEqual([]);
  line.open();
  await until(() => seen.length);
  expect(seen).toEqual([{ date: '2020-09-03', href: '#2020-09-03' }]);
  expect((['Ngày', 'Tháng', 'Năm'] as const).map((name) => Number((part(name).element() as HTMLInputElement).value))).toEqual([3, 9, 2020]);
  expect(page.getByRole('dialog').elements()).toEqual([]);
  expect(gone.shadowRoot?.querySelector('[role=dialog]')).toBe(null);
  // The month in which the calendar would open, for a mouse that rests on its button.
  await expect.poll(() => paper.asked).toContain('days:home:2020-09');
});
