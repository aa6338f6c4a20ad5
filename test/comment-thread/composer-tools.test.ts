import { expect } from '@open-wc/testing';
import { describe, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { FEW } from '../../stories/comment-thread/comments.ts';
import { newsroom, type OpenThread, openThread } from './open-thread.ts';

/** Comes to the composer of a thread that lives. */
async function comeToWrite(): Promise<OpenThread> {
  const room = await newsroom({ comments: FEW });
  const open = await openThread(room);
  await open.until(() => open.shadow.textContent?.includes('Đang cập nhật trực tiếp'));
  await userEvent.click(open.composer().text);
  await open.until(() => open.find('Đậm'));
  return open;
}

const toolbar = (open: OpenThread) => open.shadow.querySelector<HTMLElement>('[role=toolbar]');

describe('marking words in the composer', () => {
  it('is offered once the reader comes to write, stays when she goes, and takes no comment away', async () => {
    const room = await newsroom({ comments: FEW });
    const open = await openThread(room);
    await open.until(() => open.shadow.textContent?.includes('Đang cập nhật trực tiếp'));
    expect(toolbar(open)).to.equal(null);
    const before = open.comments();
    await userEvent.click(open.composer().text);
    await open.until(() => toolbar(open));
    expect(toolbar(open)?.getAttribute('aria-label')).to.equal('Định dạng');
    await open.until(() => open.element.offsetHeight === open.foldedHeight());
    expect(open.comments()).to.deep.equal(before);
    open.composer().name.focus();
    await open.element.updateComplete;
    expect(toolbar(open)?.checkVisibility()).to.equal(true);
  });

  it('is one tab stop, gone through by arrow keys', async () => {
    const open = await comeToWrite();
    const focused = () => (open.shadow.activeElement as HTMLElement).getAttribute('aria-label') ?? open.shadow.activeElement?.textContent;
    await userEvent.tab();
    expect(focused()).to.equal('Đậm');
    const names = [];
    for (let i = 0; i < 7; i += 1) {
      await userEvent.keyboard('{ArrowRight}');
      names.push(focused());
    }
    expect(names).to.deep.equal(['Nghiêng', 'Trích dẫn', 'Mã', 'Đoạn ẩn', 'Danh sách', 'Xem trước', 'Đậm']);
    await userEvent.keyboard('{ArrowLeft}');
    expect(focused()).to.equal('Xem trước');
    await userEvent.keyboard('{Home}{ArrowRight}');
    await userEvent.tab();
    expect(open.shadow.activeElement).to.equal(open.composer().name);
    await userEvent.tab({ shift: true });
    expect(focused()).to.equal('Nghiêng');
  });

  it('wraps what is selected, gives the field back the focus, and can be undone', async () => {
    const open = await comeToWrite();
    const { text } = open.composer();
    await userEvent.keyboard('xin chào bạn');
    text.setSelectionRange(4, 8);
    await userEvent.click(open.button('Đậm'));
    expect(text.value).to.equal('xin **chào** bạn');
    expect(open.shadow.activeElement).to.equal(text);
    expect(text.value.slice(text.selectionStart, text.selectionEnd)).to.equal('chào');
    document.execCommand('undo');
    expect(text.value).to.equal('xin chào bạn');
    text.setSelectionRange(0, 0);
    open.button('Danh sách').focus();
    await userEvent.keyboard('{Enter}');
    expect(text.value).to.equal('- xin chào bạn');
    await userEvent.clear(text);
  });

  it('writes where the browser has no editing command, and the draft is kept', async () => {
    const open = await comeToWrite();
    const { text } = open.composer();
    const command = vi.spyOn(document, 'execCommand').mockReturnValue(false);
    await userEvent.keyboard('mã');
    await userEvent.click(open.button('Mã'));
    command.mockRestore();
    expect(text.value).to.equal('`mã`');
    expect(Array.from({ length: localStorage.length }, (_, at) => localStorage.getItem(localStorage.key(at) ?? ''))).to.include('`mã`');
    await userEvent.clear(text);
  });

  it('writes nothing while a letter is composed', async () => {
    const open = await comeToWrite();
    const { text } = open.composer();
    await userEvent.keyboard('tieng');
    text.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true, composed: true }));
    open.button('Đậm').click();
    expect(text.value).to.equal('tieng');
    text.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true, composed: true }));
    open.button('Đậm').click();
    expect(text.value).to.equal('**tieng**');
    await userEvent.clear(text);
  });

  it('previews what will be shown, letter by letter', async () => {
    const open = await comeToWrite();
    await userEvent.click(open.button('Xem trước'));
    const preview = () => open.shadow.querySelector<HTMLElement>('[role=group][aria-label="Xem trước"]');
    await open.until(() => preview()?.textContent === 'Bạn chưa viết gì.');
    expect(open.button('Xem trước').getAttribute('aria-pressed')).to.equal('true');
    open.composer().text.focus();
    await userEvent.keyboard('**đậm** và ||ẩn||');
    await open.until(() => preview()?.querySelector('strong')?.textContent === 'đậm');
    const seen = preview()
      ?.querySelector('.text')
      ?.innerHTML.replace(/<!--.*?-->/g, '');
    await expect(open.element).to.be.accessible();
    await open.until(() => open.element.offsetHeight === open.foldedHeight());
    await userEvent.fill(open.composer().name, 'Ba');
    await userEvent.click(open.composer().send);
    await open.until(() => open.comments()[0]?.startsWith('Ba: '));
    expect(
      open
        .article('đậm')
        .querySelector('.text')
        ?.innerHTML.replace(/<!--.*?-->/g, ''),
    ).to.equal(seen);
    await userEvent.click(open.button('Xem trước'));
    await open.until(() => preview() === null);
  });
});
