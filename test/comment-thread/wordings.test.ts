import { expect } from '@open-wc/testing';
import { describe, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { type Newsroom, readerToken } from '../../stories/newsroom.ts';
import { choose, openMenu } from './menu.ts';
import { newsroom, type OpenThread, openThread } from './open-thread.ts';

/** A thread in which Ba changed a comment twice, a minute apart. */
async function editedThread(): Promise<{ room: Newsroom; id: string; edit: (text: string) => Promise<void> }> {
  const room = await newsroom();
  const view = room.client.thread(room.thread);
  const id = view.add({ text: 'Chợ mở lúc năm giờ.', parent: null, name: 'Ba' });
  const open = await openThread(room);
  const shown = (text: string) => open.until(() => view.roots.some((one) => one.text === text && !one.sending && !one.acts));
  await shown('Chợ mở lúc năm giờ.');
  const edit = async (text: string) => {
    room.pass(60_000);
    view.edit(id, text);
    await shown(text);
  };
  await edit('Chợ mở lúc sáu giờ.');
  await edit('Chợ mở lúc **bảy** giờ.');
  open.element.remove();
  return { room, id, edit };
}

/** The thread as a moderator has it. */
async function openAsModerator(room: Newsroom): Promise<OpenThread> {
  const { client } = room.device();
  client.setToken(async () => readerToken('Tòa soạn', { roles: ['moderator'] }));
  const open = await openThread(room, { client, width: 320 });
  await open.until(() => client.reader);
  return open;
}

const panel = (open: OpenThread) => open.shadow.querySelector<HTMLElement>('[role=group][aria-label="Các bản trước của bình luận của Ba"]');

describe('earlier wordings of a comment', () => {
  it('[ED5] are opened from its menu by a moderator, each under its time by the paper’s clock, and follow what is edited meanwhile', async () => {
    const { room, edit } = await editedThread();
    const open = await openAsModerator(room);
    await choose(open, 'bảy', 'Xem bản trước khi sửa');
    await open.until(() => open.shadow.activeElement === panel(open) && panel(open)?.textContent?.includes('năm giờ'));
    const items = () => [...(panel(open)?.querySelectorAll('li') ?? [])].map((one) => one.innerText.replace(/\s+/g, ' '));
    expect(items().map((line) => line.replace(/.*(Chợ)/, '$1'))).to.deep.equal(['Chợ mở lúc năm giờ.', 'Chợ mở lúc sáu giờ.']);
    expect(items()[0]).to.contain('15:00').and.to.contain('22/10/20');
    expect(items()[1]).to.contain('15:01');
    expect(open.shadow.querySelector('section')?.scrollWidth).to.be.at.most(320);
    await expect(open.element).to.be.accessible();
    await edit('Chợ mở lúc tám giờ.');
    await open.until(() => items().at(-1)?.includes('**bảy**'));
  });

  it('[TA23] are left by Esc and by their button, and the focus goes back to the menu', async () => {
    const { room } = await editedThread();
    const open = await openAsModerator(room);
    for (const leave of [() => userEvent.keyboard('{Escape}'), () => userEvent.click(open.button('Đóng'))]) {
      await choose(open, 'bảy', 'Xem bản trước khi sửa');
      await open.until(() => open.shadow.activeElement === panel(open) && panel(open)?.querySelector('li'));
      await leave();
      await open.until(() => !panel(open) && open.shadow.activeElement === open.button('Thêm: bình luận của Ba'));
    }
  });

  it('[ED5] are neither offered nor told to a reader, her who wrote it among them', async () => {
    const { room, id } = await editedThread();
    const open = await openThread(room);
    expect(await openMenu(open, 'bảy')).to.deep.equal(['Sửa', 'Xóa', 'Chép liên kết', 'Chia sẻ']);
    const view = room.client.thread(room.thread).wordings(id);
    await open.until(() => view.status === 'failed');
    expect(view.wordings).to.deep.equal([]);
    view.close();
  });

  it('are not there of a comment that was never changed, and go with one that is deleted', async () => {
    const plain = await newsroom({ comments: [{ name: 'Lan', text: 'Như cũ.' }] });
    expect(await openMenu(await openAsModerator(plain), 'Như cũ.')).not.to.include('Xem bản trước khi sửa');
    const { room, id } = await editedThread();
    const open = await openAsModerator(room);
    await choose(open, 'bảy', 'Xem bản trước khi sửa');
    await open.until(() => panel(open)?.querySelector('li'));
    room.client.thread(room.thread).remove(id);
    await open.until(() => !panel(open) && open.shadow.textContent?.includes('Bình luận đã được xóa.'));
    expect(open.shadow.textContent).not.to.contain('năm giờ');
  });
});
