import { expect, html, nextFrame } from '@open-wc/testing';
import { afterEach, describe, it, vi } from 'vitest';
import { until } from '../setup/until.ts';
import { ADDRESS, choicesOf, openBar, targetOf, targetsOf } from './open-bar.ts';

describe('before the reader chooses, the bar', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('makes no request of any kind, shown, pointed at or reached by the keyboard', async () => {
    // The words of the language are the widget's own file, fetched once a page.
    await openBar();
    const reached: string[] = [];
    const trap = (name: string) => () => {
      reached.push(name);
      throw new Error(`${name} was called`);
    };
    vi.spyOn(window, 'fetch').mockImplementation(trap('fetch'));
    vi.spyOn(XMLHttpRequest.prototype, 'open').mockImplementation(trap('XMLHttpRequest'));
    vi.spyOn(navigator, 'sendBeacon').mockImplementation(trap('sendBeacon'));
    vi.spyOn(HTMLImageElement.prototype, 'src', 'set').mockImplementation(trap('Image'));
    vi.spyOn(window, 'open').mockImplementation(trap('open'));
    const entries: string[] = [];
    const observer = new PerformanceObserver((list) => entries.push(...list.getEntries().map(({ name }) => name)));
    observer.observe({ type: 'resource' });

    const element = await openBar(html`<bandoc-share-bar lang="vi" url="${ADDRESS}?moi" headline="Chợ đêm"></bandoc-share-bar>`);
    for (const target of targetsOf(element)) {
      target.dispatchEvent(new PointerEvent('pointerenter'));
      target.focus();
    }
    await nextFrame();
    await nextFrame();
    entries.push(...observer.takeRecords().map(({ name }) => name));
    observer.disconnect();
    expect(entries).to.deep.equal([]);
    expect(reached).to.deep.equal([]);
    expect(document.querySelector('link[rel=preconnect], link[rel=dns-prefetch], link[rel=prefetch]')).to.equal(null);
  });

  it('holds nothing that could make one: no image, frame, script or address in a style', async () => {
    const element = await openBar();
    expect(element.shadowRoot?.querySelectorAll('img, iframe, script, object, embed, link, image, use').length).to.equal(0);
    const css = (element.shadowRoot?.adoptedStyleSheets ?? []).flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText)).join('');
    expect(css).to.contain('.row');
    expect(css).not.to.match(/url\(|@import|@font-face/);
  });

  it('makes none by copying either', async () => {
    vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    const element = await openBar();
    const before = performance.getEntriesByType('resource').length;
    const seen = choicesOf(element);
    targetOf(element, 'copy').click();
    await until(() => seen.length);
    expect(performance.getEntriesByType('resource').length).to.equal(before);
  });
});
