import { createMemoryStore } from '@bandoc/client';
import { expect } from '@open-wc/testing';
import { describe, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { FEW } from '../../stories/comment-thread/comments.ts';
import { newsroom, type OpenThread, openThread } from './open-thread.ts';

const said = ({ shadow }: OpenThread) => [...shadow.querySelectorAll('[role=status]')].map((one) => one.textContent).join();

async function write(open: OpenThread, text: string): Promise<void> {
  const { text: field, name, send } = open.composer();
  await userEvent.fill(field, text);
  await userEvent.fill(name, 'Ngô Văn Ba');
  await userEvent.click(send);
}

describe('what the newsroom decides of a comment', () => {
  it('[MN7] is shown to its author while it waits, with the rule that holds it, after a reload too', async () => {
    const room = await newsroom({ settings: { hold: 'links' } });
    const store = createMemoryStore();
    const open = await openThread(room, { client: room.device({ store }).client });
    await write(open, 'Xem https://bao.example nhé.');
    await open.until(() => open.article('Xem https').textContent?.includes('Đang chờ tòa soạn duyệt vì có liên kết'));
    const again = await openThread(room, { client: room.device({ store }).client });
    await again.until(() => again.article('Xem https').textContent?.includes('Đang chờ tòa soạn duyệt vì có liên kết'));
  });

  it('[MN7] leaves the words of a rejected one to its author, with the reason, and copies them', async () => {
    const room = await newsroom({ settings: { hold: 'all' } });
    const store = createMemoryStore();
    const open = await openThread(room, { client: room.device({ store }).client });
    await write(open, 'Bị trả lại.');
    await open.until(() => open.article('Bị trả lại').textContent?.includes('Đang chờ tòa soạn duyệt'));
    await room.moderate('reject', open.article('Bị trả lại').id.slice(2), { reason: 'ngoài chủ đề' });
    await open.until(() => open.article('Bị trả lại').textContent?.includes('Tòa soạn không đăng: ngoài chủ đề'));
    expect(said(open)).not.to.contain('Đã đăng');
    expect(open.find(/^Trả lời Ngô/)).to.equal(undefined);
    const copied = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    await userEvent.click(open.button('Chép lại bình luận của Ngô Văn Ba'));
    await open.until(() => said(open).includes('Đã chép'));
    expect(copied.mock.calls).to.deep.equal([['Bị trả lại.']]);
    copied.mockRejectedValue(new DOMException('no', 'NotAllowedError'));
    await userEvent.click(open.button('Chép lại bình luận của Ngô Văn Ba'));
    await open.until(() => said(open).includes('chữ đã được chọn sẵn'));
    copied.mockRestore();
    const again = await openThread(room, { client: room.device({ store }).client });
    await again.until(() => again.article('Bị trả lại').textContent?.includes('Tòa soạn không đăng: ngoài chủ đề'));
    const other = await openThread(room, { client: room.device().client });
    expect(other.shadow.textContent).not.to.contain('Bị trả lại');
  });
});

describe('a thread that closes', () => {
  it('keeps its box and what was being written, says so once, and takes the buttons that answer away', async () => {
    const room = await newsroom({ comments: FEW });
    const open = await openThread(room);
    await open.until(() => open.button('Trả lời Nguyễn Hữu Phước') && room.client.connection === 'up');
    await userEvent.fill(open.composer().text, 'dở dang');
    const before = open.composer().form.getBoundingClientRect().toJSON();
    await room.moderate('lock', room.thread);
    await open.until(() => said(open).includes('Bài này đã ngừng nhận bình luận.'));
    const { text, form } = open.composer();
    expect([text.getAttribute('aria-label'), text.disabled, text.value]).to.deep.equal(['Bài này đã ngừng nhận bình luận.', true, 'dở dang']);
    expect(open.find('Trả lời Nguyễn Hữu Phước')).to.equal(undefined);
    expect(form.getBoundingClientRect().toJSON()).to.deep.equal(before);
    await room.moderate('unlock', room.thread);
    await open.until(() => !open.composer().text.disabled && open.find('Trả lời Nguyễn Hữu Phước'));
    expect(open.composer().text.value).to.equal('dở dang');
  });

  it('[TF1] says until when comments are taken, and after that since when they are not, in the paper’s zone', async () => {
    const thread = `dong-${crypto.randomUUID()}`;
    const closesAt = '2020-10-26T00:00:00+07:00';
    const room = await newsroom({ thread, comments: FEW, articles: [{ thread, at: '2020-10-22T06:00:00+07:00', closesAt }] });
    const open = await openThread(room);
    await open.until(() => open.composer().form.textContent?.includes('Nhận bình luận đến hết ngày 25/10/2020'));
    room.pass(5 * 86_400_000);
    open.element.requestUpdate();
    await open.until(() => open.composer().text.placeholder === 'Đã ngừng nhận bình luận hết ngày 25/10/2020.');
  });
});
