import { expect } from '@open-wc/testing';
import { describe, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { choose, openMenu } from './menu.ts';
import { newsroom, type OpenThread, openThread } from './open-thread.ts';

const clock = new Intl.DateTimeFormat('vi', { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Ho_Chi_Minh' });
const MINUTE = 60_000;

async function write(open: OpenThread, text: string): Promise<void> {
  const composer = open.composer();
  await userEvent.fill(composer.text, text);
  await userEvent.fill(composer.name, 'Ba');
  await userEvent.click(composer.send);
  await open.until(() => open.article(text).textContent?.includes('Đã đăng'));
}

const fieldOf = (open: OpenThread) => open.shadow.querySelector<HTMLTextAreaElement>('[aria-label="Sửa bình luận của bạn"]') as HTMLTextAreaElement;
const mine = (open: OpenThread) => open.shadow.querySelector('article') as HTMLElement;

describe('editing a comment', () => {
  it('gives its words to a field in its place, says until when, saves them, and marks it with the time', async () => {
    const room = await newsroom();
    const open = await openThread(room);
    await write(open, 'Chợ mở lúc năm giờ.');
    const until = clock.format(room.client.now() + 15 * MINUTE);
    await choose(open, 'Chợ mở', 'Sửa');
    await open.until(() => open.shadow.activeElement === fieldOf(open));
    expect(fieldOf(open).value).to.equal('Chợ mở lúc năm giờ.');
    expect(mine(open).textContent).to.contain(`Sửa được đến ${until}`);
    expect(open.find('Trả lời Ba')).to.equal(undefined);
    await expect(open.element).to.be.accessible();
    await userEvent.fill(fieldOf(open), 'Chợ mở lúc sáu giờ.');
    await userEvent.click(open.button('Lưu'));
    await open.until(() => open.comments()[0] === 'Ba: Chợ mở lúc sáu giờ.');
    await open.until(() => mine(open).textContent?.includes('đã sửa vừa xong') && !mine(open).textContent?.includes('lưu'));
    expect(open.shadow.activeElement).to.equal(mine(open));
    const other = await openThread(room, { client: room.device().client });
    expect(other.comments()[0]).to.equal('Ba: Chợ mở lúc sáu giờ.');
    expect(mine(other).innerText, 'to be seen').to.contain('đã sửa');
  });

  it('has the tools of a composer: marks, and a preview', async () => {
    const open = await openThread(await newsroom(), { width: 320 });
    await write(open, 'Chợ mở sớm.');
    await choose(open, 'Chợ mở', 'Sửa');
    await open.until(() => open.shadow.activeElement === fieldOf(open) && open.find('Đậm', mine(open)));
    expect(mine(open).querySelector('[role=toolbar]')?.getAttribute('aria-controls')).to.equal(fieldOf(open).id);
    await userEvent.click(open.button('Xem trước', mine(open)));
    const preview = () => mine(open).querySelector('[role=group][aria-label="Xem trước"]');
    await open.until(() => preview()?.textContent === 'Chợ mở sớm.');
    fieldOf(open).setSelectionRange(0, 3);
    await userEvent.click(open.button('Nghiêng', mine(open)));
    expect(fieldOf(open).value).to.equal('*Chợ* mở sớm.');
    await open.until(() => preview()?.querySelector('em')?.textContent === 'Chợ');
    expect(open.shadow.activeElement).to.equal(fieldOf(open));
    expect(open.shadow.querySelector('section')?.scrollWidth).to.be.at.most(320);
    await expect(open.element).to.be.accessible();
    await userEvent.click(open.button('Lưu'));
    await open.until(() => mine(open).querySelector('.text em')?.textContent === 'Chợ' && !preview());
    await choose(open, 'mở', 'Sửa');
    await open.until(() => open.shadow.activeElement === fieldOf(open) && open.find('Đậm', mine(open)));
    expect(preview()).to.equal(null);
  });

  it('is left by Esc and by its button with the comment as it was, and the focus goes back to its menu', async () => {
    const open = await openThread(await newsroom());
    await write(open, 'Để nguyên.');
    for (const leave of [() => userEvent.keyboard('{Escape}'), () => userEvent.click(open.button('Thôi'))]) {
      await choose(open, 'Để nguyên.', 'Sửa');
      await open.until(() => open.shadow.activeElement === fieldOf(open));
      await userEvent.fill(fieldOf(open), 'Đổi.');
      await leave();
      await open.until(() => open.comments()[0] === 'Ba: Để nguyên.');
      await open.until(() => open.shadow.activeElement === open.button('Thêm: bình luận của Ba'));
    }
  });

  it('asks for words, and keeps what is too long', async () => {
    const open = await openThread(await newsroom());
    await write(open, 'Có chữ.');
    await choose(open, 'Có chữ.', 'Sửa');
    await open.until(() => open.shadow.activeElement === fieldOf(open));
    await userEvent.fill(fieldOf(open), ' ');
    await userEvent.click(open.button('Lưu'));
    await open.until(() => mine(open).querySelector('[role=alert]')?.textContent === 'Bạn chưa viết gì.');
    expect(open.shadow.activeElement).to.equal(fieldOf(open));
    expect(fieldOf(open).getAttribute('aria-invalid')).to.equal('true');
  });

  it('says so when the window ends while words are being changed, and keeps them; after that it is not offered', async () => {
    const room = await newsroom();
    const open = await openThread(room);
    await write(open, 'Sắp hết giờ.');
    await choose(open, 'Sắp hết giờ.', 'Sửa');
    await open.until(() => open.shadow.activeElement === fieldOf(open));
    await userEvent.fill(fieldOf(open), 'Viết dở');
    room.pass(16 * MINUTE);
    open.element.requestUpdate();
    await open.until(() => mine(open).querySelector('[role=alert]')?.textContent?.includes('Đã hết giờ sửa'));
    expect(open.button('Lưu').getAttribute('aria-disabled')).to.equal('true');
    open.button('Lưu').click();
    expect(fieldOf(open).value).to.equal('Viết dở');
    fieldOf(open).focus();
    await userEvent.keyboard('{Escape}');
    await open.until(() => !fieldOf(open));
    expect(await openMenu(open, 'Sắp hết giờ.')).to.deep.equal(['Xóa', 'Chép liên kết', 'Chia sẻ']);
  });

  it('says why the server does not take an edit, and gives its words back to go on with', async () => {
    const room = await newsroom();
    const open = await openThread(room);
    await write(open, 'Không có liên kết.');
    const links = 'https://a.example https://b.example https://c.example https://d.example';
    await choose(open, 'Không có liên kết.', 'Sửa');
    await open.until(() => open.shadow.activeElement === fieldOf(open));
    await userEvent.fill(fieldOf(open), links);
    await userEvent.click(open.button('Lưu'));
    await open.until(() => mine(open).querySelector('[role=alert]')?.textContent?.includes('Chưa lưu'));
    expect(open.comments()[0]).to.equal('Ba: Không có liên kết.');
    await userEvent.click(open.button('Sửa tiếp'));
    await open.until(() => open.shadow.activeElement === fieldOf(open));
    expect(fieldOf(open).value).to.equal(links);
    await userEvent.fill(fieldOf(open), 'Vẫn không có liên kết.');
    await userEvent.click(open.button('Lưu'));
    await open.until(() => open.comments()[0] === 'Ba: Vẫn không có liên kết.' && !mine(open).textContent?.includes('ưu'));
    expect(mine(open).querySelector('[role=alert]')).to.equal(null);
  });

  it('keeps an edit that cannot be sent now, and says so', async () => {
    const room = await newsroom();
    const open = await openThread(room);
    await write(open, 'Trước.');
    room.setOnline(false);
    await choose(open, 'Trước.', 'Sửa');
    await open.until(() => open.shadow.activeElement === fieldOf(open));
    await userEvent.fill(fieldOf(open), 'Sau.');
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await open.until(() => mine(open).textContent?.includes('Sẽ lưu khi có kết nối'));
    room.setOnline(true);
    await open.until(() => open.comments()[0] === 'Ba: Sau.' && !mine(open).textContent?.includes('lưu'));
  });
});
