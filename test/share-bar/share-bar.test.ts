import type { ShareBar } from '@bandoc/share-bar';
import { expect, fixture, html } from '@open-wc/testing';
import { afterEach, beforeEach, describe, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { until } from '../setup/until.ts';
import { ADDRESS, choicesOf, namesOf, openBar, setShareSheet, targetOf, targetsOf } from './open-bar.ts';

const inHead: Element[] = [];
function putInHead(tag: string, attributes: Record<string, string>): HTMLElement {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  document.head.append(element);
  inHead.push(element);
  return element;
}

const hrefOf = (element: ShareBar, id: 'x' | 'facebook') => new URL(targetOf(element, id).getAttribute('href') ?? '').searchParams;

describe('bandoc-share-bar', () => {
  let warnings: string[] = [];
  let restore = () => {};
  beforeEach(() => {
    warnings = [];
    vi.spyOn(console, 'warn').mockImplementation((words: string) => void warnings.push(words));
    restore = setShareSheet(undefined);
  });
  afterEach(() => {
    vi.restoreAllMocks();
    restore();
    for (const element of inHead.splice(0)) element.remove();
  });

  it('is a named group of real links and buttons', async () => {
    const element = await openBar();
    expect(element.shadowRoot?.querySelector('[role=group]')?.getAttribute('aria-label')).to.equal('Chia sẻ bài này');
    expect(namesOf(element)).to.deep.equal([
      'Chia sẻ lên Zalo (mở cửa sổ mới)',
      'Chia sẻ lên Facebook (mở cửa sổ mới)',
      'Chia sẻ lên X (mở cửa sổ mới)',
      'Chia sẻ lên Telegram (mở cửa sổ mới)',
      'E-mail: gửi bài này qua thư điện tử',
      'Chép liên kết của bài này',
    ]);
    for (const link of element.shadowRoot?.querySelectorAll('a') ?? []) {
      expect(link.rel).to.equal('noopener noreferrer');
      expect(link.target).to.equal(link.href.startsWith('mailto:') ? '' : '_blank');
    }
    expect(element.shadowRoot?.querySelectorAll('[style]').length).to.equal(0);
    await expect(element).to.be.accessible();
  });

  it('calls everything by a name that holds the words one sees', async () => {
    const restoreSheet = setShareSheet(async () => {});
    for (const lang of ['vi', 'en']) {
      const element = await openBar(html`<bandoc-share-bar lang=${lang} url=${ADDRESS}></bandoc-share-bar>`);
      expect(targetsOf(element).length).to.equal(7);
      for (const target of targetsOf(element)) expect(target.getAttribute('aria-label')).to.contain(target.textContent?.trim());
    }
    restoreSheet();
  });

  it('speaks English on an English page, and changes its language when the page does', async () => {
    const element = await openBar(html`<bandoc-share-bar lang="en" url=${ADDRESS}></bandoc-share-bar>`);
    expect(page.getByRole('button', { name: 'Copy link to this article' }).elements().length).to.equal(1);
    element.lang = 'vi';
    await until(() => namesOf(element).includes('Chép liên kết của bài này'));
    expect(element.getAttribute('lang')).to.equal('vi');
  });

  it('shows the chosen targets in their order, once each, and says which ones it does not know', async () => {
    const element = await openBar(html`<bandoc-share-bar lang="vi" url=${ADDRESS} targets="email zing Facebook email"></bandoc-share-bar>`);
    expect(namesOf(element)).to.deep.equal(['E-mail: gửi bài này qua thư điện tử', 'Chia sẻ lên Facebook (mở cửa sổ mới)']);
    expect(warnings.length).to.equal(1);
    expect(warnings[0]).to.equal('bandoc-share-bar: targets: "zing" is none of zalo facebook x telegram email copy native.');
  });

  it('shows the usual ones when none is known or the attribute goes', async () => {
    const element = await openBar(html`<bandoc-share-bar lang="vi" url=${ADDRESS} targets="a constructor"></bandoc-share-bar>`);
    expect(namesOf(element).length).to.equal(6);
    element.targets = 'zalo';
    await element.updateComplete;
    expect(namesOf(element).length).to.equal(1);
    element.removeAttribute('targets');
    element.setAttribute('targets', 'x');
    element.removeAttribute('targets');
    await element.updateComplete;
    expect(namesOf(element).length).to.equal(6);
  });

  it('is never empty: where the only target is a share sheet that is not there, it copies', async () => {
    const element = await openBar(html`<bandoc-share-bar lang="vi" url=${ADDRESS} targets="native"></bandoc-share-bar>`);
    expect(namesOf(element)).to.deep.equal(['Chép liên kết của bài này']);
  });

  it('refuses an address that would run code, says so, and shares the page instead', async () => {
    const element = await openBar(html`<bandoc-share-bar lang="vi" url="javascript:alert(1)"></bandoc-share-bar>`);
    expect(hrefOf(element, 'facebook').get('u')).to.equal(location.href.replace(/#.*/, ''));
    expect(warnings.length).to.equal(1);
    expect(warnings[0]).to.contain('"javascript:alert(1)" is no http(s) address');
    expect(element.shadowRoot?.querySelector('a[href^="javascript:"]')).to.equal(null);
  });

  it('shares the canonical address and the title made for sharing where the page has them', async () => {
    putInHead('link', { rel: 'canonical', href: 'https://bao.example/chuan?fbclid=1' });
    putInHead('meta', { property: 'og:title', content: 'Tho\u0302\u0301ng nha\u0302\u0301t' });
    const element = await openBar(html`<bandoc-share-bar lang="vi"></bandoc-share-bar>`);
    expect(hrefOf(element, 'x').get('url')).to.equal('https://bao.example/chuan');
    expect(hrefOf(element, 'x').get('text')).to.equal('Thống nhất'.normalize('NFC'));
  });

  it('does not take an address from a canonical link that is none', async () => {
    putInHead('link', { rel: 'canonical', href: 'data:text/html,x' });
    const element = await openBar(html`<bandoc-share-bar lang="vi"></bandoc-share-bar>`);
    expect(hrefOf(element, 'facebook').get('u')).to.contain(location.origin);
  });

  it('has the new addresses when the page has moved on without loading', async () => {
    const link = putInHead('link', { rel: 'canonical', href: 'https://bao.example/mot' });
    const element = await openBar(html`<bandoc-share-bar lang="vi"></bandoc-share-bar>`);
    link.setAttribute('href', 'https://bao.example/hai');
    targetOf(element, 'x').focus();
    await element.updateComplete;
    expect(hrefOf(element, 'x').get('url')).to.equal('https://bao.example/hai');
  });

  it('keeps one row of one height at every width, and reaches what does not fit by scrolling', async () => {
    const element = await openBar(html`<bandoc-share-bar lang="vi" url=${ADDRESS} style="width: 1000px"></bandoc-share-bar>`);
    const height = element.offsetHeight;
    for (const width of ['645px', '390px', '280px', '150px']) {
      element.style.width = width;
      expect(element.offsetHeight).to.equal(height);
      expect(new Set(targetsOf(element).map((target) => target.getBoundingClientRect().top)).size).to.equal(1);
    }
    expect(document.documentElement.scrollWidth).to.equal(document.documentElement.clientWidth);
    targetOf(element, 'copy').focus();
    expect(targetOf(element, 'copy').getBoundingClientRect().right).to.be.at.most(element.getBoundingClientRect().right + 1);
  });

  it('shows words where they fit, and only icons where they do not', async () => {
    const element = await openBar(html`<bandoc-share-bar lang="vi" url=${ADDRESS} style="width: 645px"></bandoc-share-bar>`);
    const seesWords = () => (targetOf(element, 'zalo').querySelector('span') as HTMLElement).offsetWidth > 0;
    expect(seesWords()).to.equal(true);
    element.style.width = '358px';
    expect(seesWords()).to.equal(false);
    element.targets = 'zalo copy email';
    await element.updateComplete;
    expect(seesWords()).to.equal(true);
    for (const target of targetsOf(element)) expect(target.title).to.equal(target.getAttribute('aria-label'));
  });

  it('has a width in a row of its page', async () => {
    const row = await fixture(html`<div style="display: flex"><bandoc-share-bar lang="vi" url=${ADDRESS}></bandoc-share-bar></div>`);
    expect((row.firstElementChild as HTMLElement).offsetWidth).to.be.above(300);
  });

  it('shows the paper’s own links until it has words, in the same box, and not after', async () => {
    const element = await fixture<ShareBar>(html`<bandoc-share-bar lang="vi" url=${ADDRESS}><a href="https://bao.example/">Chia sẻ</a></bandoc-share-bar>`);
    const height = element.offsetHeight;
    const own = element.querySelector('a') as HTMLElement;
    await until(() => targetsOf(element).length);
    expect(own.assignedSlot).to.equal(null);
    expect(own.offsetWidth).to.equal(0);
    expect(element.offsetHeight).to.equal(height);
  });

  it('tells the page which link is followed; the page stops it by cancelling', async () => {
    const element = await openBar();
    const seen = choicesOf(element);
    element.addEventListener('bandoc-share-chosen', (event) => event.preventDefault());
    const click = new MouseEvent('click', { bubbles: true, cancelable: true, composed: true });
    targetOf(element, 'zalo').dispatchEvent(click);
    expect(seen).to.deep.equal([`zalo opened ${ADDRESS}`]);
    expect(click.defaultPrevented).to.equal(true);
  });

  it('is reached whole by the keyboard, in its order', async () => {
    const element = await openBar();
    const reached: string[] = [];
    for (const _ of targetsOf(element)) {
      await userEvent.tab();
      reached.push(element.shadowRoot?.activeElement?.getAttribute('aria-label') ?? '');
    }
    expect(reached).to.deep.equal(namesOf(element));
  });

  it('leaves nothing running when it is taken away', async () => {
    vi.useFakeTimers();
    try {
      vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
      const element = await fixture<ShareBar>(html`<bandoc-share-bar lang="vi" url=${ADDRESS}></bandoc-share-bar>`);
      await until(() => targetsOf(element).length);
      targetOf(element, 'copy').click();
      await until(() => vi.getTimerCount() > 0);
      element.remove();
      expect(vi.getTimerCount()).to.equal(0);
    } finally {
      vi.useRealTimers();
    }
  });
});
