import { expect } from '@open-wc/testing';
import { describe, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { FEW } from '../../stories/comment-thread/comments.ts';
import { itemsOf, openMenu } from './menu.ts';
import { newsroom, openThread } from './open-thread.ts';

const PHUOC = 'thủ tục khai sinh';
const MORE = 'Thêm: bình luận của Nguyễn Hữu Phước';

describe('the menu of a comment', () => {
  it('says whose comment it is for, opens at its first item and is left by Esc, which gives the focus back', async () => {
    const open = await openThread(await newsroom({ comments: FEW }));
    await open.until(() => open.find(MORE));
    const button = open.button(MORE);
    expect(button.getAttribute('aria-haspopup')).to.equal('menu');
    button.focus();
    await userEvent.keyboard('{Enter}');
    await open.until(() => open.shadow.activeElement?.textContent === 'Báo xấu');
    expect(button.getAttribute('aria-expanded')).to.equal('true');
    expect(itemsOf(open)).to.deep.equal(['Báo xấu', 'Chép liên kết', 'Chia sẻ', 'Ẩn người này']);
    await expect(open.element).to.be.accessible();
    await userEvent.keyboard('{Escape}');
    await open.until(() => itemsOf(open).length === 0);
    expect(open.shadow.activeElement).to.equal(button);
    expect(button.getAttribute('aria-expanded')).to.equal('false');
  });

  it('is walked by arrows, Home and End, round and round, and opened at its end by the arrow up', async () => {
    const open = await openThread(await newsroom({ comments: FEW }));
    await open.until(() => open.find(MORE));
    open.button(MORE).focus();
    const at = (label: string) => open.until(() => open.shadow.activeElement?.textContent === label);
    await userEvent.keyboard('{ArrowUp}');
    await at('Ẩn người này');
    await userEvent.keyboard('{ArrowDown}');
    await at('Báo xấu');
    await userEvent.keyboard('{ArrowUp}');
    await at('Ẩn người này');
    await userEvent.keyboard('{Home}{ArrowDown}');
    await at('Chép liên kết');
    await userEvent.keyboard('{End}');
    await at('Ẩn người này');
    await userEvent.keyboard('{Escape}{ArrowDown}');
    await at('Báo xấu');
  });

  it('closes by its button, by a press elsewhere, and when Tab leaves it for what comes after its button', async () => {
    const open = await openThread(await newsroom({ comments: FEW }));
    await openMenu(open, PHUOC);
    await userEvent.click(open.button(MORE));
    await open.until(() => itemsOf(open).length === 0);
    await openMenu(open, PHUOC);
    await userEvent.click(open.article('Cảm ơn bạn').querySelector('b') as HTMLElement);
    await open.until(() => itemsOf(open).length === 0);
    await openMenu(open, PHUOC);
    await userEvent.keyboard('{Tab}');
    await open.until(() => itemsOf(open).length === 0);
    expect(open.shadow.activeElement).not.to.equal(null);
    expect(open.shadow.activeElement).not.to.equal(open.button(MORE));
  });

  it('is one at a time', async () => {
    const open = await openThread(await newsroom({ comments: FEW }));
    await openMenu(open, PHUOC);
    open.button('Thêm: bình luận của Tòa soạn').click();
    await open.until(() => open.article('Cảm ơn bạn').querySelector('[role=menu]'));
    expect(open.shadow.querySelectorAll('[role=menu]').length).to.equal(1);
  });

  it('lies whole within the box of the thread, of the last comment and at 320 px too', async () => {
    const open = await openThread(await newsroom({ comments: FEW }), { width: 320 });
    await open.until(() => open.find(/^Thêm: bình luận của/));
    const seen = [...open.shadow.querySelectorAll<HTMLElement>('article')].filter((one) => one.checkVisibility());
    expect(seen.length).to.be.above(0);
    for (const article of seen) {
      await openMenu(open, article.querySelector('.text')?.textContent ?? '');
      const box = open.element.getBoundingClientRect();
      const menu = open.shadow.querySelector('[role=menu]') as HTMLElement;
      expect(menu.offsetParent, 'what holds it is not the folded list, which would cut it off').to.equal(open.shadow.querySelector('section'));
      const { top, left, bottom, right } = menu.getBoundingClientRect();
      expect(top).to.be.at.least(box.top);
      expect(left).to.be.at.least(box.left);
      expect(right).to.be.at.most(box.right);
      expect(bottom).to.be.at.most(box.bottom);
      for (const item of menu.querySelectorAll('[role=menuitem]')) {
        item.scrollIntoView({ block: 'nearest' });
        const spot = item.getBoundingClientRect();
        expect(open.shadow.elementFromPoint(spot.left + spot.width / 2, spot.top + spot.height / 2)).to.equal(item);
      }
      await userEvent.keyboard('{Escape}');
    }
  });

  it('offers what may be done: nothing of what the server lacks, no report and no muting of one’s own', async () => {
    const room = await newsroom({ settings: { without: ['flag', 'edit'] } });
    const open = await openThread(room);
    const { text, name, send } = open.composer();
    await userEvent.fill(text, 'Của tôi.');
    await userEvent.fill(name, 'Ba');
    await userEvent.click(send);
    await open.until(() => open.find('Thêm: bình luận của Ba'));
    expect(await openMenu(open, 'Của tôi.')).to.deep.equal(['Xóa', 'Chép liên kết', 'Chia sẻ']);
    await room.write('Lan', 'Của người khác.');
    await open.until(() => open.find('1 bình luận mới'));
    open.button('1 bình luận mới').click();
    await open.until(() => open.find('Thêm: bình luận của Lan'));
    expect(await openMenu(open, 'Của người khác.')).to.deep.equal(['Chép liên kết', 'Chia sẻ', 'Ẩn người này']);
  });

  it('moves nothing when it comes to a comment', async () => {
    const open = await openThread(await newsroom({ comments: FEW }));
    await open.until(() => open.find(MORE));
    const article = open.article(PHUOC);
    const height = article.offsetHeight;
    open.button(MORE).remove();
    expect(article.offsetHeight).to.equal(height);
  });
});
