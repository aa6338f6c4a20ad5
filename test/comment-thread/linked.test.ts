import { expect } from '@open-wc/testing';
import { afterEach, describe, it, onTestFinished, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { MANY } from '../../stories/comment-thread/comments.ts';
import type { SeedComment } from '../../stories/newsroom.ts';
import { newsroom, openThread } from './open-thread.ts';

/** A hundred roots, the 50th with a reply that has a reply. */
const LONG: readonly SeedComment[] = Array.from({ length: 100 }, (_, index) => ({
  name: `Bạn đọc ${index}`,
  minutesAgo: 500 - index,
  text: `Ý kiến thứ ${index}.`,
  replies: index === 50 ? [{ name: 'Lan', text: 'Đáp một.', replies: [{ name: 'Ba', text: 'Đáp hai.' }] }] : [],
}));

function lead(id: string | undefined): void {
  history.replaceState(null, '', `#binh-luan-${id}`);
}

const said = (shadow: ShadowRoot) => [...shadow.querySelectorAll('[role=status]')].map((one) => one.textContent).join(' ');

describe('an address that leads to one comment', () => {
  afterEach(() => history.replaceState(null, '', location.pathname + location.search));

  it('opens the thread there, with what it answers, in sight, focused and marked in words', async () => {
    const room = await newsroom({ comments: LONG });
    const id = room.ids[52];
    lead(id);
    const open = await openThread(room, { width: 320 });
    await open.until(() => open.shadow.activeElement?.id === `c-${id}`);
    const article = open.article('Đáp hai');
    expect(open.comments().map((line) => line.split(':')[0])).to.deep.equal(['Bạn đọc 50', 'Lan', 'Ba']);
    expect(article.textContent).to.contain('Bình luận được dẫn tới');
    expect(said(open.shadow)).to.contain('Bình luận được dẫn tới');
    const { top, bottom } = article.getBoundingClientRect();
    expect(top).to.be.at.least(0);
    expect(bottom).to.be.at.most(innerHeight);
    open.button('Xem từ đầu').click();
    await open.until(() => open.comments().length > 10);
    expect(open.comments()[0]).to.contain('Ý kiến thứ 99');
    expect(open.shadow.activeElement).to.equal(open.shadow.querySelector('h2'));
    expect(location.hash).to.equal('');
    expect(open.find('Xem từ đầu')).to.equal(undefined);
  });

  it('leads on in both directions from the middle of a thread, without moving what is read', async () => {
    const room = await newsroom({ comments: LONG });
    lead(room.ids[30]);
    const open = await openThread(room);
    await open.until(() => open.shadow.activeElement?.textContent?.includes('Ý kiến thứ 30.'));
    expect(open.button('Xem thêm bình luận')).to.be.an.instanceOf(HTMLButtonElement);
    const list = open.shadow.querySelector('.list') as HTMLElement;
    list.scrollIntoView();
    await open.until(() => open.comments()[0]?.includes('Ý kiến thứ 50.'));
    const first = open.article('Ý kiến thứ 50.');
    for (let page = 0; page < 2; page += 1) {
      const { top } = first.getBoundingClientRect();
      const { height } = list.getBoundingClientRect();
      open.button('Xem bình luận trước đó').click();
      await open.until(() => list.getBoundingClientRect().height > height + 500);
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      expect(first.getBoundingClientRect().top).to.be.closeTo(top, 1);
    }
    open.button('Xem bình luận trước đó').click();
    await open.until(() => open.find('Xem bình luận trước đó') === undefined);
    list.scrollIntoView();
    await open.until(() => open.comments()[0]?.includes('Ý kiến thứ 99.'));
    expect(open.find('Xem bình luận trước đó')).to.equal(undefined);
  });

  it('is followed when it changes, to what is held, to what is not, and again to where it leads already', async () => {
    const room = await newsroom({ comments: LONG });
    const open = await openThread(room);
    await open.until(() => open.find('Xem cả 102 bình luận') && open.shadow.querySelector('.up'));
    location.hash = `#binh-luan-${room.ids[101]}`;
    await open.until(() => open.shadow.activeElement?.textContent?.includes('Ý kiến thứ 99.'));
    expect(open.find('Xem từ đầu')).to.equal(undefined);
    location.hash = `#binh-luan-${room.ids[3]}`;
    await open.until(() => open.shadow.activeElement?.textContent?.includes('Ý kiến thứ 3.'));
    expect(open.button('Xem từ đầu')).to.be.an.instanceOf(HTMLButtonElement);
    location.hash = '#muc-khac';
    expect(open.shadow.activeElement?.textContent).to.contain('Ý kiến thứ 3.');
  });

  it('leads there again when the same link is clicked once more, wherever on the page it stands', async () => {
    const room = await newsroom({ comments: LONG });
    const open = await openThread(room);
    await open.until(() => open.shadow.querySelector('.up'));
    const link = document.createElement('a');
    link.textContent = 'Xem bình luận này';
    link.href = `#binh-luan-${room.ids[3]}`;
    document.body.prepend(link);
    onTestFinished(() => link.remove());
    for (let time = 1; time <= 3; time += 1) {
      await userEvent.click(link);
      await open.until(() => open.shadow.activeElement?.textContent?.includes('Ý kiến thứ 3.'));
      const { top, bottom } = open.article('Ý kiến thứ 3.').getBoundingClientRect();
      expect(top, `click ${time}`).to.be.at.least(0);
      expect(bottom, `click ${time}`).to.be.at.most(innerHeight);
      expect(said(open.shadow)).to.contain('Bình luận được dẫn tới');
      scrollTo(0, 0);
      open.composer().text.focus({ preventScroll: true });
    }
  });

  it('keeps it in its place when a picture above comes late, until the reader acts', async () => {
    const root = document.documentElement;
    // As in a browser that does not keep it by itself, on a page that is still loading.
    root.style.setProperty('overflow-anchor', 'none');
    vi.spyOn(document, 'readyState', 'get').mockReturnValue('interactive');
    const picture = document.createElement('div');
    document.body.prepend(picture);
    onTestFinished(() => {
      vi.restoreAllMocks();
      root.style.removeProperty('overflow-anchor');
      picture.remove();
    });
    const grow = async (px: number) => {
      picture.style.height = `${picture.offsetHeight + px}px`;
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    };
    const room = await newsroom({ comments: LONG });
    lead(room.ids[30]);
    const open = await openThread(room);
    await open.until(() => open.shadow.activeElement?.textContent?.includes('Ý kiến thứ 30.'));
    const topNow = () => open.article('Ý kiến thứ 30.').getBoundingClientRect().top;
    const top = topNow();
    await grow(400);
    await grow(300);
    expect(topNow()).to.be.closeTo(top, 1);
    await userEvent.keyboard('{Shift}');
    await grow(200);
    expect(topNow()).to.be.closeTo(top + 200, 1);
  });

  it('leads to one that came a moment ago and waits to be shown, and to one in a branch that is folded', async () => {
    const room = await newsroom({ comments: MANY });
    const open = await openThread(room);
    await open.until(() => open.shadow.querySelector('.up'));
    const id = await room.write('Mai', 'Vừa viết xong.', room.ids[0]);
    await open.until(() => open.find('1 trả lời mới'));
    location.hash = `#binh-luan-${id}`;
    await open.until(() => open.shadow.activeElement?.textContent?.includes('Vừa viết xong.'));
    const late = await room.write('Mai', 'Mới hơn nữa.');
    location.hash = `#binh-luan-${late}`;
    await open.until(() => open.shadow.activeElement?.textContent?.includes('Mới hơn nữa.'));
    open.button(/^Thu gọn 2 trả lời của Phạm Thị Lan/).click();
    await open.until(() => !open.comments().some((line) => line.includes('Vừa viết xong.')));
    location.hash = `#binh-luan-${id}`;
    await open.until(() => open.shadow.activeElement?.textContent?.includes('Vừa viết xong.'));
  });

  it('opens a thread at one that came a second ago', async () => {
    const room = await newsroom({ comments: LONG });
    lead(await room.write('Mai', 'Vừa viết xong.', room.ids[0]));
    const open = await openThread(room);
    await open.until(() => open.shadow.activeElement?.textContent?.includes('Vừa viết xong.'));
    expect(open.comments().length).to.equal(2);
  });

  it('says so where the comment was deleted', async () => {
    const room = await newsroom({ comments: LONG });
    const client = room.device().client;
    const view = client.thread(room.thread);
    const id = view.add({ text: 'Nhỡ tay.', parent: null, name: 'Mai' });
    const open = await openThread(room);
    await open.until(() => view.roots.find((one) => one.id === id && !one.sending));
    view.remove(id);
    await open.until(() => view.roots.find((one) => one.id === id && one.state === 'gone' && !one.acts));
    open.element.remove();
    lead(id);
    const again = await openThread(room);
    await again.until(() => said(again.shadow).includes('không còn nữa'));
    expect(again.shadow.activeElement?.textContent).to.contain('Bình luận đã được xóa.');
    expect(again.comments().length).to.be.greaterThan(10);
    client.close();
  });

  it('says so where there is no such comment, and shows the thread as ever', async () => {
    const room = await newsroom({ comments: LONG });
    lead('khong-co-binh-luan-nay');
    const open = await openThread(room);
    await open.until(() => said(open.shadow).includes('Không tìm thấy'));
    expect(open.comments()[0]).to.contain('Ý kiến thứ 99.');
    expect(open.shadow.activeElement).to.equal(open.shadow.querySelector('h2'));
    await open.until(() => open.find('Xem thêm bình luận'));
  });

  it('has the words before the id that the paper gives', async () => {
    const room = await newsroom({ comments: LONG });
    history.replaceState(null, '', `#y-kien-${room.ids[3]}`);
    const open = await openThread(room, { anchor: 'y-kien-' });
    await open.until(() => open.shadow.activeElement?.textContent?.includes('Ý kiến thứ 3.'));
  });
});
