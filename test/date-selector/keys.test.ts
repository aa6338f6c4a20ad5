import { describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { dialog, focused, focusedName, openCalendar, openSelector, press } from './open-selector.ts';

const stops = () => dialog().element().querySelectorAll('table [tabindex="0"]');

describe('the keyboard in the calendar', () => {
  it.each([
    ['[15]', '{ArrowRight}', '2020-09-30', /^Thứ năm, 1 tháng 10, 2020/],
    ['[15]', '{ArrowLeft}', '2020-09-01', /^Thứ hai, 31 tháng 8, 2020/],
    ['[15]', '{ArrowDown}', '2020-09-30', /^Thứ tư, 7 tháng 10, 2020/],
    ['[15]', '{ArrowUp}', '2020-09-02', /^Thứ tư, 26 tháng 8, 2020/],
    ['[17]', '{Home}', '2020-09-02', /^Thứ hai, 31 tháng 8, 2020/],
    ['[17]', '{End}', '2020-09-02', /^Chủ nhật, 6 tháng 9, 2020/],
    ['[17]', '{Home}', '2020-09-06', /^Thứ hai, 31 tháng 8, 2020/],
    ['[18]', '{PageUp}', '2020-09-02', /^Chủ nhật, 2 tháng 8, 2020/],
    ['[18]', '{PageDown}', '2020-08-31', /^Thứ tư, 30 tháng 9, 2020/],
    ['[19]', '{Shift>}{PageUp}{/Shift}', '2020-02-29', /^Thứ năm, 28 tháng 2, 2019/],
    ['[19]', '{Shift>}{PageDown}{/Shift}', '2018-09-02', /^Thứ hai, 2 tháng 9, 2019/],
  ])('%s %s from %s leads to the day by the ARIA practices', async (_, key, value, name) => {
    await openSelector({ value });
    await openCalendar();
    await expect.poll(() => focused().closest('td')?.getAttribute('aria-selected')).toBe('true');
    await press(key);
    await expect.poll(focusedName).toMatch(name);
    expect(stops().length).toBe(1);
    expect(stops()[0]).toBe(focused());
  });

  it('[16] turns the arrows round where the page reads from the right', async () => {
    const element = await openSelector({ value: '2020-09-02' });
    element.dir = 'rtl';
    await openCalendar();
    await press('{ArrowLeft}');
    await expect.poll(focusedName).toMatch(/^Thứ năm, 3 tháng 9/);
  });

  it('leaves keys with Ctrl, Alt and Meta to the browser', async () => {
    await openSelector({ value: '2020-09-02' });
    await openCalendar();
    for (const keys of ['{Control>}{ArrowRight}{/Control}', '{Alt>}{ArrowDown}{/Alt}', '{Control>}{Home}{/Control}']) await press(keys);
    expect(focusedName()).toMatch(/^Thứ tư, 2 tháng 9/);
  });

  it('[7] [9] keeps Tab within: one stop in the grid, the buttons, and round again both ways', async () => {
    await openSelector({ value: '2020-09-02' });
    await openCalendar();
    await expect.poll(focusedName).toMatch(/^Thứ tư, 2 tháng 9/);
    const seen: string[] = [];
    for (let i = 0; i < 6; i += 1) {
      await userEvent.tab();
      seen.push(focusedName());
    }
    expect(seen).toEqual(['Đóng', 'Năm trước', 'Tháng trước', 'Tháng sau', 'Năm sau', expect.stringMatching(/^Thứ tư, 2 tháng 9/)]);
    for (let i = 0; i < 6; i += 1) await userEvent.tab({ shift: true });
    expect(focusedName()).toMatch(/^Thứ tư, 2 tháng 9/);
  });
});
