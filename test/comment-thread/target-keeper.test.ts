import { expect, fixture, html } from '@open-wc/testing';
import { afterEach, beforeEach, describe, it } from 'vitest';
import { TargetKeeper } from '../../packages/comment-thread/src/target-keeper.ts';

/** A tall page with a picture above what is kept, and a clock of its own. */
async function page(): Promise<{ keeper: TargetKeeper; top: () => number; grow: () => Promise<void>; pass: (ms: number) => void }> {
  const place = await fixture<HTMLElement>(html`<div><div></div><p style="margin-top:1500px">Đích</p><div style="height:3000px"></div></div>`);
  const [picture, target] = [...place.children] as [HTMLElement, HTMLElement];
  let now = 0;
  const keeper = new TargetKeeper(() => now);
  scrollTo(0, 1400);
  keeper.keep(target);
  await frames();
  return {
    keeper,
    top: () => Math.round(target.getBoundingClientRect().top),
    grow: () => {
      picture.style.height = `${picture.offsetHeight + 100}px`;
      return frames();
    },
    pass: (ms) => {
      now += ms;
    },
  };
}

function frames(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));
}

describe('keeping what was led to in its place', () => {
  beforeEach(() => document.documentElement.style.setProperty('overflow-anchor', 'none'));
  afterEach(() => document.documentElement.style.removeProperty('overflow-anchor'));

  it('follows each change above it, the last two seconds after the one before', async () => {
    const { keeper, top, grow, pass } = await page();
    const before = top();
    for (const wait of [0, 1_900, 1_900]) {
      pass(wait);
      await grow();
      expect(top()).to.equal(before);
    }
    pass(2_100);
    await grow();
    expect(top()).to.equal(before + 100);
    keeper.release();
  });

  it('ends when the reader scrolls, by wheel, touch, key or the bar', async () => {
    const acts = [
      () => window.dispatchEvent(new WheelEvent('wheel')),
      () => window.dispatchEvent(new Event('touchstart')),
      () => window.dispatchEvent(new PointerEvent('pointerdown')),
      () => window.dispatchEvent(new KeyboardEvent('keydown', { key: 'PageDown' })),
      () => scrollBy(0, 40),
    ];
    for (const act of acts) {
      const { top, grow } = await page();
      act();
      await frames();
      const before = top();
      await grow();
      expect(top(), String(act)).to.equal(before + 100);
    }
  });

  it('lets go of what is not on the page any more', async () => {
    const { grow } = await page();
    document.querySelector('p')?.remove();
    const before = scrollY;
    await grow();
    expect(scrollY).to.equal(before);
  });
});
