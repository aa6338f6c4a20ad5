import { expect, fixture, html } from '@open-wc/testing';
import { afterEach, beforeEach, describe, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { until } from '../setup/until.ts';
import { ADDRESS, choicesOf, openBar, setShareSheet } from './open-bar.ts';

const COMMENT = { url: `${ADDRESS}?utm_source=x#binh-luan-k1`, title: 'Bình luận của Lan: Chợ đêm', text: 'Chợ mở lúc năm giờ.' };
const CLEAN = `${ADDRESS}#binh-luan-k1`;

/** Something on the page asks for an address to be shared; answers whether nobody took it. */
const ask = (from: HTMLElement, detail = COMMENT) =>
  from.dispatchEvent(new CustomEvent('bandoc-share-requested', { detail, bubbles: true, composed: true, cancelable: true }));

const dialogOf = (element: HTMLElement) => element.shadowRoot?.querySelector('dialog') ?? null;
const wayOf = (element: HTMLElement, id: string) => dialogOf(element)?.querySelector<HTMLElement>(`[part~=${id}]`) as HTMLElement;

describe('sharing what something else on the page asks for', () => {
  let restore = () => {};
  beforeEach(() => {
    restore = setShareSheet(undefined);
  });
  afterEach(() => {
    vi.restoreAllMocks();
    restore();
  });

  it('answers, offers its ways for that address in a dialog, and gives the focus back on Esc', async () => {
    const element = await openBar();
    const height = document.documentElement.scrollHeight;
    const button = await fixture<HTMLButtonElement>(html`<button>Chia sẻ bình luận</button>`);
    button.focus();
    expect(ask(button)).to.equal(false);
    await until(() => dialogOf(element)?.open);
    expect(dialogOf(element)?.textContent).to.contain(COMMENT.title).and.to.contain(COMMENT.text);
    expect(wayOf(element, 'facebook').getAttribute('href')).to.contain(encodeURIComponent(CLEAN)).and.not.to.contain('utm_source');
    expect(wayOf(element, 'telegram').getAttribute('href')).to.contain(encodeURIComponent(COMMENT.text));
    expect(wayOf(element, 'copy').getAttribute('aria-label')).to.equal('Chép liên kết');
    expect(element.shadowRoot?.activeElement).to.equal(wayOf(element, 'zalo'));
    expect(element.offsetHeight).to.equal(58);
    await expect(element).to.be.accessible();
    await userEvent.keyboard('{Escape}');
    await until(() => !dialogOf(element));
    expect(document.activeElement).to.equal(button);
    expect(document.documentElement.scrollHeight).to.be.at.most(height + button.offsetHeight + 40);
    expect(element.shadowRoot?.querySelector('[part~=facebook]')?.getAttribute('href')).to.contain(encodeURIComponent(ADDRESS)).and.not.to.contain('binh-luan');
  });

  it('copies that address, says so in the dialog, and tells the page', async () => {
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    const element = await openBar();
    const seen = choicesOf(element);
    ask(element);
    await until(() => dialogOf(element)?.open);
    await userEvent.click(wayOf(element, 'copy'));
    await until(() => dialogOf(element)?.querySelector('[role=status]')?.textContent === 'Đã chép liên kết.');
    expect(write.mock.calls).to.deep.equal([[CLEAN]]);
    expect(seen).to.deep.equal([`copy copied ${CLEAN}`]);
    await userEvent.click(dialogOf(element)?.querySelector('.close') as HTMLElement);
    await until(() => !dialogOf(element));
    expect(element.shadowRoot?.querySelector('[role=status]')?.textContent).to.equal('');
  });

  it('is one bar that answers, and not one that is hidden or gone', async () => {
    const first = await openBar();
    const second = await openBar();
    expect(ask(second)).to.equal(false);
    await until(() => dialogOf(first)?.open);
    expect(dialogOf(second)).to.equal(null);
    await userEvent.keyboard('{Escape}');
    first.hidden = true;
    ask(document.body);
    await until(() => dialogOf(second)?.open);
    second.remove();
    expect(ask(document.body)).to.equal(true);
  });

  it('answers for no address that is not http(s)', async () => {
    await openBar();
    expect(ask(document.body, { ...COMMENT, url: 'javascript:alert(1)' })).to.equal(true);
  });
});
