import { describe, expect, it } from 'vitest';
import type { Paper } from './paper.ts';
import { newReader } from './reader.ts';
import { ARTICLE } from './thread-page.ts';
import { usePaper } from './use-paper.ts';

let paper: Paper;
usePaper((started) => (paper = started));

describe('the paper of another day', () => {
  it('is opened by typing the day and pressing Enter', async () => {
    const reader = await newReader();
    const { page } = reader;
    await page.goto(paper.origin + ARTICLE.path);
    const field = page.locator('bandoc-date-selector');
    await field.getByRole('textbox', { name: 'Ngày' }).fill('12');
    await field.getByRole('textbox', { name: 'Tháng' }).fill('10');
    await field.getByRole('textbox', { name: 'Năm' }).fill('2020');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/tin-theo-ngay/2020/10/12');
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('12/10/2020');
    expect(reader.faults).toEqual([]);
  });

  it('is opened from the calendar, whose days say how many articles they have, by keyboard alone', async () => {
    const reader = await newReader();
    const { page } = reader;
    await page.goto(paper.origin + ARTICLE.path);
    const field = page.locator('bandoc-date-selector');
    await field.getByRole('button', { name: /ngày/i }).last().focus();
    await page.keyboard.press('Enter');
    const dialog = field.getByRole('dialog');
    await dialog.getByText('Tháng 10 năm 2020').waitFor();
    const day = dialog.getByRole('link', { name: /^Thứ năm, 15 tháng 10, 2020.*\d+ bài/ });
    await day.waitFor();
    expect(await day.getAttribute('href')).toBe('/tin-theo-ngay/2020/10/15');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/tin-theo-ngay/2020/10/14');
    expect(reader.faults).toEqual([]);
  });

  it('that has no articles says so in the calendar and offers the nearest days', async () => {
    const reader = await newReader();
    const { page } = reader;
    await page.goto(`${paper.origin}/tin-theo-ngay/2020/10/12`);
    const field = page.locator('bandoc-date-selector');
    await field.getByRole('button', { name: /ngày/i }).last().click();
    const empty = field.getByRole('dialog').locator('[aria-label*="11 tháng 10, 2020"]');
    await field.getByRole('dialog').locator('[aria-label*="11 tháng 10, 2020"][aria-label*="không có bài"]').waitFor();
    await empty.click();
    await field.getByText('Ngày 11/10/2020 không có bài.').first().waitFor();
    await field.getByRole('link', { name: '12/10/2020' }).first().click();
    await page.waitForURL('**/tin-theo-ngay/2020/10/12');
    expect(reader.faults).toEqual([]);
  });

  it('can be walked to without our script, by the form that the paper sent', async () => {
    const reader = await newReader({ javaScriptEnabled: false });
    const { page } = reader;
    await page.goto(paper.origin + ARTICLE.path);
    await page.getByLabel('Ngày').selectOption('12');
    await page.getByLabel('Tháng').selectOption('10');
    await page.getByLabel('Năm').selectOption('2020');
    await page.locator('bandoc-date-selector button').click();
    await page.waitForURL('**/tin-theo-ngay/2020/10/12');
  });
});
