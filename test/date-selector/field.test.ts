import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { until } from '../setup/until.ts';
import { focused, go, message, opener, openSelector, part, press, selections, typeDate } from './open-selector.ts';
import { openPaper } from './paper.ts';

const describedBy = (element: Element): string => {
  const ids = element.getAttribute('aria-describedby')?.split(' ') ?? [];
  return ids
    .map((id) => (element.getRootNode() as ShadowRoot).getElementById(id)?.textContent ?? '')
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
};

describe('the field', () => {
  afterEach(() => history.replaceState(null, '', location.pathname + location.search));

  it('[1] [42] is a labelled group that is described by an example', async () => {
    await openSelector();
    const group = page.getByRole('group', { name: 'Chọn ngày' }).element();
    expect(describedBy(group)).toBe('Ví dụ: 27/3/2007');
    for (const name of ['Ngày', 'Tháng', 'Năm'] as const) expect(part(name).element().getAttribute('inputmode')).toBe('numeric');
    expect(page.getByText('Chọn ngày', { exact: true }).elements().length).toBeGreaterThan(0);
  });

  it('shows the chosen day', async () => {
    await openSelector({ value: '2020-09-02' });
    expect((['Ngày', 'Tháng', 'Năm'] as const).map((name) => Number((part(name).element() as HTMLInputElement).value))).toEqual([2, 9, 2020]);
  });

  it('tells the day and its address at Enter, and stays where the page cancels that', async () => {
    const element = await openSelector();
    const seen = selections(element);
    await typeDate('2', '9', '2020');
    await press('{Enter}');
    await until(() => seen.length);
    expect(seen).toEqual([{ date: '2020-09-02', href: '#2020-09-02' }]);
    await expect.poll(() => element.value).toBe('2020-09-02');
    expect(location.hash).toBe('');
  });

  it('goes there at “Xem” when nobody objects', async () => {
    const element = await openSelector();
    const seen = selections(element, false);
    await typeDate('31', '08', '2020');
    await go();
    await expect.poll(() => location.hash).toBe('#2020-08-31');
    expect(seen.length).toBe(1);
  });

  it('goes nowhere without a template, and tells the day all the same', async () => {
    const element = await openSelector({ template: undefined });
    const seen = selections(element, false);
    await typeDate('31', '8', '2020');
    await go();
    await until(() => seen.length);
    expect(seen).toEqual([{ date: '2020-08-31', href: null }]);
  });

  it.each<[string, [string, string, string], string, string[]]>([
    ['[36] empty', ['', '', ''], 'Nhập ngày, ví dụ 27/3/2007', ['Ngày', 'Tháng', 'Năm']],
    ['[37] without a month', ['31', '', '20'], 'Thiếu tháng', ['Tháng']],
    ['[37] with a year alone', ['', '', '2020'], 'Thiếu ngày và tháng', ['Ngày', 'Tháng']],
    ['[37] with a short year', ['31', '2', '20'], 'Năm phải đủ 4 chữ số', ['Năm']],
    ['[38] of no real day', ['31', '2', '2019'], 'Ngày 31/2/2019 không có thật', ['Ngày']],
    ['[38] of no real month', ['1', '13', '2019'], 'Ngày 1/13/2019 không có thật', ['Tháng']],
    ['[39] after the last day', ['23', '10', '2020'], 'Chọn một ngày từ 2/8/2020 đến 22/10/2020', ['Ngày', 'Tháng', 'Năm']],
    ['[39] before the first day', ['1', '8', '2020'], 'Chọn một ngày từ 2/8/2020 đến 22/10/2020', ['Ngày', 'Tháng', 'Năm']],
  ])('says what is wrong with a date %s, marks what is to mend and goes there', async (_, typed, words, marked) => {
    const element = await openSelector({ min: '2020-08-02', max: '2020-10-22' });
    const seen = selections(element);
    await typeDate(...typed);
    await go();
    await expect.poll(() => message(element)).toBe(words);
    const invalid = (['Ngày', 'Tháng', 'Năm'] as const).filter((name) => part(name).element().getAttribute('aria-invalid') === 'true');
    expect(invalid).toEqual(marked);
    expect(focused().getAttribute('aria-label') ?? focused().closest('label')?.textContent?.trim()).toBe(marked[0]);
    expect(describedBy(page.getByRole('group').element())).toContain(words);
    expect(seen).toEqual([]);
  });

  it('[39] names the one limit that there is', async () => {
    const element = await openSelector({ max: '2020-10-22' });
    await typeDate('1', '1', '2021');
    await go();
    await expect.poll(() => message(element)).toBe('Chọn một ngày không quá 22/10/2020');
  });

  it('[41] says a fault in a live region, and takes it back when the reader mends the date', async () => {
    const element = await openSelector();
    const region = page.getByRole('status');
    expect(region.element().textContent).toBe('');
    await go();
    await expect.element(region).toHaveTextContent('Nhập ngày, ví dụ 27/3/2007');
    await part('Ngày').fill('2');
    await expect.element(region).toHaveTextContent('');
    await expect.poll(() => message(element)).toBe('Ví dụ: 27/3/2007');
  });

  it('[34] leaves the typing to the reader: no part takes the focus by itself, nothing opens', async () => {
    await openSelector();
    await part('Ngày').click();
    await press('22');
    expect(focused()).toBe(part('Ngày').element());
    await press('{Tab}');
    expect(focused()).toBe(part('Tháng').element());
    expect(page.getByRole('dialog').elements()).toEqual([]);
  });

  const forms = ['17/2/2007', '17022007', '2007-02-17', 'ngày 17 tháng 2 năm 2007', '  Thứ bảy, 17 tháng 2, 2007 '.normalize('NFD')];
  it.runIf(!navigator.userAgent.includes('Firefox')).each(forms)(
    '[32] fills all three parts from %j, whichever it is pasted into (not in Firefox, where a script cannot make up a paste)',
    async (text) => {
      const element = await openSelector();
      const seen = selections(element);
      for (const name of ['Ngày', 'Năm'] as const) {
        await part(name).click();
        const clipboardData = new DataTransfer();
        clipboardData.setData('text/plain', text);
        focused().dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true, composed: true }));
        await expect
          .poll(() => (['Ngày', 'Tháng', 'Năm'] as const).map((one) => Number((part(one).element() as HTMLInputElement).value)))
          .toEqual([17, 2, 2007]);
      }
      await go();
      await until(() => seen.length);
      expect(seen[0]?.date).toBe('2007-02-17');
    },
  );

  it('leaves a paste that is no whole date to the browser', async () => {
    await openSelector();
    await part('Ngày').click();
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', '17');
    const paste = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true, composed: true });
    focused().dispatchEvent(paste);
    expect(paste.defaultPrevented).toBe(false);
  });

  it('[40] says that a day has no articles, and leads to the nearest that have', async () => {
    const paper = await openPaper({ '2020-10-03': 2, '2020-10-06': 1, '2020-10-20': 1 });
    const element = await openSelector({ paper });
    const seen = selections(element);
    await opener().hover();
    await typeDate('4', '10', '2020');
    await go();
    await expect
      .poll(() => message(element))
      .toMatch(/^Ngày 4\/10\/2020 không có bài\. Gần nhất: 3\/10\/2020 · 6\/10\/2020$|^Ngày 4\/10\/2020 không có bài\. Gần nhất: 3\/10\/2020 6\/10\/2020$/);
    expect(seen).toEqual([]);
    const near = page.getByRole('link', { name: '6/10/2020' });
    expect(near.element().getAttribute('href')).toBe('#2020-10-06');
    await near.click();
    await until(() => seen.length);
    expect(seen).toEqual([{ date: '2020-10-06', href: '#2020-10-06' }]);
  });

  it('keeps its height whatever it says, at 390 and at 1280 px', async () => {
    for (const width of ['358px', '720px']) {
      const paper = await openPaper({ '2020-10-13': 2, '2020-10-16': 1 });
      const element = await openSelector({ paper, min: '2020-08-02', max: '2020-10-22' });
      element.style.width = width;
      const height = element.offsetHeight;
      const states: [string, string, string][] = [
        ['', '', ''],
        ['31', '12', '2019'],
        ['14', '10', '2020'],
      ];
      for (const [i, typed] of states.entries()) {
        await opener().hover();
        await typeDate(...typed);
        await go();
        await expect.poll(() => message(element)).toMatch([/^Nhập/, /^Chọn một/, /không có bài/][i] as RegExp);
        expect([width, message(element), element.offsetHeight]).toEqual([width, message(element), height]);
      }
      await opener().click();
      await expect.element(page.getByRole('dialog')).toBeVisible();
      expect(element.offsetHeight).toBe(height);
      element.remove();
    }
  });

  it('speaks English on an English page', async () => {
    const element = await openSelector({ lang: 'en' });
    expect(page.getByRole('group', { name: 'Choose a day' }).elements().length).toBe(1);
    for (const name of ['Day', 'Month', 'Year']) expect(page.getByRole('textbox', { name, exact: true }).elements().length).toBe(1);
    await page.getByRole('button', { name: 'Go', exact: true }).click();
    await expect.poll(() => message(element)).toBe('Enter a day, for example 27/3/2007');
  });

  it('keeps the day it is to show when the page changes it', async () => {
    const element = await openSelector({ value: '2020-09-02' });
    element.value = '2020-10-01';
    await element.updateComplete;
    expect((part('Ngày').element() as HTMLInputElement).value).toMatch(/^0?1$/);
  });
});

