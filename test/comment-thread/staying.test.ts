import { type Client, createMemoryStore } from '@bandoc/client';
import { expect } from '@open-wc/testing';
import { describe, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { FEW } from '../../stories/comment-thread/comments.ts';
import { newsroom, openThread } from './open-thread.ts';

/** A client that tells how many of its listeners and views are alive. */
function watched(client: Client): { readonly client: Client; alive(): number } {
  let alive = 0;
  const subscribe: Client['subscribe'] = (listener) => {
    alive += 1;
    const stop = client.subscribe(listener);
    return () => {
      alive -= 1;
      stop();
    };
  };
  const thread: Client['thread'] = (...given) => {
    alive += 1;
    const view = client.thread(...given);
    const { close } = view;
    return Object.defineProperty(view, 'close', {
      value: () => {
        alive -= 1;
        close();
      },
    });
  };
  return { client: Object.create(client, { subscribe: { value: subscribe }, thread: { value: thread } }) as Client, alive: () => alive };
}

describe('what the reader has begun', () => {
  it('[TA12] stays while comments and replies arrive: her words, her place in them, her focus', async () => {
    const room = await newsroom({ comments: FEW });
    const open = await openThread(room);
    await open.until(() => room.client.connection === 'up');
    open.button('Trả lời Nguyễn Hữu Phước').click();
    await open.until(() => open.shadow.activeElement === open.composer('Nguyễn Hữu Phước').text);
    const { text } = open.composer('Nguyễn Hữu Phước');
    await userEvent.keyboard('Bác nói đúng lắm');
    text.setSelectionRange(4, 7, 'backward');
    await room.write('Lan', 'Một ý khác.');
    await room.write('Ba', 'Một trả lời khác.', room.ids[0]);
    await open.until(() => open.find('1 bình luận mới') && open.find('1 trả lời mới'));
    expect(open.shadow.activeElement).to.equal(text);
    expect([text.value, text.selectionStart, text.selectionEnd, text.selectionDirection]).to.deep.equal(['Bác nói đúng lắm', 4, 7, 'backward']);
    open.button('1 trả lời mới').click();
    await open.until(() => open.comments().includes('Ba: Một trả lời khác.'));
    expect(open.composer('Nguyễn Hữu Phước').text).to.equal(text);
    expect(text.value).to.equal('Bác nói đúng lắm');
    await userEvent.clear(text);
  });

  it('is not overtaken by the name she wrote under last, which fills an empty field alone', async () => {
    const store = createMemoryStore();
    const room = await newsroom({ comments: FEW });
    const before = room.device({ store });
    before.client.thread(room.thread).add({ text: 'Lần trước.', parent: null, name: 'Phạm Thị Lan' });
    const first = await openThread(room, { client: before.client });
    await first.until(() => first.article('Lần trước').textContent?.includes('Trả lời'));
    first.element.remove();
    before.client.close();

    const today = room.device({ store });
    const open = await openThread(room, { client: today.client });
    await open.until(() => open.composer().name.value === 'Phạm Thị Lan');

    const slow = room.device({ store, line: 'slow' });
    const early = await openThread(room, { client: slow.client, ready: false });
    await userEvent.fill(early.composer().name, 'Lan phố Vọng');
    slow.setLine('good');
    await early.until(() => slow.client.guestName === 'Phạm Thị Lan');
    await early.element.updateComplete;
    expect(early.composer().name.value).to.equal('Lan phố Vọng');
    await userEvent.clear(early.composer().name);
    early.element.requestUpdate();
    await early.element.updateComplete;
    expect(early.composer().name.value).to.equal('');
  });

  it('stays when the element is moved to another place of the page, and it goes on living there', async () => {
    const room = await newsroom({ comments: FEW });
    const { client, alive } = watched(room.client);
    const open = await openThread(room, { client });
    await open.until(() => room.client.connection === 'up');
    const there = alive();
    expect(there).to.be.greaterThan(0);
    await userEvent.fill(open.composer().text, 'nửa câu');
    const place = open.element.parentElement as HTMLElement;
    open.element.remove();
    expect(alive()).to.equal(0);
    for (let times = 0; times < 3; times += 1) {
      place.append(open.element);
      open.element.remove();
    }
    expect(alive()).to.equal(0);
    place.append(open.element);
    await open.until(() => open.comments().length > 0);
    expect(alive()).to.equal(there);
    expect(open.composer().text.value).to.equal('nửa câu');
    await room.write('Lan', 'Tới sau khi dời chỗ.');
    await open.until(() => open.find('1 bình luận mới'));
    await userEvent.clear(open.composer().text);
    open.element.remove();
    expect(alive()).to.equal(0);
  });

  it('is told of as published however deep it was written', async () => {
    const room = await newsroom({
      comments: [
        {
          name: 'Lan',
          text: 'gốc',
          replies: [{ name: 'Ba', text: 'một', replies: [{ name: 'Hằng', text: 'hai', replies: [{ name: 'Thắng', text: 'ba' }] }] }],
        },
      ],
    });
    const open = await openThread(room, { width: 358 });
    open.find(/Xem cả/)?.click();
    await open.until(() => {
      open.find('Xem thêm 1 trả lời')?.click();
      return open.find('Trả lời Thắng');
    });
    open.button('Trả lời Thắng').click();
    await open.until(() => open.composer('Thắng'));
    await userEvent.fill(open.composer('Thắng').text, 'bốn tầng');
    await userEvent.fill(open.composer('Thắng').name, 'Khánh');
    await userEvent.click(open.composer('Thắng').send);
    await open.until(() => open.shadow.querySelector('section > [role=status]')?.textContent?.includes('Đã đăng bình luận của bạn.'));
    expect(open.article('bốn tầng').getBoundingClientRect().width).to.be.greaterThan(280);
  });

  it('is sent once, however the line breaks on the way', async () => {
    const room = await newsroom({ comments: FEW });
    const open = await openThread(room);
    await open.until(() => room.client.connection === 'up');
    room.setLine('slow');
    await userEvent.fill(open.composer().text, 'Gửi một lần thôi.');
    await userEvent.fill(open.composer().name, 'Ba');
    await userEvent.click(open.composer().send);
    room.setLine('down');
    await open.until(() => open.article('Gửi một lần').textContent?.includes('Chưa gửi'));
    room.setLine('good');
    await open.until(() => open.article('Gửi một lần').textContent?.includes('Đã đăng'));
    const other = await openThread(room, { client: room.device().client });
    other.find(/Xem cả/)?.click();
    await other.until(() => other.comments().length === 6);
    expect(other.comments().filter((line) => line === 'Ba: Gửi một lần thôi.').length).to.equal(1);
  });
});
