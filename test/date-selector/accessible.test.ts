import { expect } from '@open-wc/testing';
import { afterEach, describe, it } from 'vitest';
import { until } from '../setup/until.ts';
import { go, openCalendar, opener, openSelector } from './open-selector.ts';
import { openPaper } from './paper.ts';

describe.each(['light', 'dark'])('the selector on a %s page', (scheme) => {
  const light = () => document.documentElement.style;
  afterEach(() => light().removeProperty('color-scheme'));

  const onPage = async (given: Parameters<typeof openSelector>[0] = {}) => {
    light().colorScheme = scheme;
    const element = await openSelector(given);
    element.style.cssText = 'background: Canvas; color: CanvasText';
    return element;
  };

  it('is accessible closed, empty and filled', async () => {
    await expect(await onPage()).to.be.accessible();
    await expect(await onPage({ value: '2020-09-02', lang: 'en' })).to.be.accessible();
  });

  it('is accessible with a fault', async () => {
    const element = await onPage();
    await go();
    await until(() => element.shadowRoot?.querySelector('[aria-invalid]'));
    await expect(element).to.be.accessible();
  });

  it('is accessible open: with counts, without, while they load and when they fail', async () => {
    for (const line of ['good', 'slow', 'down', undefined] as const) {
      const paper = line && (await openPaper({ '2020-10-02': 1, '2020-10-20': 9 }, line));
      const element = await onPage({ ...(paper && { paper }), value: '2020-10-20', max: '2020-10-22', min: '2020-08-02' });
      await openCalendar();
      if (line === 'good') await until(() => element.shadowRoot?.querySelector('[aria-label$="9 bài"]'));
      await expect(element).to.be.accessible();
      await opener().click();
      element.remove();
    }
  });
});