describe('a page that says something wrong', () => {
  let warnings: string[] = [];
  let faults: unknown[] = [];
  const onFault = (event: Event) => void faults.push(event);
  beforeEach(() => {
    warnings = [];
    faults = [];
    vi.spyOn(console, 'warn').mockImplementation((words: string) => void warnings.push(words));
    for (const name of ['error', 'unhandledrejection']) window.addEventListener(name, onFault);
  });
  afterEach(() => {
    vi.restoreAllMocks();
    for (const name of ['error', 'unhandledrejection']) window.removeEventListener(name, onFault);
  });

  it.each([
    [{ value: 'hôm nay' }, /value.*"hôm nay"/],
    [{ value: '2020-02-30' }, /value.*"2020-02-30"/],
    [{ min: '1/8/2020' }, /min.*"1\/8\/2020"/],
    [{ max: '2020-13-01' }, /max.*"2020-13-01"/],
    [{ min: '2020-10-10', max: '2020-10-01' }, /min.*2020-10-10/],
    [{ today: 'today' }, /today.*"today"/],
    [{ template: 'javascript:alert({dd})' }, /href-template/],
    [{ template: '/tin/{ngay}' }, /href-template.*\{ngay\}/],
    [{ template: '/tin' }, /href-template.*no token/],
  ])('is told so once, in words, and the field works on: %j', async (given, words) => {
    const element = await openSelector(given);
    const seen = selections(element);
    await typeDate('3', '9', '2020');
    await opener().click();
    await expect.element(page.getByRole('dialog')).toBeVisible();
    await press('{Escape}');
    await go();
    if (!('template' in given)) {
      await until(() => seen.length);
      expect(seen[0]?.date).toBe('2020-09-03');
    }
    expect(warnings.length).toBe(1);
    expect(warnings[0]).toMatch(words);
    expect(warnings[0]).toMatch(/bandoc-date-selector/);
    expect(faults).toEqual([]);
  });

  it('whose template is bad says so to its readers before they do anything, and takes it back when it is mended', async () => {
    const element = await openSelector({ template: '/tin' });
    await expect.poll(() => message(element)).toBe('Trang này chưa đặt đúng đường dẫn tới báo theo ngày.');
    expect(page.getByRole('status').element().textContent).toBe('');
    element.hrefTemplate = '#{iso}';
    await expect.poll(() => message(element)).toBe('Ví dụ: 27/3/2007');
    element.hrefTemplate = '/tin';
    await expect.poll(() => message(element)).toBe('Trang này chưa đặt đúng đường dẫn tới báo theo ngày.');
    expect(warnings.length).toBe(1);
  });

  it('never runs an address that is no http(s), and tells the reader that the page is at fault', async () => {
    const element = await openSelector({ template: 'javascript:window.ran={dd}' });
    await typeDate('3', '9', '2020');
    await go();
    expect(element.shadowRoot?.querySelector('[href^="javascript"]')).toBe(null);
    expect('ran' in window).toBe(false);
    await expect.poll(() => message(element)).toBe('Trang này chưa đặt đúng đường dẫn tới báo theo ngày.');
  });

  it('works without any server, and asks for nothing', async () => {
    const reach = vi.spyOn(window, 'fetch');
    const element = await openSelector({ today: undefined });
    const seen = selections(element);
    await opener().click();
    await expect.element(page.getByRole('dialog')).toBeVisible();
    await press('{ArrowLeft}', '{Enter}');
    await until(() => seen.length);
    expect(reach).not.toHaveBeenCalled();
    expect(warnings).toEqual([]);
    expect(faults).toEqual([]);
  });
});
