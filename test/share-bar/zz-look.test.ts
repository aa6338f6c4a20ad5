import '@bandoc/share-bar/register';
import { fixture, html } from '@open-wc/testing';
import { it } from 'vitest';
import { page } from 'vitest/browser';
it('look', async () => {
  Object.defineProperty(navigator, 'share', { configurable: true, value: async () => { throw new Error('x'); } });
  Object.defineProperty(navigator, 'canShare', { configurable: true, value: () => true });
  await page.viewport(1280, 900);
  const el = await fixture<HTMLElement>(html`<div style="font:17px/1.6 'Noto Sans',system-ui;background:#fffdfa;color:#1c1b1a;padding:20px;color-scheme:light">
    ${[900, 648, 628, 627, 390, 320, 280].map((w) => html`<p style="margin:4px 0">Đoạn ${w}</p><bandoc-share-bar lang="vi" style="width:${w}px;border-block:1px solid #ddd"></bandoc-share-bar>`)}
    <bandoc-share-bar lang="en" style="width:700px;border-block:1px solid #ddd"></bandoc-share-bar>
    <div style="display:flex;color-scheme:dark;background:#171615;color:#eae7e1"><bandoc-share-bar lang="vi"></bandoc-share-bar></div><p style="height:150px"></p></div>`);
  await new Promise((r) => setTimeout(r, 500));
  const bars = [...el.querySelectorAll('bandoc-share-bar')];
  for (const b of bars) { const row = b.shadowRoot!.querySelector('.row')!; const k=[...row.children]; console.log(b.offsetWidth, b.offsetHeight, row.clientWidth, row.scrollWidth, k.reduce((s, c) => s + (c as HTMLElement).offsetWidth + 2, 0)); }
  navigator.clipboard.writeText = async () => { throw new Error('n'); };
  (bars[8]!.shadowRoot!.querySelector('[part~=copy]') as HTMLElement).click();
  await new Promise((r) => setTimeout(r, 300));
  await page.screenshot({ path: '/tmp/look.png', element: el });
});
