import { expect } from '@open-wc/testing';
import { describe, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { FEW } from '../../stories/comment-thread/comments.ts';
import { readerToken } from '../../stories/newsroom.ts';
import { newsroom, type OpenThread, openThread } from './open-thread.ts';

const alarm = (open: OpenThread) => open.shadow.querySelector('.state [role=alert]')?.textContent ?? '';
const status = (open: OpenThread) => open.shadow.querySelector('.status .note')?.textContent ?? '';

/** Whatever the state: the box is the box, and axe finds nothing. */
async function isWell(open: OpenThread): Promise<void> {
  expect(open.element.getBoundingClientRect().height).to.equal(open.foldedHeight());
  await expect(open.element).to.be.accessible();
}

describe('the states of a thread', () => {
  it('loading: a field to write in, and where comments will be', async () => {
    const room = await newsroom({ comments: FEW }, { line: 'slow' });
    const open = await openThread(room, { ready: false });
    expect(status(open)).to.equal('Đang tải bình luận…');
    expect(open.shadow.querySelector('.bones')).not.to.equal(null);
    await isWell(open);
    room.setLine('good');
    await open.until(() => open.comments().length > 0);
    expect(status(open)).not.to.contain('Đang tải');
  });

  it('loading for long: what is written meanwhile is seen and sent later', async () => {
    const room = await newsroom({ comments: FEW }, { line: 'slow' });
    const open = await openThread(room, { ready: false });
    await userEvent.fill(open.composer().text, 'Viết trước khi tải xong.');
    await userEvent.fill(open.composer().name, 'Ba');
    await userEvent.click(open.composer().send);
    await open.until(() => open.comments().join() === 'Ba: Viết trước khi tải xong.');
    room.setLine('good');
    await open.until(() => open.comments().length > 1 && !open.article('Viết trước').matches('.waiting, .sending'));
  });

  it('[FT2] readers who have to sign in to write are told so, and are not asked for a name', async () => {
    const room = await newsroom({ comments: FEW, settings: { without: ['guest'] } });
    const open = await openThread(room);
    await open.until(() => open.composer().text.disabled);
    expect(open.composer().text.placeholder).to.equal('Mời bạn đăng nhập để viết bình luận.');
    expect(open.find('Gửi')).to.equal(undefined);
    expect(open.composer().form.querySelector('input')).to.equal(null);
    await isWell(open);
    open.button('Đăng nhập').click();
    await open.until(() => open.composer().form.textContent?.includes('Mời bạn đăng nhập ở trang báo'));
    await isWell(open);
    const asked: unknown[] = [];
    open.element.parentElement?.addEventListener('bandoc-sign-in-requested', (event) => {
      asked.push(event.detail);
      event.preventDefault();
    });
    open.button('Đăng nhập').click();
    await open.until(() => asked.length > 0 && !open.composer().form.textContent?.includes('ở trang báo'));
    expect(asked, 'the page has a login of its own').to.deep.equal([{ thread: room.thread }]);
    room.client.setToken(async () => readerToken('Lan'));
    await open.until(() => !open.composer().text.disabled);
    expect(open.composer().form.textContent).to.contain('Lan');
    await isWell(open);
  });

  it('[FT2] what the server does not have is not offered: another order, further replies', async () => {
    const replies = Array.from({ length: 5 }, (_, i) => ({ name: 'Ba', text: `Trả lời số ${i + 1}` }));
    const room = await newsroom({ comments: [{ name: 'Lan', text: 'Một', minutesAgo: 9, replies }], settings: { without: ['old', 'parent'] } });
    const open = await openThread(room);
    await open.until(() => open.find('Cũ nhất') === undefined);
    // How many of them lie above the fold is the browser's letters' to say.
    expect(open.shadow.querySelectorAll('article').length).to.equal(4);
    expect(open.find(/Xem thêm . trả lời/)).to.equal(undefined);
    await isWell(open);
  });

  it('empty: an invitation, and the first comment that comes is shown at once', async () => {
    const room = await newsroom();
    const open = await openThread(room);
    expect(open.shadow.querySelector('.state')?.textContent).to.contain('Mời bạn viết ý kiến đầu tiên');
    await isWell(open);
    await open.until(() => room.client.connection === 'up');
    await room.write('Lan', 'Người đầu tiên.');
    await open.until(() => open.comments().join() === 'Lan: Người đầu tiên.');
    await room.write('Ba', 'Người thứ hai.');
    await open.until(() => open.find('1 bình luận mới'));
    expect(open.comments().length).to.equal(1);
  });

  it('a server that is down: why, what is kept, and a way to try again', async () => {
    const room = await newsroom({ comments: FEW }, { line: 'down' });
    const open = await openThread(room);
    await open.until(() => alarm(open).includes('không trả lời'));
    await isWell(open);
    await userEvent.fill(open.composer().text, 'Máy chủ ơi.');
    await userEvent.fill(open.composer().name, 'Ba');
    await userEvent.click(open.composer().send);
    await open.until(() => open.comments().join() === 'Ba: Máy chủ ơi.');
    expect(open.article('Máy chủ ơi').textContent).to.contain('Chưa gửi');
    room.setLine('good');
    open.button('Thử lại').click();
    await open.until(() => open.comments().length > 1 && alarm(open) === '');
    await open.until(() => open.article('Máy chủ ơi').textContent?.includes('Đã đăng'));
  });

  it('an answer that is no comment server’s', async () => {
    const room = await newsroom({ comments: FEW }, { line: 'stranger' });
    const open = await openThread(room);
    await open.until(() => alarm(open).includes('không phải máy chủ bình luận'));
    await isWell(open);
  });

  it('a thread that the paper does not know: said, with nothing to write in', async () => {
    const room = await newsroom({ settings: { threads: 'known' }, comments: [] });
    const open = await openThread(room);
    await open.until(() => alarm(open).includes('không có mục bình luận'));
    expect(open.shadow.querySelector('textarea')).to.equal(null);
    await isWell(open);
  });

  it('a page that the server does not serve: it can be read, and the words are not taken for nothing', async () => {
    const room = await newsroom({ comments: FEW, settings: { origins: ['https://bao.example'] } }, { origin: 'https://khac.example' });
    const open = await openThread(room);
    await open.until(() => status(open).includes('không nhận bình luận từ trang này'));
    expect(open.comments().length).to.be.greaterThan(0);
    await userEvent.fill(open.composer().text, 'Có gửi được không?');
    await userEvent.fill(open.composer().name, 'Ba');
    await userEvent.click(open.composer().send);
    await open.until(() => open.shadow.querySelector('form [role=alert]')?.textContent?.includes('không nhận bình luận từ trang này'));
    expect(open.composer().text.value).to.equal('Có gửi được không?');
    await isWell(open);
    await userEvent.clear(open.composer().text);
  });

  it('a connection that is lost, and comes back', async () => {
    const room = await newsroom({ comments: FEW });
    const open = await openThread(room);
    await open.until(() => status(open) === 'Đang cập nhật trực tiếp');
    room.setLine('down');
    await open.until(() => status(open) === 'Mất kết nối, đang nối lại…');
    await isWell(open);
    room.setLine('good');
    await open.until(() => status(open) === 'Đang cập nhật trực tiếp');
  });

  it('no network', async () => {
    const room = await newsroom({ comments: FEW });
    const open = await openThread(room);
    await open.until(() => room.client.connection === 'up');
    room.setOnline(false);
    await open.until(() => status(open).startsWith('Mất mạng'));
    expect(open.comments().length).to.be.greaterThan(0);
    await isWell(open);
  });

  it('[TA5] is well on a dark page, with a comment that waits and one that is refused', async () => {
    document.documentElement.style.colorScheme = 'dark';
    document.body.style.cssText = 'background: Canvas; color: CanvasText';
    try {
      const room = await newsroom({ comments: FEW });
      const open = await openThread(room);
      await open.until(() => room.client.connection === 'up');
      await userEvent.fill(open.composer().text, 'www.a www.b www.c www.d');
      await userEvent.fill(open.composer().name, 'Ba');
      await userEvent.click(open.composer().send);
      await open.until(() => open.shadow.querySelector('article.refused'));
      room.setOnline(false);
      await userEvent.fill(open.composer().text, 'Chờ mạng.');
      await userEvent.click(open.composer().send);
      await open.until(() => open.shadow.querySelector('article.waiting'));
      await isWell(open);
    } finally {
      document.documentElement.style.colorScheme = '';
      document.body.style.cssText = '';
    }
  });

  it('[TA5] is well in English too, ready and with a composer open', async () => {
    const room = await newsroom({ comments: FEW });
    const open = await openThread(room, { lang: 'en' });
    await isWell(open);
    open.button('Reply to Nguyễn Hữu Phước').click();
    await open.until(() => open.composer('Nguyễn Hữu Phước'));
    await expect(open.element).to.be.accessible();
  });
});
