import { afterEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { until } from '../setup/until.ts';
import { dayNamed, dialog, focused, focusedName, openCalendar, opener, openSelector, part, press, selections, typeDate } from './open-selector.ts';
import { openPaper } from './paper.ts';

const heading = () => dialog().getByRole('heading');
const stops = () => dialog().element().querySelectorAll('table [tabindex="0"]');

describe('the calendar', () => {
  afterEach(() => history.replaceState(null, '', location.pathname + location.search));

  it('[3] opens by click, Enter and Space on a button that says what it opens, and by nothing else', async () => {
    await openSelector();
    expect(opener().element().getAttribute('aria-haspopup')).toBe('dialog');
    for (const open of [() => opener().click(), () => press('{Enter}'), () => press(' ')]) {
      (opener().element() as HTMLElement).focus();
      expect(opener().element().getAttribute('aria-expanded')).toBe('false');
      expect(dialog().elements()).toEqual([]);
      await open();
      await expect.element(dialog()).toBeVisible();
      expect(opener().element().getAttribute('aria-expanded')).toBe('true');
      expect(focused().closest('table')).toBeTruthy();
      await press('{Escape}');
      await expect.poll(() => dialog().elements()).toEqual([]);
    }
  });

  it('[6] [12] is a named dialog that says its keys before its grid', async () => {
    await openSelector();
    await openCalendar();
    await expect.element(page.getByRole('dialog', { name: 'Lịch chọn ngày' })).toBeVisible();
    const keys = dialog()
      .getByText(/Phím mũi tên/)
      .element();
    const grid = dialog().getByRole('grid').element();
    expect(keys.compareDocumentPosition(grid) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
    expect(grid.getAttribute('aria-describedby')).toBe(keys.id);
  });

  it('[4] says the chosen day in the opener’s name', async () => {
    const element = await openSelector({ value: '2020-10-22' });
    expect(opener().element().getAttribute('aria-label')).toBe('Đổi ngày, Thứ năm, 22 tháng 10, 2020');
    selections(element);
    await openCalendar();
    await press('{ArrowLeft}', '{Enter}');
    await expect.poll(() => opener().element().getAttribute('aria-label')).toBe('Đổi ngày, Thứ tư, 21 tháng 10, 2020');
    expect(focused()).toBe(opener().element());
  });

  it.each([
    ['the chosen day', { value: '2020-09-02' }, /^Thứ tư, 2 tháng 9, 2020/],
    ['today when none is chosen', {}, /^Thứ năm, 22 tháng 10, 2020/],
    ['the nearest day when today is out of range', { max: '2020-10-20' }, /^Thứ ba, 20 tháng 10, 2020/],
    ['the nearest day when the chosen one is out of range', { value: '2019-01-01', min: '2020-08-02' }, /^Chủ nhật, 2 tháng 8, 2020/],
  ])('[5] opens on %s', async (_, given, name) => {
    await openSelector(given);
    await openCalendar();
    await expect.poll(focusedName).toMatch(name);
  });

  it('[13] [14] is a grid named by its month, with whole weekday names', async () => {
    await openSelector();
    await openCalendar();
    await expect.element(dialog().getByRole('grid', { name: 'Tháng 10 năm 2020' })).toBeVisible();
    const days = dialog().getByRole('columnheader').elements();
    expect(days.map((day) => day.textContent?.trim())).toEqual(['T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'CN']);
    expect(days.map((day) => day.getAttribute('abbr'))).toEqual(['Thứ hai', 'Thứ ba', 'Thứ tư', 'Thứ năm', 'Thứ sáu', 'Thứ bảy', 'Chủ nhật']);
    expect(dialog().getByRole('row').elements().length).toBe(7);
  });

  it('[8] closes at Escape with the value unchanged and the focus back on the opener', async () => {
    const element = await openSelector({ value: '2020-09-02' });
    const seen = selections(element);
    await openCalendar();
    await press('{ArrowRight}', '{Escape}');
    await expect.poll(() => dialog().elements()).toEqual([]);
    expect(focused()).toBe(opener().element());
    expect([element.value, ...seen]).toEqual(['2020-09-02']);
  });

  it('lets an Escape that closed it go no further, so that a page’s own dialog stays open', async () => {
    await openSelector();
    await openCalendar();
    const heard: string[] = [];
    const hear = (event: KeyboardEvent) => void heard.push(event.key);
    document.addEventListener('keydown', hear);
    await press('{Escape}');
    document.removeEventListener('keydown', hear);
    expect(heard).toEqual([]);
  });

  it('closes at “Đóng” with the focus back, and at a press outside', async () => {
    const element = await openSelector();
    await openCalendar();
    await dialog().getByRole('button', { name: 'Đóng' }).click();
    await expect.poll(() => dialog().elements()).toEqual([]);
    expect(focused()).toBe(opener().element());
    await openCalendar();
    element.insertAdjacentHTML('beforebegin', '<button>Ngoài</button>');
    await page.getByRole('button', { name: 'Ngoài' }).click();
    await expect.poll(() => dialog().elements()).toEqual([]);
    element.previousElementSibling?.remove();
  });

  it('closes at a second press on the opener', async () => {
    await openSelector();
    await openCalendar();
    await opener().click();
    await expect.poll(() => dialog().elements()).toEqual([]);
    expect(opener().element().getAttribute('aria-expanded')).toBe('false');
  });

  it('[45] stays open when it is pressed inside, also within other shadow roots, closed ones too', async () => {
    for (const mode of ['open', 'closed'] as const) {
      const element = await openSelector();
      const host = document.createElement('div');
      element.replaceWith(host);
      host.attachShadow({ mode }).append(element);
      const root = element.shadowRoot as ShadowRoot;
      // The tools cannot point into a closed root, so the events of a press are sent by hand.
      const press = (target: Element | null) => {
        target?.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true }));
        target?.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true, cancelable: true }));
      };
      press(root.querySelector('[aria-haspopup]'));
      await until(() => root.querySelector('[role=dialog]'));
      press(root.querySelector('[role=dialog] h2'));
      press(root.querySelector('[aria-label="Tháng trước"]'));
      await element.updateComplete;
      expect(root.querySelector('[role=dialog] h2')?.textContent?.trim()).toBe('Tháng 9 năm 2020');
      host.remove();
    }
  });

  it('[11] says each month that it turns to, and keeps the focus on the button that turned it', async () => {
    await openSelector();
    await openCalendar();
    expect(heading().element().getAttribute('aria-live')).toBe('polite');
    const seen: (string | null)[] = [];
    for (const name of ['Tháng trước', 'Năm trước', 'Tháng sau', 'Năm sau']) {
      await dialog().getByRole('button', { name }).click();
      seen.push(heading().element().textContent);
      expect(focusedName()).toBe(name);
      expect(stops().length).toBe(1);
    }
    expect(seen).toEqual(['Tháng 9 năm 2020', 'Tháng 9 năm 2019', 'Tháng 10 năm 2019', 'Tháng 10 năm 2020']);
  });

  it('[24] stops at the limits: a button that leads nowhere says so and keeps the focus', async () => {
    await openSelector({ min: '2020-09-10', max: '2020-10-22' });
    await openCalendar();
    const next = dialog().getByRole('button', { name: 'Tháng sau' });
    expect(next.element().getAttribute('aria-disabled')).toBe('true');
    (next.element() as HTMLElement).focus();
    await press('{Enter}');
    expect(heading().element().textContent).toBe('Tháng 10 năm 2020');
    expect(focusedName()).toBe('Tháng sau');
    const previous = dialog().getByRole('button', { name: 'Tháng trước' });
    (previous.element() as HTMLElement).focus();
    await press('{Enter}');
    expect(heading().element().textContent).toBe('Tháng 9 năm 2020');
    await expect.poll(() => previous.element().getAttribute('aria-disabled')).toBe('true');
    expect(focusedName()).toBe('Tháng trước');
  });

  it('[23] lets the arrows through days beyond the limits, which say so and cannot be chosen', async () => {
    const element = await openSelector({ value: '2020-10-22', max: '2020-10-22' });
    const seen = selections(element, false);
    await openCalendar();
    await press('{ArrowRight}');
    await expect.poll(focusedName).toBe('Thứ sáu, 23 tháng 10, 2020, ngoài khoảng chọn được');
    expect(focused().getAttribute('aria-disabled')).toBe('true');
    await press('{Enter}', ' ');
    await userEvent.click(dayNamed(/^Thứ bảy, 24 tháng 10/).element(), { force: true });
    expect([...seen, element.value, location.hash]).toEqual(['2020-10-22', '']);
    expect(dialog().elements().length).toBe(1);
  });

  it('[21] [22] marks exactly one chosen day and one today, and says both', async () => {
    await openSelector({ value: '2020-10-20' });
    await openCalendar();
    const all = [...dialog().element().querySelectorAll('[aria-selected]')];
    expect(all.map((cell) => cell.getAttribute('aria-selected'))).toEqual(['true']);
    expect(all[0]?.textContent?.trim()).toBe('20');
    const today = [...dialog().element().querySelectorAll('[aria-current=date]')];
    expect(today.map((day) => day.getAttribute('aria-label'))).toEqual(['Thứ năm, 22 tháng 10, 2020, hôm nay']);
    await expect.element(dayNamed('Thứ ba, 20 tháng 10, 2020, đang chọn')).toBeVisible();
  });

  it('[21] marks none when none is chosen', async () => {
    await openSelector();
    await openCalendar();
    expect(dialog().element().querySelectorAll('[aria-selected]').length).toBe(0);
  });

  it('has real links where the page has told the address of a day, and buttons otherwise', async () => {
    await openSelector({ template: '/tin/{yyyy}/{mm}/{dd}', max: '2020-10-22' });
    await openCalendar();
    const links = dialog().getByRole('link').elements() as HTMLAnchorElement[];
    expect(links.length).toBe(22);
    expect(links[0]?.getAttribute('href')).toBe('/tin/2020/10/01');
    await press('{Escape}');
    (document.querySelector('bandoc-date-selector') as HTMLElement).remove();
    await openSelector({ template: undefined });
    await openCalendar();
    expect(dialog().getByRole('link').elements()).toEqual([]);
    await expect.element(dialog().getByRole('button', { name: /^Thứ năm, 1 tháng 10/ })).toBeVisible();
  });

  it.each(['{Enter}', ' ', 'click'])('[20] goes to the day at %j, and closes', async (how) => {
    const element = await openSelector();
    const seen = selections(element, false);
    await openCalendar();
    await press('{ArrowLeft}');
    await expect.poll(focusedName).toMatch(/^Thứ tư, 21 tháng 10/);
    if (how === 'click') await userEvent.click(focused());
    else await press(how);
    await expect.poll(() => location.hash).toBe('#2020-10-21');
    expect(seen).toEqual([{ date: '2020-10-21', href: '#2020-10-21' }]);
    await expect.poll(() => dialog().elements()).toEqual([]);
    expect(element.value).toBe('2020-10-21');
  });

  it('stays on the page when that cancels the choice', async () => {
    const element = await openSelector();
    const seen = selections(element);
    await openCalendar();
    await press('{ArrowLeft}', '{Enter}');
    await until(() => seen.length);
    expect(location.hash).toBe('');
  });

  it('leaves a click for a new tab to the browser', async () => {
    const element = await openSelector();
    const seen = selections(element);
    await openCalendar();
    const link = dialog().getByRole('link').elements()[0] as HTMLElement;
    const late = new Promise<boolean>((resolve) =>
      window.addEventListener(
        'click',
        (event) => {
          resolve(event.defaultPrevented);
          event.preventDefault();
        },
        { once: true },
      ),
    );
    link.dispatchEvent(new MouseEvent('click', { ctrlKey: true, bubbles: true, cancelable: true, composed: true }));
    expect(await late).toBe(false);
    expect(seen).toEqual([]);
  });

  it('takes up what the reader has typed', async () => {
    await openSelector({ value: '2020-10-20' });
    await typeDate('5', '9', '2020');
    await openCalendar();
    await expect.poll(focusedName).toMatch(/^Thứ bảy, 5 tháng 9/);
  });

  it('begins anew where it is opened again', async () => {
    await openSelector({ value: '2020-10-20' });
    await openCalendar();
    await press('{PageUp}', '{Escape}');
    await openCalendar();
    await expect.poll(focusedName).toMatch(/^Thứ ba, 20 tháng 10/);
  });

  it('takes the day it is from the server’s clock when the page does not say it', async () => {
    const paper = await openPaper({ '2020-10-22': 1 });
    await openSelector({ paper, today: undefined });
    await openCalendar();
    await expect.poll(focusedName).toMatch(/^Thứ năm, 22 tháng 10, 2020, hôm nay/);
  });

  it('speaks English on an English page', async () => {
    await openSelector({ lang: 'en', value: '2020-10-21' });
    await openCalendar();
    await expect.element(page.getByRole('dialog', { name: 'Calendar' })).toBeVisible();
    expect(heading().element().textContent).toBe('October 2020');
    await expect.element(dayNamed('Thursday, 22 October 2020, today')).toBeVisible();
    await expect.poll(focusedName).toBe('Wednesday, 21 October 2020, chosen');
  });

  it('leaves nothing behind when it is taken from the page while open', async () => {
    const element = await openSelector();
    await openCalendar();
    const parent = element.parentElement as HTMLElement;
    element.remove();
    await userEvent.click(document.body);
    parent.append(element);
    await element.updateComplete;
    expect(dialog().elements()).toEqual([]);
    await openCalendar();
    await expect.element(part('Ngày')).toBeVisible();
  });
});
