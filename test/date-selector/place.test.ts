import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { dialog, openCalendar, openSelector, press } from './open-selector.ts';

const PROTOTYPE = HTMLElement.prototype;

/** Between the field, the calendar and the window's edge, px. */
const GAPS = 12;

/** How far the calendar lies outside the window on each side, px: all 0 where it lies within. */
function outside(): readonly number[] {
  const { left, top, right, bottom } = dialog().element().getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
  return [-left, -top, right - clientWidth, bottom - clientHeight].map((past) => Math.max(0, Math.round(past)));
}

describe.each(['popover', 'no popover'])('the calendar in a browser with %s', (kind) => {
  const own = Object.getOwnPropertyDescriptor(PROTOTYPE, 'popover') as PropertyDescriptor;
  beforeEach(() => {
    if (kind === 'no popover') delete (PROTOTYPE as { popover?: unknown }).popover;
  });
  afterEach(async () => {
    Object.defineProperty(PROTOTYPE, 'popover', own);
    document.body.removeAttribute('style');
    await page.viewport(414, 896);
  });

  it.each([
    ['390 px, at the left', 390, 'margin: 16px'],
    ['390 px, at the right', 390, 'margin: 16px 16px 16px 100px'],
    ['320 px', 320, 'margin: 8px'],
    ['1280 px, at the right edge', 1280, 'margin: 20px 0 0 1000px'],
    ['1280 px, at the foot of the window', 1280, 'margin: 560px 0 0 20px'],
    ['390 px, scrolled', 390, 'margin: 1500px 16px'],
  ])('lies inside the window, beside the field: %s', async (_, width, style) => {
    await page.viewport(width, 700);
    document.body.style.cssText = style;
    const element = await openSelector();
    element.scrollIntoView({ block: 'nearest' });
    await openCalendar();
    expect(outside()).toEqual([0, 0, 0, 0]);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
    const field = element.shadowRoot?.querySelector('[part=field]')?.getBoundingClientRect() as DOMRect;
    const panel = dialog().element().getBoundingClientRect();
    // Firefox scrolls what gets the focus to the middle of the window; there, neither side has room for a calendar in the low ones.
    const room = panel.height + GAPS <= Math.max(field.top, innerHeight - field.bottom);
    expect(room || navigator.userAgent.includes('Firefox')).toBe(true);
    expect(!room || panel.top >= field.bottom || panel.bottom <= field.top, `${panel.top}–${panel.bottom} beside ${field.top}–${field.bottom}`).toBe(true);
  });

  it('follows the field when the window changes its width, and closes', async () => {
    await page.viewport(1280, 700);
    document.body.style.cssText = 'margin: 16px; display: flex; justify-content: flex-end';
    await openSelector();
    await openCalendar();
    await page.viewport(390, 700);
    await expect.poll(outside).toEqual([0, 0, 0, 0]);
    await press('{Escape}');
    await expect.poll(() => dialog().elements()).toEqual([]);
  });

  it('lies above what comes after it, and outside a box that clips', async () => {
    const element = await openSelector();
    const clip = element.parentElement as HTMLElement;
    element.insertAdjacentHTML('afterend', '<p style="position: relative; z-index: 1; background: gold; height: 300px; margin: 0">Sau</p>');
    if (kind === 'popover') clip.style.cssText = 'overflow: hidden; height: 90px';
    await openCalendar();
    const { left, top, width, height } = (dialog().element().querySelector('table') as HTMLElement).getBoundingClientRect();
    expect(document.elementFromPoint(left + width / 2, top + height / 2)).toBe(element);
  });

  it('[43] has targets for fingers also at 320 px: nothing under 24 px, days 36 px wide and 40 px high', async () => {
    await page.viewport(320, 700);
    await openSelector();
    await openCalendar();
    for (const target of dialog().element().querySelectorAll('a, button')) {
      const { width, height } = target.getBoundingClientRect();
      expect(width).toBeGreaterThanOrEqual(target.closest('table') ? 36 : 24);
      expect(height).toBeGreaterThanOrEqual(target.closest('table') ? 40 : 24);
    }
  });
});
