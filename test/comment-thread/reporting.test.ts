import { expect } from '@open-wc/testing';
import { describe, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { FEW } from '../../stories/comment-thread/comments.ts';
import { choose, openMenu } from './menu.ts';
import { newsroom, type OpenThread, openThread } from './open-thread.ts';

const PHUOC = 'thủ tục khai sinh';
const radio = (open: OpenThread, name: string) =>
  [...open.shadow.querySelectorAll<HTMLInputElement>('input[type=radio]')].find(
    (one) => one.closest('label')?.textContent?.trim() === name,
  ) as HTMLInputElement;
const alertOf = (open: OpenThread) => open.article(PHUOC).querySelector('[role=alert]')?.textContent;

describe('reporting a comment', () => {
  it('asks for a reason, tells the newsroom, says so on the comment, and is not offered again', async () => {
    const room = await newsroom({ comments: FEW });
    const open = await openThread(room);
    await choose(open, PHUOC, 'Báo xấu');
    await open.until(() => open.shadow.activeElement === radio(open, 'Quảng cáo, thư rác'));
    expect(open.shadow.querySelector('legend')?.textContent).to.contain('Nguyễn Hữu Phước');
    await expect(open.element).to.be.accessible();
    await userEvent.click(open.button('Báo tòa soạn'));
    await open.until(() => alertOf(open) === 'Bạn chọn một lý do nhé.');
    await userEvent.click(radio(open, 'Sai sự thật'));
    await open.until(() => alertOf(open) === undefined);
    await userEvent.click(open.button('Báo tòa soạn'));
    await open.until(() => open.article(PHUOC).querySelector('.acts')?.textContent?.includes('Đã báo'));
    expect(open.shadow.activeElement).to.equal(open.button('Thêm: bình luận của Nguyễn Hữu Phước'));
    expect(await openMenu(open, PHUOC)).to.deep.equal(['Chép liên kết', 'Chia sẻ', 'Ẩn người này']);
    const view = room.client.thread(room.thread);
    await open.until(() => view.roots[0]?.flag === 'false' && !view.roots[0]?.acts);
    view.close();
  });

  it('takes words of the reader’s own for another reason, and is walked by arrows', async () => {
    const room = await newsroom({ comments: FEW });
    const open = await openThread(room);
    await userEvent.fill(open.composer().name, 'Đỗ Ngọc Hằng');
    await choose(open, PHUOC, 'Báo xấu');
    await open.until(() => open.shadow.activeElement === radio(open, 'Quảng cáo, thư rác'));
    expect(open.shadow.querySelector('[aria-label^="Bạn nói rõ"]')).to.equal(null);
    await userEvent.keyboard('{ArrowUp}');
    await open.until(() => radio(open, 'Lý do khác').checked && open.shadow.querySelector('[aria-label^="Bạn nói rõ"]'));
    await userEvent.fill(open.shadow.querySelector('[aria-label^="Bạn nói rõ"]') as HTMLElement, 'Tên này giả danh tôi.');
    await userEvent.keyboard('{Enter}');
    await open.until(() => open.article(PHUOC).querySelector('.acts')?.textContent?.includes('Đã báo'));
    expect(room.client.guestName, 'in the name that stands in her field').to.equal('Đỗ Ngọc Hằng');
  });

  it('is left by Esc, and the focus goes back to the menu’s button', async () => {
    const open = await openThread(await newsroom({ comments: FEW }));
    await choose(open, PHUOC, 'Báo xấu');
    await open.until(() => open.shadow.activeElement === radio(open, 'Quảng cáo, thư rác'));
    await userEvent.keyboard('{Escape}');
    await open.until(() => !open.shadow.querySelector('fieldset'));
    await open.until(() => open.shadow.activeElement === open.button('Thêm: bình luận của Nguyễn Hữu Phước'));
  });
});
