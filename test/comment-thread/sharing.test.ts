import '@bandoc/share-bar/register';
import { expect, fixture, html } from '@open-wc/testing';
import { afterEach, describe, it, onTestFinished, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { FEW } from '../../stories/comment-thread/comments.ts';
import { choose } from './menu.ts';
import { newsroom, type OpenThread, openThread } from './open-thread.ts';

const PHUOC = 'thủ tục khai sinh';
const MORE = 'Thêm: bình luận của Nguyễn Hữu Phước';

const told = (open: OpenThread) => [...open.shadow.querySelectorAll('[role=status]')].map((one) => one.textContent).join();
const idOf = (open: OpenThread) => open.article(PHUOC).id.slice(2);

function canonical(address: string): void {
  const link = Object.assign(document.createElement('link'), { rel: 'canonical', href: address });
  document.head.append(link);
  onTestFinished(() => link.remove());
}

describe('the link of a comment', () => {
  afterEach(() => vi.restoreAllMocks());

  it('is the page’s canonical address with a fragment; it is copied, said, and the focus stays', async () => {
    canonical('https://bao.example/cho-dem.html?trang=2#dau');
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    const open = await openThread(await newsroom({ comments: FEW }));
    await choose(open, PHUOC, 'Chép liên kết');
    await open.until(() => told(open).includes('Đã chép liên kết'));
    expect(write.mock.calls).to.deep.equal([[`https://bao.example/cho-dem.html?trang=2#binh-luan-${idOf(open)}`]]);
    await open.until(() => open.article(PHUOC).querySelector('.acts')?.textContent?.includes('Đã chép liên kết'));
    expect(open.shadow.activeElement).to.equal(open.button(MORE));
  });

  it('is the page’s own address where it names no canonical one, with the fragment that the thread’s attribute asks for', async () => {
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    const open = await openThread(await newsroom({ comments: FEW }));
    open.element.setAttribute('anchor', 'y-kien-');
    await choose(open, PHUOC, 'Chép liên kết');
    await open.until(() => write.mock.calls.length);
    expect(write.mock.calls[0]?.[0]).to.equal(`${location.href.replace(/#.*/, '')}#y-kien-${idOf(open)}`);
  });

  it('is shown and selected where the clipboard is denied; Esc takes it away and gives the focus back', async () => {
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new DOMException('', 'NotAllowedError'));
    const open = await openThread(await newsroom({ comments: FEW }));
    await choose(open, PHUOC, 'Chép liên kết');
    const field = () => open.shadow.querySelector<HTMLInputElement>('[aria-label="Liên kết của bình luận"]');
    await open.until(() => open.shadow.activeElement === field());
    expect(field()?.value).to.contain('#binh-luan-');
    expect([field()?.selectionStart, field()?.selectionEnd]).to.deep.equal([0, field()?.value.length]);
    await expect(open.element).to.be.accessible();
    await userEvent.keyboard('{Escape}');
    await open.until(() => !field());
    await open.until(() => open.shadow.activeElement === open.button(MORE));
  });
});

describe('sharing a comment', () => {
  afterEach(() => vi.restoreAllMocks());

  it('asks the page, with its address, whose it is and what it says; answered, nothing is copied', async () => {
    canonical('https://bao.example/cho-dem.html');
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    const open = await openThread(await newsroom({ comments: FEW }));
    const asked: HTMLElementEventMap['bandoc-share-requested'][] = [];
    const answer = (event: Event) => {
      event.preventDefault();
      asked.push(event as HTMLElementEventMap['bandoc-share-requested']);
    };
    document.addEventListener('bandoc-share-requested', answer);
    onTestFinished(() => document.removeEventListener('bandoc-share-requested', answer));
    await choose(open, PHUOC, 'Chia sẻ');
    expect(asked.map(({ detail }) => detail.url)).to.deep.equal([`https://bao.example/cho-dem.html#binh-luan-${idOf(open)}`]);
    expect(asked[0]?.detail.title).to.equal(`Bình luận của Nguyễn Hữu Phước: ${document.title}`);
    expect(asked[0]?.detail.text).to.match(/^Phường tôi làm thủ tục khai sinh/);
    expect(write.mock.calls.length).to.equal(0);
    expect(open.shadow.activeElement).to.equal(open.button(MORE));
  });

  it('is answered by a share bar on the page, which gives the focus back to the comment’s menu', async () => {
    const bar = await fixture<HTMLElement>(html`<bandoc-share-bar lang="vi" url="https://bao.example/cho-dem.html"></bandoc-share-bar>`);
    const open = await openThread(await newsroom({ comments: FEW }));
    await open.until(() => bar.shadowRoot?.querySelector('[part~=copy]'));
    await choose(open, PHUOC, 'Chia sẻ');
    await open.until(() => bar.shadowRoot?.querySelector('dialog')?.open);
    expect(bar.shadowRoot?.querySelector('dialog')?.textContent).to.contain('Bình luận của Nguyễn Hữu Phước');
    await userEvent.keyboard('{Escape}');
    await open.until(() => !bar.shadowRoot?.querySelector('dialog'));
    expect(open.shadow.activeElement).to.equal(open.button(MORE));
  });

  it('copies the link where nothing on the page shares', async () => {
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    const open = await openThread(await newsroom({ comments: FEW }));
    await choose(open, PHUOC, 'Chia sẻ');
    await open.until(() => told(open).includes('Đã chép liên kết'));
    expect(write.mock.calls[0]?.[0]).to.contain(`#binh-luan-${idOf(open)}`);
  });
});
