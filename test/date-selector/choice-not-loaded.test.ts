import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { go, message, opener, openSelector, part, selections, typeDate } from './open-selector.ts';

for (const name of ['choice-controller', 'day-settings']) {
  vi.doMock(`../../packages/date-selector/src/${name}.ts`, () => {
    throw new Error('not loaded');
  });
}

const UNLOADABLE = 'Chưa tải được lịch. Hãy kiểm tra mạng rồi thử lại.';

describe('where the calendar and the reading of dates cannot be fetched', () => {
  const faults: Event[] = [];
  const onFault = (event: Event) => void faults.push(event);
  beforeEach(() => {
    faults.length = 0;
    for (const name of ['error', 'unhandledrejection']) window.addEventListener(name, onFault);
  });
  afterEach(() => {
    for (const name of ['error', 'unhandledrejection']) window.removeEventListener(name, onFault);
    expect(faults).toEqual([]);
  });

  it('the field takes a date, says so when it is wanted, and loses nothing of it', async () => {
    const element = await openSelector({ template: 'javascript:alert({dd})' });
    const seen = selections(element);
    const height = element.offsetHeight;
    await typeDate('17', '2', '2007');
    expect(message(element)).toBe('Ví dụ: 27/3/2007');
    await go();
    await expect.poll(() => page.getByRole('status').element().textContent).toBe(UNLOADABLE);
    expect(message(element)).toBe(UNLOADABLE);
    expect(element.offsetHeight).toBe(height);
    expect((['Ngày', 'Tháng', 'Năm'] as const).map((name) => (part(name).element() as HTMLInputElement).value)).toEqual(['17', '2', '2007']);
    expect(seen).toEqual([]);
  });

  it('the calendar’s button says so and opens nothing', async () => {
    const element = await openSelector();
    await opener().click();
    await expect.poll(() => message(element)).toBe(UNLOADABLE);
    expect(opener().element().getAttribute('aria-expanded')).toBe('false');
    expect(page.getByRole('dialog').elements()).toEqual([]);
  });
});
