import { describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { until } from '../setup/until.ts';
import { dayNamed, dialog, focusedName, openCalendar, opener, openSelector, press, selections } from './open-selector.ts';
import { openPaper } from './paper.ts';

const DAYS = { '2020-10-01': 1, '2020-10-03': 12, '2020-10-20': 3, '2020-10-22': 2, '2020-09-30': 5 };
const grid = () => dialog().getByRole('grid').element();

describe('the number of articles of a day', () => {
  it('[25] stands at the end of the day’s name, after weekday, date and state', async () => {
    const paper = await openPaper(DAYS);
    await openSelector({ paper, value: '2020-10-20', max: '2020-10-22' });
    await openCalendar();
    for (const name of [
      'Thứ năm, 1 tháng 10, 2020, 1 bài',
      'Thứ bảy, 3 tháng 10, 2020, 12 bài',
      'Thứ ba, 20 tháng 10, 2020, đang chọn, 3 bài',
      'Thứ năm, 22 tháng 10, 2020, hôm nay, 2 bài',
      'Thứ sáu, 2 tháng 10, 2020, không có bài',
      'Thứ sáu, 23 tháng 10, 2020, ngoài khoảng chọn được',
    ]) {
      await expect.element(dayNamed(name)).toBeVisible();
    }
  });

  it('is asked for when a reader comes near, not before, and once a month', async () => {
    const paper = await openPaper(DAYS);
    await userEvent.unhover(document.body);
    await openSelector({ paper });
    expect(paper.asked).toEqual([]);
    await opener().hover();
    await until(() => paper.asked.length);
    await openCalendar();
    await press('{PageUp}', '{PageDown}', '{PageUp}');
    await expect.element(dayNamed('Thứ tư, 30 tháng 9, 2020, 5 bài')).toBeVisible();
    expect(new Set(paper.asked)).toEqual(new Set(['days:home:2020-10', 'days:home:2020-09']));
  });

  it('[27] is in no name while it is fetched: the grid is busy and the days are links', async () => {
    const paper = await openPaper(DAYS, 'slow');
    const element = await openSelector({ paper, max: '2020-10-22' });
    await openCalendar();
    expect(grid().getAttribute('aria-busy')).toBe('true');
    await expect.element(dayNamed('Thứ bảy, 3 tháng 10, 2020')).toBeVisible();
    expect(dialog().getByRole('link').elements().length).toBe(22);
    const [width, height] = [dialog().element().getBoundingClientRect().width, dialog().element().getBoundingClientRect().height];
    const before = element.getBoundingClientRect().height;
    paper.setLine('good');
    await expect.element(dayNamed('Thứ bảy, 3 tháng 10, 2020, 12 bài')).toBeVisible();
    expect(grid().getAttribute('aria-busy')).not.toBe('true');
    expect([dialog().element().getBoundingClientRect().width, dialog().element().getBoundingClientRect().height]).toEqual([width, height]);
    expect(element.getBoundingClientRect().height).toBe(before);
  });

  it('that arrives leaves the focus where it was, and is read out by no live region', async () => {
    const paper = await openPaper(DAYS, 'slow');
    await openSelector({ paper, value: '2020-10-03' });
    await openCalendar();
    await press('{ArrowLeft}');
    await expect.poll(focusedName).toBe('Thứ sáu, 2 tháng 10, 2020');
    paper.setLine('good');
    await expect.poll(focusedName).toBe('Thứ sáu, 2 tháng 10, 2020, không có bài');
    const live = [...dialog().element().querySelectorAll('[aria-live], [role=status]')].map((one) => one.textContent?.trim()).filter(Boolean);
    expect(live).toEqual(['Tháng 10 năm 2020']);
  });

  it('that cannot be fetched is said in words, with a way to try again, and the days stay links', async () => {
    const paper = await openPaper(DAYS, 'down');
    await openSelector({ paper, max: '2020-10-22' });
    await openCalendar();
    await expect.poll(() => dialog().element().textContent).toContain('Chưa lấy được số bài');
    expect(dialog().getByRole('link').elements().length).toBe(22);
    expect(grid().getAttribute('aria-busy')).not.toBe('true');
    paper.setLine('good');
    await dialog().getByRole('button', { name: 'Thử lại' }).click();
    await expect.element(dayNamed('Thứ bảy, 3 tháng 10, 2020, 12 bài')).toBeVisible();
    expect(dialog().element().textContent).not.toContain('Chưa lấy được số bài');
    expect(dialog().element().matches(':focus-within')).toBe(true);
  });

  it('changes while the calendar is open', async () => {
    const paper = await openPaper(DAYS);
    await openSelector({ paper });
    await openCalendar();
    await expect.element(dayNamed('Thứ sáu, 2 tháng 10, 2020, không có bài')).toBeVisible();
    await paper.publish({ '2020-10-02': 2, '2020-10-22': 1 });
    await paper.pass(31_000);
    await expect.element(dayNamed('Thứ sáu, 2 tháng 10, 2020, 2 bài')).toBeVisible();
    await expect.poll(focusedName).toBe('Thứ năm, 22 tháng 10, 2020, hôm nay, 3 bài');
  });

  it('[28] is also shown to the eye: by a bar of its length, and in words for the day one is at', async () => {
    const paper = await openPaper(DAYS);
    await openSelector({ paper });
    await openCalendar();
    await expect.element(dayNamed(/3 tháng 10, 2020, 12 bài/)).toBeVisible();
    await expect.element(dialog().getByText('22/10/2020: 2 bài')).toBeVisible();
    const bar = (name: RegExp) => dayNamed(name).element().querySelector('i')?.getBoundingClientRect().width ?? 0;
    expect(bar(/^Thứ sáu, 2 tháng/)).toBe(0);
    expect(bar(/^Thứ năm, 1 tháng/)).toBeGreaterThan(0);
    expect(bar(/^Thứ bảy, 3 tháng/)).toBeGreaterThan(bar(/^Thứ năm, 1 tháng/));
    expect(
      dayNamed(/^Thứ bảy, 3 tháng/)
        .element()
        .closest('[title]')
        ?.getAttribute('title'),
    ).toContain('12 bài');
  });

  it('[40] that is none makes a day no link; choosing it says so and offers the nearest days', async () => {
    const paper = await openPaper(DAYS);
    const element = await openSelector({ paper });
    const seen = selections(element);
    await openCalendar();
    await expect.element(dayNamed('Thứ sáu, 2 tháng 10, 2020, không có bài')).toBeVisible();
    expect(dialog().getByRole('link').elements().length).toBe(4);
    await userEvent.click(dayNamed(/^Thứ sáu, 2 tháng 10/).element());
    await expect.element(dialog().getByText(/Ngày 2\/10\/2020 không có bài\. Gần nhất:/)).toBeVisible();
    expect(seen).toEqual([]);
    await dialog().getByRole('link', { name: '3/10/2020' }).click();
    await until(() => seen.length);
    expect(seen).toEqual([{ date: '2020-10-03', href: '#2020-10-03' }]);
  });

  it('offers no day beyond the limits', async () => {
    const paper = await openPaper(DAYS);
    await openSelector({ paper, min: '2020-10-02' });
    await openCalendar();
    await expect.element(dayNamed('Thứ sáu, 2 tháng 10, 2020, không có bài')).toBeVisible();
    await userEvent.click(dayNamed(/^Thứ sáu, 2 tháng 10/).element());
    await expect.element(dialog().getByRole('link', { name: '3/10/2020' })).toBeVisible();
    expect(dialog().getByRole('link', { name: '1/10/2020' }).elements()).toEqual([]);
  });
});
