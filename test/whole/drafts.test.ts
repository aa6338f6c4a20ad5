import { expect, it } from 'vitest';
import type { Paper } from './paper.ts';
import { duplicateTab, newReader } from './reader.ts';
import { threadPage } from './thread-page.ts';
import { usePaper } from './use-paper.ts';

let paper: Paper;
usePaper((started) => (paper = started));

it('a draft is the same in all tabs of a reader, unless she has written something else in one, and is gone from all once it is sent', async () => {
  const first = await newReader();
  const one = threadPage(first, paper);
  await one.open();
  await one.live();
  const second = await duplicateTab(first);
  const two = threadPage(second, paper);
  await two.thread.scrollIntoViewIfNeeded();
  await two.live();
  const field = ({ thread }: typeof one) =>
    thread
      .locator('form')
      .first()
      .getByRole('textbox', { name: /Ý kiến/ });
  const stands = (tab: typeof one, text: string) => expect.poll(() => field(tab).inputValue(), { timeout: 60_000 }).toBe(text);

  await one.write('Đang viết dở ở thẻ này…', 'Đặng Thị Mỹ');
  await stands(two, 'Đang viết dở ở thẻ này…');
  await two.write('Đang viết dở ở thẻ này… và viết tiếp ở thẻ kia.');
  await stands(one, 'Đang viết dở ở thẻ này… và viết tiếp ở thẻ kia.');
  await one.send();
  await stands(one, '');
  await stands(two, '');

  await two.write('Một ý khác.');
  await stands(one, 'Một ý khác.');
  await field(one).evaluate((element: HTMLTextAreaElement) => {
    // As letters that were typed before the other tab was heard of.
    element.value = 'Chưa kịp nghe thẻ kia.';
  });
  const heard = first.page.evaluate(() => new Promise<void>((resolve) => window.addEventListener('storage', ({ key }) => key === 'sau cùng' && resolve())));
  await two.write('Một ý khác nữa.');
  await second.page.evaluate(() => localStorage.setItem('sau cùng', ''));
  await heard;
  await stands(one, 'Chưa kịp nghe thẻ kia.');
  expect([...first.faults, ...second.faults]).toEqual([]);
});
