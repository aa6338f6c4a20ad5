import { createMemoryStore } from '@bandoc/client';
import { expect, oneEvent } from '@open-wc/testing';
import { describe, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { FEW } from '../../stories/comment-thread/comments.ts';
import { readerToken } from '../../stories/newsroom.ts';
import { newsroom, type OpenThread, openThread } from './open-thread.ts';

/** Writes into a composer as a reader does, and sends it. */
async function write(open: OpenThread, text: string, name: string, author?: string): Promise<void> {
  const composer = open.composer(author);
  await userEvent.fill(composer.text, text);
  await userEvent.fill(composer.name, name);
  await userEvent.click(composer.send);
}

const standing = (article: HTMLElement) => article.querySelector('.note:not(.text), .wrong')?.textContent ?? '';

describe('writing a comment', () => {
  it('shows it at once, says how it stands, and tells the page', async () => {
    const room = await newsroom({ comments: FEW }, { line: 'good' });
    const open = await openThread(room);
    const told = oneEvent(open.element, 'bandoc-comment-written');
    await write(open, 'Một ý kiến mới.', 'Ngô Văn Ba');
    expect((await told).detail.thread).to.equal(room.thread);
    expect(open.comments()[0]).to.equal('Ngô Văn Ba: Một ý kiến mới.');
    await open.until(() => standing(open.article('Một ý kiến mới')) === 'Đã đăng');
    expect([...open.shadow.querySelectorAll('[role=status]')].map((one) => one.textContent).join()).to.contain('Đã đăng bình luận của bạn.');
    expect(open.composer().text.value).to.equal('');
    expect(open.composer().name.value).to.equal('Ngô Văn Ba');
    expect(open.comments().filter((line) => line.includes('Một ý kiến mới')).length).to.equal(1);
  });

  it('says that it waits where a moderator has to approve it, and never that it is published', async () => {
    const room = await newsroom({ settings: { hold: 'all' } });
    const open = await openThread(room);
    await write(open, 'Chờ duyệt nhé.', 'Ngô Văn Ba');
    await open.until(() => standing(open.article('Chờ duyệt nhé')) === 'Đang chờ tòa soạn duyệt');
    expect([...open.shadow.querySelectorAll('[role=status]')].map((one) => one.textContent).join()).not.to.contain('Đã đăng');
    expect((await openThread(room, { client: room.device().client })).comments().join()).not.to.contain('Chờ duyệt nhé');
  });

  it('asks a reader who is signed in on the page for no name, however long hers is, and asks again once she is not', async () => {
    const name = 'Công Tằng Tôn Nữ Thị Ngọc Lan ở phường Láng Hạ, quận Đống Đa';
    const room = await newsroom({ comments: FEW });
    const open = await openThread(room);
    const { text, send, form } = open.composer();
    room.client.setToken(async () => readerToken(name));
    await open.until(() => form.textContent?.includes(name));
    expect(form.querySelector('input')).to.equal(null);
    await userEvent.click(send);
    await open.until(() => form.textContent?.includes('Bạn chưa viết gì.'));
    await userEvent.fill(text, 'Tôi là bạn đọc dài hạn.');
    await userEvent.click(send);
    await open.until(() => standing(open.article('Tôi là bạn đọc dài hạn.')) === 'Đã đăng');
    expect(open.comments()[0]).to.equal(`${name}: Tôi là bạn đọc dài hạn.`);
    room.client.setToken(undefined);
    await open.until(() => open.composer().name.value === '');
  });

  it('moves nothing when it is taken by the server', async () => {
    const room = await newsroom({ comments: FEW });
    const open = await openThread(room);
    await open.until(() => room.client.connection === 'up');
    room.setLine('slow');
    await write(open, 'Chậm mà chắc.', 'Ba');
    await open.until(() => standing(open.article('Chậm mà chắc')) === 'Đang gửi…' || standing(open.article('Chậm mà chắc')).startsWith('Chưa gửi'));
    const before = [...open.shadow.querySelectorAll('article')].map((one) => one.getBoundingClientRect().toJSON());
    room.setLine('good');
    await open.until(() => standing(open.article('Chậm mà chắc')) === 'Đã đăng');
    expect([...open.shadow.querySelectorAll('article')].map((one) => one.getBoundingClientRect().toJSON())).to.deep.equal(before);
  });

  it('goes to another reader, who answers, and both see both', async () => {
    const room = await newsroom({ comments: FEW });
    const lan = await openThread(room);
    const ba = await openThread(room, { client: room.device().client });
    await Promise.all([lan, ba].map((one) => one.until(() => one.shadow.textContent?.includes('Đang cập nhật trực tiếp'))));
    await write(lan, 'Nhà văn hóa mở cửa đến mấy giờ?', 'Phạm Thị Lan');
    await ba.until(() => ba.find('1 bình luận mới'));
    ba.button('1 bình luận mới').click();
    await ba.until(() => ba.comments()[0]?.startsWith('Phạm Thị Lan'));
    expect(ba.shadow.activeElement).to.equal(ba.article('Nhà văn hóa'));

    ba.button('Trả lời Phạm Thị Lan').click();
    await ba.until(() => ba.shadow.activeElement === ba.composer('Phạm Thị Lan').text);
    await write(ba, 'Đến chín giờ tối.', 'Ngô Văn Ba', 'Phạm Thị Lan');
    expect(ba.comments()[1]).to.equal('Ngô Văn Ba: Đến chín giờ tối.');
    await ba.until(() => ba.shadow.activeElement === ba.article('Đến chín giờ'));
    expect(ba.shadow.querySelectorAll('textarea').length).to.equal(1);

    await lan.until(() => lan.find('1 trả lời mới'));
    lan.button('1 trả lời mới', lan.article('Nhà văn hóa')).click();
    await lan.until(() => lan.comments()[1] === 'Ngô Văn Ba: Đến chín giờ tối.');
  });

  it('puts it last in the oldest-first list, and opens the box for it', async () => {
    const room = await newsroom({ comments: FEW });
    const open = await openThread(room, { sort: 'old' });
    await write(open, 'Ý cuối.', 'Ba');
    await open.until(() => open.comments().at(-1) === 'Ba: Ý cuối.');
  });

  it('[TA8] asks for words, then for a name, and puts the focus there', async () => {
    const room = await newsroom();
    const open = await openThread(room);
    const { text, name, send, form } = open.composer();
    await userEvent.click(send);
    expect(open.shadow.activeElement).to.equal(text);
    expect(form.querySelector('[role=alert]')?.textContent).to.equal('Bạn chưa viết gì.');
    expect(text.getAttribute('aria-invalid')).to.equal('true');
    expect(open.shadow.getElementById(text.getAttribute('aria-describedby') ?? '')?.textContent).to.contain('Bạn chưa viết gì.');
    await userEvent.keyboard('Có chữ rồi');
    expect(form.querySelector('[role=alert]')).to.equal(null);
    await userEvent.click(send);
    expect(open.shadow.activeElement).to.equal(name);
    expect(form.querySelector('[role=alert]')?.textContent).to.contain('cho biết tên');
    await userEvent.keyboard('Ba{Enter}');
    await open.until(() => open.comments()[0] === 'Ba: Có chữ rồi');
  });

  it('counts down near the end, and refuses what is too long with the text kept', async () => {
    const room = await newsroom();
    const open = await openThread(room);
    const { text, form, send } = open.composer();
    await userEvent.fill(text, 'ắ'.repeat(1500));
    await open.until(() => form.querySelector('.says')?.textContent?.trim() === '');
    await userEvent.fill(text, 'ắ'.repeat(1990));
    await open.until(() => form.textContent?.includes('Còn 10 ký tự'));
    await userEvent.fill(text, '😀'.repeat(2003));
    await open.until(() => form.textContent?.includes('Quá 3 ký tự'));
    await userEvent.click(send);
    expect(form.querySelector('[role=alert]')?.textContent).to.contain('2.000 ký tự');
    expect(text.value).to.equal('😀'.repeat(2003));
    await userEvent.clear(text);
  });

  it('grows with the text, and the box with it, so that no comment goes away', async () => {
    const room = await newsroom({ comments: FEW });
    const open = await openThread(room);
    const before = open.comments().length;
    const { text } = open.composer();
    const small = text.offsetHeight;
    await userEvent.fill(text, 'một\nhai\nba\nbốn\nnăm\nsáu');
    expect(text.offsetHeight).to.be.greaterThan(small);
    expect(text.scrollHeight).to.be.at.most(text.clientHeight);
    await open.until(() => open.element.offsetHeight === open.foldedHeight() + text.offsetHeight - small);
    expect(open.comments().length).to.equal(before);
    await userEvent.clear(text);
  });

  it('is sent by Ctrl+Enter, and never while an input method composes', async () => {
    const room = await newsroom();
    const open = await openThread(room);
    const { text, name } = open.composer();
    name.value = 'Ba';
    text.focus();
    text.value = 'Tieengs Vieetj';
    text.dispatchEvent(new InputEvent('input', { bubbles: true, isComposing: true }));
    text.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, isComposing: true, bubbles: true }));
    expect(open.comments()).to.deep.equal([]);
    // Nothing is written into the field while a letter is being made of several keys.
    for (const value of ['Tiê', 'Tiế', 'Tiến', 'Tiếng']) {
      text.value = value;
      text.dispatchEvent(new InputEvent('input', { bubbles: true, isComposing: true }));
      await open.element.updateComplete;
      expect(text.value).to.equal(value);
    }
    // Decomposed, as some keyboards give it.
    text.value = 'Tiếng Việt'.normalize('NFD');
    text.dispatchEvent(new InputEvent('input', { bubbles: true }));
    text.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true }));
    await open.until(() => open.comments()[0] === 'Ba: Tiếng Việt'.normalize('NFC'));
  });

  it('[TA10, TA11] can be done by keyboard alone: read on, write, answer, put the answer away', async () => {
    const room = await newsroom({ comments: FEW });
    const open = await openThread(room);
    const focused = () => open.shadow.activeElement as HTMLElement;
    open.button('Cũ nhất').focus();
    await userEvent.tab();
    expect(focused()).to.equal(open.composer().text);
    await userEvent.keyboard('Bàn phím');
    await open.until(() => open.find('Đậm'));
    await userEvent.tab();
    expect(focused()).to.equal(open.button('Đậm'));
    await userEvent.tab();
    await userEvent.keyboard('Ba');
    await userEvent.tab();
    expect(focused()).to.equal(open.composer().send);
    await userEvent.keyboard('{Enter}');
    await open.until(() => open.comments()[0] === 'Ba: Bàn phím' && open.find('Trả lời Ba'));
    await userEvent.tab();
    expect(focused()).to.equal(open.button('Trả lời Ba'));
    await userEvent.keyboard('{Enter}');
    await open.until(() => focused() === open.composer('Ba').text);
    await userEvent.keyboard('nháp trả lời{Escape}');
    await open.until(() => focused() === open.button('Trả lời Ba'));
    expect(open.shadow.querySelectorAll('textarea').length).to.equal(1);
    await userEvent.keyboard('{Enter}');
    await open.until(() => focused() === open.composer('Ba').text);
    expect(open.composer('Ba').text.value).to.equal('nháp trả lời');
    await userEvent.clear(open.composer('Ba').text);
  });

  it('renders nothing anew for a letter, until there is something to say', async () => {
    const room = await newsroom({ settings: { text: 50 } });
    const open = await openThread(room);
    await open.until(() => room.client.connection === 'up' && room.client.max.text === 50);
    const { text } = open.composer();
    await userEvent.click(text);
    await open.element.updateComplete;
    let asked = 0;
    const { requestUpdate } = open.element;
    open.element.requestUpdate = (...given) => {
      asked += 1;
      requestUpdate.apply(open.element, given);
    };
    await userEvent.keyboard('Bốn mươi chữ cái thì chưa có gì để nói.');
    expect(asked).to.equal(0);
    await userEvent.keyboard(' Nay thì có');
    await open.until(() => open.composer().form.textContent?.includes('Còn 0 ký tự'));
    expect(asked).to.be.greaterThan(0);
    await userEvent.clear(text);
  });

  it('keeps a draft over a reload until it is sent', async () => {
    const room = await newsroom({ comments: FEW });
    const open = await openThread(room);
    await userEvent.fill(open.composer().text, 'Viết dở');
    open.element.remove();
    const again = await openThread(room);
    expect(again.composer().text.value).to.equal('Viết dở');
    expect(Object.values(localStorage)).to.include('Viết dở');
    await write(again, 'Viết dở, nay xong.', 'Ba');
    await again.until(() => again.comments()[0] === 'Ba: Viết dở, nay xong.');
    again.element.remove();
    expect((await openThread(room)).composer().text.value).to.equal('');
    expect(Object.values(localStorage).join()).not.to.contain('Viết dở');
  });

  it('keeps a comment that cannot be sent, says so, and sends it when the line is back', async () => {
    const room = await newsroom({ comments: FEW });
    const open = await openThread(room);
    await open.until(() => room.client.connection === 'up');
    room.setOnline(false);
    await open.until(() => open.shadow.textContent?.includes('Mất mạng'));
    await write(open, 'Viết lúc mất mạng.', 'Ba');
    expect(standing(open.article('Viết lúc mất mạng'))).to.contain('Chưa gửi');
    room.setOnline(true);
    await open.until(() => standing(open.article('Viết lúc mất mạng')) === 'Đã đăng');
  });

  it('[TA11] gives a comment that waits back for mending, or takes it away', async () => {
    const room = await newsroom({ comments: FEW });
    const open = await openThread(room);
    await open.until(() => room.client.connection === 'up');
    room.setOnline(false);
    await write(open, 'Câu thứ nhất.', 'Ba');
    await userEvent.fill(open.composer().text, 'câu dở');
    open.button('Sửa', open.article('Câu thứ nhất')).click();
    await open.until(() => open.composer().text.value === 'Câu thứ nhất.\n\ncâu dở');
    expect(open.shadow.activeElement).to.equal(open.composer().text);
    expect(open.comments().join()).not.to.contain('Câu thứ nhất');
    await userEvent.click(open.composer().send);
    await open.until(() => open.comments()[0]?.includes('câu dở'));
    open.button('Bỏ', open.article('câu dở')).click();
    await open.until(() => !open.comments().join().includes('câu dở'));
    expect(open.shadow.activeElement).to.equal(open.shadow.querySelector('h2'));
    expect(open.shadow.textContent).not.to.contain('Đã đăng');
  });

  it('says why a comment is refused, and keeps its text to be mended', async () => {
    const room = await newsroom({ comments: FEW });
    const open = await openThread(room);
    await write(open, 'https://a.example https://b.example https://c.example https://d.example', 'Ba');
    await open.until(() => open.shadow.querySelector('article [role=alert]'));
    const refused = open.article('https://a.example');
    await open.until(() => refused.querySelector('[role=alert]')?.textContent === 'Chưa đăng: có quá nhiều liên kết.');
    open.button('Gửi lại', refused).click();
    await open.until(() => open.shadow.querySelector('article [role=alert]'));
    open.button('Sửa', open.article('https://a.example')).click();
    await open.until(() => open.composer().text.value.startsWith('https://a.example'));
    await userEvent.fill(open.composer().text, 'Một liên kết thôi: https://a.example');
    await userEvent.click(open.composer().send);
    await open.until(() => standing(open.article('Một liên kết thôi')) === 'Đã đăng');
  });

  it('shows after a reload what was not sent yet', async () => {
    const store = createMemoryStore();
    const room = await newsroom({ comments: FEW });
    const first = room.device({ store, line: 'good' });
    const open = await openThread(room, { client: first.client });
    await open.until(() => first.client.connection === 'up');
    first.setLine('down');
    await write(open, 'Viết rồi tải lại.', 'Ba');
    expect(open.comments()[0]).to.contain('Viết rồi tải lại');
    open.element.remove();
    first.client.close();
    const second = room.device({ store });
    const again = await openThread(room, { client: second.client });
    await again.until(() => again.comments().some((line) => line === 'Ba: Viết rồi tải lại.'));
    await again.until(() => !again.article('Viết rồi tải lại').matches('.waiting, .sending'));
    expect(again.comments().filter((line) => line.includes('Viết rồi')).length).to.equal(1);
  });

  it('keeps what is being written when the order changes, and folds the list again', async () => {
    const room = await newsroom({ comments: FEW });
    const open = await openThread(room);
    const { text, name } = open.composer();
    await userEvent.fill(text, 'đang viết');
    await userEvent.fill(name, 'Ba');
    open.button(/Xem cả/).click();
    await open.until(() => open.comments().length === 5);
    open.button('Cũ nhất').click();
    await open.until(() => open.comments()[0]?.startsWith('Bùi Quốc Khánh'));
    expect(open.composer().text).to.equal(text);
    expect([text.value, name.value]).to.deep.equal(['đang viết', 'Ba']);
    expect(open.element.offsetHeight).to.equal(open.foldedHeight());
    await userEvent.clear(text);
  });

  it('[TA17] has buttons of a thumb’s size where the pointer is a thumb', async () => {
    const room = await newsroom({ comments: FEW });
    const open = await openThread(room, { width: 358 });
    // This browser has a mouse, so the rule itself is looked at.
    const rules = open.shadow.adoptedStyleSheets.flatMap((sheet) => [...sheet.cssRules]).filter((rule): rule is CSSMediaRule => rule instanceof CSSMediaRule);
    expect(rules.find(({ conditionText }) => conditionText === '(pointer: coarse)')?.cssText).to.contain('--_target: 44px');
  });
});
