import { expect } from '@open-wc/testing';
import { afterEach, describe, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { readerToken } from '../../stories/newsroom.ts';
import { choose } from './menu.ts';
import { newsroom, type OpenThread, openThread } from './open-thread.ts';

const UNDO = 'Hoàn tác việc xóa';
const mine = (open: OpenThread) => open.shadow.querySelector('article') as HTMLElement;

async function write(open: OpenThread, text: string): Promise<void> {
  const composer = open.composer();
  await userEvent.fill(composer.text, text);
  await userEvent.fill(composer.name, 'Ba');
  await userEvent.click(composer.send);
  await open.until(() => open.article(text).textContent?.includes('Đã đăng'));
}

describe('deleting a comment', () => {
  afterEach(() => vi.useRealTimers());

  it('can be undone: it says for how long, moves nothing, and the comment and the focus come back', async () => {
    const room = await newsroom();
    const open = await openThread(room);
    await write(open, 'Viết nhầm.');
    await choose(open, 'Viết nhầm.', 'Xóa');
    await open.until(() => open.shadow.activeElement === open.button(UNDO));
    expect(open.comments()[0]).to.equal('Ba: Đã xóa.');
    expect(open.button(UNDO).textContent).to.equal('Hoàn tác (5 s)');
    expect(open.find('Trả lời Ba')).to.equal(undefined);
    await expect(open.element).to.be.accessible();
    await userEvent.click(open.button(UNDO));
    await open.until(() => open.comments()[0] === 'Ba: Viết nhầm.');
    await open.until(() => open.shadow.activeElement === open.button('Thêm: bình luận của Ba'));
  });

  it('is sent after five seconds and not before, and the focus stays on the comment', async () => {
    const room = await newsroom();
    const open = await openThread(room);
    await write(open, 'Xin rút lại.');
    const view = room.client.thread(room.thread);
    const remove = () => view.roots[0]?.state;
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    await choose(open, 'Xin rút lại.', 'Xóa');
    await open.until(() => open.shadow.activeElement === open.button(UNDO));
    vi.advanceTimersByTime(4000);
    await open.until(() => open.button(UNDO).textContent === 'Hoàn tác (1 s)');
    expect(remove()).to.equal('shown');
    const height = mine(open).offsetHeight;
    vi.advanceTimersByTime(1000);
    vi.useRealTimers();
    await open.until(() => open.comments()[0] === 'Ba: Bình luận đã được xóa.');
    expect(open.shadow.activeElement).to.equal(mine(open));
    expect(mine(open).offsetHeight).to.equal(height);
    view.close();
    const other = room.device().client.thread(room.thread);
    await open.until(() => other.status === 'ready' && other.roots.every(({ state }) => state === 'gone'));
    other.close();
  });

  it('is sent when the page is left', async () => {
    const room = await newsroom();
    const open = await openThread(room);
    await write(open, 'Rời trang.');
    await choose(open, 'Rời trang.', 'Xóa');
    await open.until(() => open.find(UNDO));
    window.dispatchEvent(new Event('pagehide'));
    await open.until(() => open.comments()[0] === 'Ba: Bình luận đã được xóa.');
    expect(open.find(UNDO)).to.equal(undefined);
  });

  it('is sent though the thread is taken off the page meanwhile', async () => {
    const room = await newsroom();
    const open = await openThread(room);
    await write(open, 'Tháo khung.');
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    await choose(open, 'Tháo khung.', 'Xóa');
    await open.until(() => open.find(UNDO));
    open.element.remove();
    vi.advanceTimersByTime(5000);
    vi.useRealTimers();
    const again = await openThread(room);
    await again.until(() => !again.comments().join().includes('Tháo khung'));
  });

  it('leaves its replies where they are', async () => {
    const room = await newsroom();
    const open = await openThread(room);
    await write(open, 'Có người đáp.');
    const view = room.client.thread(room.thread);
    await room.write('Lan', 'Tôi đáp đây.', view.roots[0]?.id);
    view.close();
    await open.until(() => open.find('1 trả lời mới'));
    open.button('1 trả lời mới').click();
    await open.until(() => open.comments().length === 2);
    await choose(open, 'Có người đáp.', 'Xóa');
    await open.until(() => open.find(UNDO));
    window.dispatchEvent(new Event('pagehide'));
    await open.until(() => open.comments().join('|') === 'Ba: Bình luận đã được xóa.|Lan: Tôi đáp đây.');
  });

  it('says why the server does not take it, and can be left', async () => {
    const room = await newsroom();
    const open = await openThread(room);
    await write(open, 'Viết khi chưa đăng nhập.');
    await choose(open, 'Viết khi chưa đăng nhập.', 'Xóa');
    await open.until(() => open.find(UNDO));
    room.client.setToken(async () => readerToken('Phạm Thị Lan'));
    await open.until(() => open.composer().form.textContent?.includes('Phạm Thị Lan'));
    window.dispatchEvent(new Event('pagehide'));
    await open.until(() => mine(open).querySelector('[role=alert]')?.textContent === 'Chưa xóa được: bạn không xóa được bình luận này.');
    expect(open.comments()[0]).to.equal('Ba: Viết khi chưa đăng nhập.');
    await userEvent.click(open.button('Bỏ', mine(open)));
    await open.until(() => !mine(open).querySelector('[role=alert]'));
    expect(open.shadow.activeElement).to.equal(mine(open));
  });
});
