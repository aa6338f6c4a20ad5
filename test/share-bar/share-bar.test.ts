import '@bandoc/share-bar/register';
import type { ShareBar } from '@bandoc/share-bar';
import { expect, fixture, html } from '@open-wc/testing';
import { afterEach, beforeEach, describe, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';

const ADDRESS = 'https://bao.example/cho-dem.html';
const sharing = navigator as unknown as { share?: unknown; canShare?: unknown };

async function open(template = html`<bandoc-share-bar lang="vi" url=${ADDRESS} headline="Chợ đêm"></bandoc-share-bar>`): Promise<ShareBar> {
  const element = await fixture<ShareBar>(template);
  await vi.waitUntil(() => element.shadowRoot?.querySelector('a, button'));
  return element;
}

function outcomes(element: HTMLElement): string[] {
  const seen: string[] = [];
  element.addEventListener('bandoc-share-chosen', (event) => seen.push(`${event.detail.target} ${event.detail.outcome}`));
  return seen;
}

const namesOf = (element: ShareBar) => [...(element.shadowRoot?.querySelectorAll('a, button') ?? [])].map((one) => one.getAttribute('aria-label'));

describe('bandoc-share-bar', () => {
  let warnings: string[] = [];
  beforeEach(() => {
    warnings = [];
    vi.spyOn(console, 'warn').mockImplementation((words: string) => void warnings.push(words));
    Object.defineProperty(sharing, 'share', { configurable: true, value: undefined });
  });
  afterEach(() => {
    vi.restoreAllMocks();
    delete sharing.share;
    delete sharing.canShare;
  });

  it('is a named group of real links and buttons', async () => {
    const element = await open();
    expect(element.shadowRoot?.querySelector('[role=group]')?.getAttribute('aria-label')).to.equal('Chia sẻ bài này');
    expect(page.getByRole('link', { name: 'Chia sẻ lên Zalo (mở cửa sổ mới)' }).elements().length).to.equal(1);
    for (const link of element.shadowRoot?.querySelectorAll('a') ?? []) {
      expect(link.rel).to.equal('noopener noreferrer');
      expect(link.target).to.equal(link.href.startsWith('mailto:') ? '' : '_blank');
    }
    await expect(element).to.be.accessible();
  });

  it('speaks English on an English page', async () => {
    await open(html`<bandoc-share-bar lang="en" url=${ADDRESS}></bandoc-share-bar>`);
    expect(page.getByRole('button', { name: 'Copy link to this article' }).elements().length).to.equal(1);
  });

  it('asks nobody for anything before the reader chooses', async () => {
    const before = performance.getEntriesByType('resource').length;
    const reach = vi.spyOn(window, 'fetch');
    await open();
    const fetched = performance.getEntriesByType('resource').slice(before).map(({ name }) => new URL(name).origin);
    expect(reach.mock.calls).to.deep.equal([]);
    for (const origin of fetched) expect(origin).to.equal(location.origin);
  });

  it('shows the chosen targets in their order, and says which ones it does not know', async () => {
    const element = await open(html`<bandoc-share-bar lang="vi" url=${ADDRESS} targets="email zing facebook"></bandoc-share-bar>`);
    expect(namesOf(element)).to.deep.equal(['Thư: gửi bài này qua thư điện tử', 'Chia sẻ lên Facebook (mở cửa sổ mới)']);
    expect(warnings.join()).to.contain('"zing"').and.to.contain('zalo facebook x telegram email copy native');
  });

  it('shows all when none is known', async () => {
    const element = await open(html`<bandoc-share-bar lang="vi" url=${ADDRESS} targets="a b"></bandoc-share-bar>`);
    expect(namesOf(element).length).to.equal(6);
  });

  it('refuses an address that would run code, and shares the page instead', async () => {
    const element = await open(html`<bandoc-share-bar lang="vi" url="javascript:alert(1)"></bandoc-share-bar>`);
    expect(element.shadowRoot?.querySelector('a[href*=facebook]')?.getAttribute('href')).to.contain(encodeURIComponent(location.origin));
    expect(warnings.join()).to.contain('no http(s) address');
  });

  it('keeps one row of one height at every width', async () => {
    const element = await open(html`<bandoc-share-bar lang="vi" url=${ADDRESS} style="width: 1000px"></bandoc-share-bar>`);
    const tall = element.offsetHeight;
    for (const width of ['700px', '390px', '200px']) {
      element.style.width = width;
      expect(element.offsetHeight).to.equal(tall);
      const tops = new Set([...(element.shadowRoot?.querySelectorAll('a, button') ?? [])].map((one) => one.getBoundingClientRect().top));
      expect(tops.size).to.equal(1);
    }
  });

  it('copies, says so once, and keeps the width of its button', async () => {
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    const element = await open();
    element.style.width = '900px';
    const seen = outcomes(element);
    const button = element.shadowRoot?.querySelector('button') as HTMLButtonElement;
    const width = button.offsetWidth;
    await userEvent.click(button);
    await vi.waitUntil(() => seen.length);
    expect(write.mock.calls).to.deep.equal([[ADDRESS]]);
    expect(seen).to.deep.equal(['copy copied']);
    expect(element.shadowRoot?.querySelector('[role=status]')?.textContent).to.equal('Đã chép liên kết của bài.');
    expect(button.offsetWidth).to.equal(width);
  });

  it('gives the address to copy by hand where the clipboard is denied, without moving what is below', async () => {
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new DOMException('', 'NotAllowedError'));
    const element = await open();
    const seen = outcomes(element);
    const height = element.offsetHeight;
    await userEvent.click(element.shadowRoot?.querySelector('button') as HTMLButtonElement);
    await vi.waitUntil(() => seen.length);
    const input = element.shadowRoot?.querySelector('input') as HTMLInputElement;
    expect(input.value).to.equal(ADDRESS);
    expect(element.shadowRoot?.activeElement).to.equal(input);
    expect([input.selectionStart, input.selectionEnd]).to.deep.equal([0, ADDRESS.length]);
    expect(element.offsetHeight).to.equal(height);
    expect(seen).to.deep.equal(['copy failed']);
    await userEvent.keyboard('{Escape}');
    await element.updateComplete;
    expect(element.shadowRoot?.querySelector('input')).to.equal(null);
  });

  it('opens the phone’s own sheet where there is one; closing it is no fault, failing leads to copying', async () => {
    const share = vi.fn<(data: unknown) => Promise<void>>();
    Object.defineProperty(sharing, 'share', { configurable: true, value: share });
    Object.defineProperty(sharing, 'canShare', { configurable: true, value: () => true });
    const element = await open();
    const seen = outcomes(element);
    const button = element.shadowRoot?.querySelector('button:last-of-type') as HTMLButtonElement;
    share.mockRejectedValueOnce(new DOMException('', 'AbortError'));
    await userEvent.click(button);
    await vi.waitUntil(() => seen.length === 1);
    expect(element.shadowRoot?.querySelector('input')).to.equal(null);
    share.mockRejectedValueOnce(new DOMException('', 'NotAllowedError'));
    await userEvent.click(button);
    await vi.waitUntil(() => seen.length === 2);
    expect(element.shadowRoot?.querySelector('input')?.value).to.equal(ADDRESS);
    share.mockResolvedValueOnce();
    await userEvent.click(button);
    await vi.waitUntil(() => seen.length === 3);
    expect(seen).to.deep.equal(['native cancelled', 'native failed', 'native shared']);
    expect(share.mock.calls[2]?.[0]).to.deep.equal({ url: ADDRESS, title: 'Chợ đêm' });
  });

  it('lets the page stop a link by cancelling its event', async () => {
    const element = await open();
    element.addEventListener('bandoc-share-chosen', (event) => event.preventDefault());
    const click = new MouseEvent('click', { bubbles: true, cancelable: true, composed: true });
    element.shadowRoot?.querySelector('a')?.dispatchEvent(click);
    expect(click.defaultPrevented).to.equal(true);
  });

  it('is reached whole by the keyboard, in its order', async () => {
    const element = await open();
    const reached: string[] = [];
    for (let i = 0; i < 6; i += 1) {
      await userEvent.tab();
      reached.push(element.shadowRoot?.activeElement?.getAttribute('aria-label') ?? '');
    }
    expect(reached).to.deep.equal(namesOf(element));
  });
});
