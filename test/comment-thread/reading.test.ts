import type { CommentThread } from '@bandoc/comment-thread';
import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { afterEach, beforeEach, describe, it, vi } from 'vitest';
import { FEW, HARD, MANY } from '../../stories/comment-thread/comments.ts';
import { until } from '../setup/until.ts';
import { newsroom, openThread } from './open-thread.ts';

describe('reading a thread', () => {
  let warnings: string[] = [];
  beforeEach(() => {
    warnings = [];
    vi.spyOn(console, 'warn').mockImplementation((words: string) => void (words.startsWith('bandoc-') && warnings.push(words)));
  });
  afterEach(() => vi.restoreAllMocks());

  it('shows the newest first, replies below what they answer, oldest first, and the total', async () => {
    const room = await newsroom({ comments: FEW, articles: [] });
    const open = await openThread(room);
    open.button(/Xem cả 5 bình luận/).click();
    await open.until(() => open.comments().length === 5);
    expect(open.comments().map((line) => line.split(':')[0])).to.deep.equal(['Nguyễn Hữu Phước', 'Tòa soạn', 'Trần Diệu Ễn', 'Lê Thị Hạnh', 'Bùi Quốc Khánh']);
    expect(open.shadow.querySelector('h2')?.textContent).to.match(/Bình luận\s+5/);
    expect(open.article('Đồng ý').closest('ol.replies')).not.to.equal(null);
  });

  it('shows the oldest first when asked, and by the reader’s choice', async () => {
    const room = await newsroom({ comments: FEW });
    const open = await openThread(room, { sort: 'old' });
    expect(open.comments()[0]).to.contain('Bùi Quốc Khánh');
    open.button('Mới nhất').click();
    await open.until(() => open.comments()[0]?.includes('Nguyễn Hữu Phước'));
    expect(open.button('Mới nhất').getAttribute('aria-pressed')).to.equal('true');
    expect(open.button('Cũ nhất').getAttribute('aria-pressed')).to.equal('false');
  });

  it('shows text as text, whatever it looks like', async () => {
    const room = await newsroom({ comments: HARD });
    const open = await openThread(room);
    open.find(/Xem cả/)?.click();
    await open.until(() => open.comments().length === 4);
    expect(open.comments()).to.include('<b>Đậm</b>: <img src=x onerror="alert(1)"> & <script>alert(2)</script> chỉ là chữ.');
    expect(open.shadow.querySelector('img, script, article b b')).to.equal(null);
  });

  it('breaks words that no line can hold, at 320 px, without a sideways scroll', async () => {
    const room = await newsroom({ comments: HARD });
    const open = await openThread(room, { width: 320 });
    open.find(/Xem cả/)?.click();
    await open.until(() => open.comments().length === 4);
    expect(open.shadow.querySelector('section')?.scrollWidth).to.be.at.most(320);
    for (const one of open.shadow.querySelectorAll('article')) expect(one.scrollWidth, one.textContent ?? '').to.be.at.most(one.clientWidth);
  });

  it('tells times by the server’s clock, each with its whole date', async () => {
    const room = await newsroom({ comments: FEW });
    const open = await openThread(room);
    const time = open.article('khai sinh').querySelector('time');
    expect(time?.textContent).to.equal('12 phút trước');
    expect(time?.dateTime).to.equal('2020-10-22T07:48:00.000Z');
    expect(time?.title).to.contain('2020');
    expect(open.article('khai sinh').getAttribute('aria-label')).to.contain(time?.title);
    room.pass(60 * 60_000);
    open.element.requestUpdate();
    await open.until(() => time?.textContent === '1 giờ trước');
  });

  it('tells the page once that it has loaded', async () => {
    const room = await newsroom({ comments: FEW });
    const place = document.createElement('bandoc-comment-thread');
    place.thread = room.thread;
    place.client = room.client;
    setTimeout(() => document.body.append(place));
    const event = await oneEvent(place, 'bandoc-thread-loaded');
    expect(event.detail).to.deep.equal({ thread: room.thread, total: 5 });
    let again = 0;
    place.addEventListener('bandoc-thread-loaded', () => (again += 1));
    await room.write('Ba', 'Thêm một ý.');
    await until(() => place.shadowRoot?.querySelector('.pill'));
    expect(again).to.equal(0);
    place.remove();
  });

  it('keeps to its box: whole comments only, and the rest behind one button', async () => {
    const room = await newsroom({ comments: MANY });
    for (const width of [358, 680]) {
      const open = await openThread(room, { width });
      const box = open.element.getBoundingClientRect();
      expect(box.height).to.equal(640);
      const list = (open.shadow.querySelector('.list') as HTMLElement).getBoundingClientRect();
      const seen = [...open.shadow.querySelectorAll('article')].filter((one) => one.checkVisibility());
      expect(seen.length).to.be.greaterThan(0);
      for (const one of seen) expect(one.getBoundingClientRect().bottom).to.be.at.most(list.bottom + 0.5);
      expect(open.button(/Xem cả 70 bình luận/).getBoundingClientRect().bottom).to.be.at.most(box.bottom + 0.5);
      const before = seen.length;
      open.button(/Xem cả/).click();
      await open.until(() => open.comments().length > 20);
      expect(open.element.getBoundingClientRect().height).to.be.greaterThan(2_000);
      // What she was reading stays where it was; what came new has the focus.
      await open.until(() => [...open.shadow.querySelectorAll('article')].indexOf(open.shadow.activeElement as HTMLElement) === before);
      open.button('Xem thêm bình luận').click();
      await open.until(() => open.shadow.querySelectorAll('.list > li').length === 27);
      expect(open.find('Xem thêm bình luận')).to.equal(undefined);
      expect(open.shadow.activeElement).to.equal(open.shadow.querySelectorAll('.list > li')[20]?.querySelector('article'));
      open.element.remove();
    }
  });

  it('shows more or fewer comments when its width changes', async () => {
    const room = await newsroom({ comments: MANY });
    const open = await openThread(room, { width: 680 });
    const wide = open.comments().length;
    (open.element.parentElement as HTMLElement).style.width = '330px';
    await open.until(() => open.comments().length < wide);
    expect(open.element.getBoundingClientRect().height).to.equal(640);
    (open.element.parentElement as HTMLElement).style.width = '680px';
    await open.until(() => open.comments().length === wide);
  });

  it('shows a comment that is taller than its box as far as it goes, with none of its buttons to get lost in', async () => {
    const room = await newsroom({ comments: [{ name: 'Lan', text: 'Dài lắm. '.repeat(200) }] });
    const open = await openThread(room, { width: 358 });
    expect(open.comments().length).to.equal(1);
    expect(getComputedStyle(open.shadow.querySelector('.acts') as Element).visibility).to.equal('hidden');
    open.button(/Xem cả 1 bình luận/).click();
    await open.until(() => getComputedStyle(open.shadow.querySelector('.acts') as Element).visibility === 'visible');
  });

  it('cuts no focus ring off at the sides of its box', async () => {
    const room = await newsroom({ comments: FEW });
    const open = await openThread(room, { width: 358 });
    const ring = 4;
    for (const one of open.shadow.querySelectorAll<HTMLElement>('button, article')) {
      const { left, right } = one.getBoundingClientRect();
      for (let box = one.parentElement; box; box = box.parentElement) {
        const edge = box.getBoundingClientRect();
        if (getComputedStyle(box).overflowX === 'visible') continue;
        expect(left - ring, one.outerHTML).to.be.at.least(edge.left);
        expect(right + ring, one.outerHTML).to.be.at.most(edge.right);
      }
    }
    const list = open.shadow.querySelector('.list') as HTMLElement;
    expect(getComputedStyle(list).overflowY).to.equal('clip');
  });

  it('brings the replies that did not come along, in their place', async () => {
    const room = await newsroom({ comments: MANY });
    const open = await openThread(room);
    open.button(/Xem cả/).click();
    await open.until(() => open.find(/Xem thêm 2 trả lời/));
    const more = open.button(/Xem thêm 2 trả lời/);
    const item = more.closest('li') as HTMLElement;
    const before = item.querySelectorAll(':scope > ol > li').length;
    more.click();
    await open.until(() => item.querySelectorAll(':scope > ol > li').length === 5);
    expect(open.shadow.activeElement).to.equal(item.querySelectorAll(':scope > ol > li')[before]?.querySelector('article'));
  });

  it('takes the thread’s name from the canonical address where the page gives none', async () => {
    const link = Object.assign(document.createElement('link'), { rel: 'canonical', href: 'https://bao.example/ha-noi/bai.html?utm=x' });
    document.head.append(link);
    try {
      const room = await newsroom({ thread: 'ha-noi~bai.html', comments: FEW });
      const open = await openThread(room, { thread: '' });
      expect(open.comments()[0]).to.contain('Nguyễn Hữu Phước');
    } finally {
      link.remove();
    }
  });

  it('says in words, and to the console, what is wrong with a thread’s name, a sort, a server', async () => {
    const room = await newsroom();
    const bad = await openThread(room, { thread: 'a b/c', ready: false });
    await bad.until(() => bad.shadow.querySelector('[role=alert]')?.textContent?.includes('thuộc tính thread'));
    expect(bad.shadow.querySelector('textarea, [class=state] button')).to.equal(null);
    expect(bad.element.getBoundingClientRect().height).to.equal(640);
    expect(warnings.join()).to.contain('"a b/c"');

    const sorted = await openThread(room, { sort: 'hot' });
    expect(sorted.button('Mới nhất').getAttribute('aria-pressed')).to.equal('true');
    expect(warnings.join()).to.contain('"hot"');

    const none = await fixture<CommentThread>(html`<bandoc-comment-thread lang="vi" thread="x"></bandoc-comment-thread>`);
    await until(() => none.shadowRoot?.querySelector('[role=alert]')?.textContent?.includes('data-server'));
    expect(warnings.join()).to.contain('no server');
  });

  it('speaks the language it stands in, and changes with it', async () => {
    const room = await newsroom({ comments: FEW });
    const open = await openThread(room, { lang: 'en' });
    expect(open.shadow.querySelector('h2')?.textContent).to.match(/Comments\s+5/);
    expect(open.article('khai sinh').querySelector('time')?.textContent).to.equal('12 minutes ago');
    open.element.lang = 'vi';
    await open.until(() => open.shadow.querySelector('h2')?.textContent?.startsWith('Bình luận'));
  });

  it('keeps what stood in it until it has words', async () => {
    const room = await newsroom();
    const element = document.createElement('bandoc-comment-thread');
    element.textContent = 'Bình luận cần JavaScript.';
    element.thread = room.thread;
    element.client = room.client;
    document.body.append(element);
    await Promise.resolve();
    expect(element.shadowRoot?.querySelector('slot') ?? element.shadowRoot?.querySelector('section')).not.to.equal(null);
    expect(element.getBoundingClientRect().height).to.equal(640);
    element.remove();
  });

  it('shows another thread when its name changes, with a field of its own', async () => {
    const room = await newsroom({ comments: FEW });
    const open = await openThread(room);
    open.composer().text.value = 'nửa câu';
    open.element.thread = 'bai-khac-han';
    await open.until(() => open.shadow.textContent?.includes('Chưa có bình luận nào'));
    expect(open.composer().text.value).to.equal('');
  });
});
