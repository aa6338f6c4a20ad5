import type { CommentThread } from '@bandoc/comment-thread';
import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { afterEach, beforeEach, describe, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
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

  it('[TA16] breaks words that no line can hold, at 320 px, without a sideways scroll', async () => {
    const room = await newsroom({ comments: HARD });
    const open = await openThread(room, { width: 320 });
    open.find(/Xem cả/)?.click();
    await open.until(() => open.comments().length === 4);
    expect(open.shadow.querySelector('section')?.scrollWidth).to.be.at.most(320);
    for (const one of open.shadow.querySelectorAll('article')) expect(one.scrollWidth, one.textContent ?? '').to.be.at.most(one.clientWidth);
  });

  it('[TA3] tells times by the server’s clock, each with its whole date', async () => {
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

  it('[TA22] shows a comment’s whole time, by the paper’s clock, to who comes to it by keyboard, within 320 px', async () => {
    const room = await newsroom({ comments: FEW });
    const open = await openThread(room, { width: 320 });
    await open.until(() => open.shadow.querySelector('.up'));
    const article = open.article('khai sinh');
    const time = article.querySelector('time') as HTMLElement;
    expect(time.title).to.contain('14:48');
    // Firefox computes the attribute’s name, and shows its words.
    const seen = () => getComputedStyle(time, '::after').content.replace('attr(title)', time.title);
    expect(seen()).to.equal('none');
    open.composer().text.focus();
    await userEvent.keyboard('{Tab}');
    article.focus();
    expect(article.matches(':focus-visible')).to.equal(true);
    expect(seen()).to.contain(time.title);
    expect(open.shadow.querySelector('section')?.scrollWidth).to.be.at.most(320);
    // Of the first comment too, above which the folded box ends.
    const top = (article.querySelector('.who') as HTMLElement).getBoundingClientRect().top - Number.parseFloat(getComputedStyle(time, '::after').height);
    expect(open.shadow.querySelector('.list')?.getBoundingClientRect().top).to.be.at.most(top);
    open.element.utcOffset = '-10:00';
    await open.until(() => time.title.includes('21:48'));
    expect(article.getAttribute('aria-label')).to.contain(time.title);
  });

  it('tells times by the reader’s own clock where the paper’s is set wrong, and says so once', async () => {
    const room = await newsroom({ comments: FEW });
    const element = await fixture<CommentThread>(
      html`<bandoc-comment-thread lang="vi" thread=${room.thread} utc-offset="Asia/Ho_Chi_Minh" .client=${room.client}></bandoc-comment-thread>`,
    );
    await until(() => element.shadowRoot?.querySelector('.up'));
    const own = new Intl.DateTimeFormat('vi', { dateStyle: 'full', timeStyle: 'short' });
    const time = element.shadowRoot?.querySelector('time');
    expect(time?.title).to.equal(own.format(Date.parse(time?.dateTime ?? '')));
    element.requestUpdate();
    await element.updateComplete;
    expect(warnings).to.deep.equal([
      'bandoc-comment-thread: utc-offset: "Asia/Ho_Chi_Minh" is no offset as +07:00; times are told by each reader\'s own clock.',
    ]);
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
      open.button('Xem thêm bình luận').focus();
      const last = await open.until(() => open.shadow.querySelector('.list > li:last-child > article'));
      await userEvent.keyboard('{Enter}');
      await open.until(() => open.find('Xem thêm bình luận') === undefined);
      await open.until(() => open.shadow.activeElement?.parentElement?.previousElementSibling?.firstElementChild === last);
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

  it('[TA15] shows a comment that is taller than its box as far as it goes, with none of its buttons to get lost in', async () => {
    const room = await newsroom({ comments: [{ name: 'Lan', text: 'Dài lắm. '.repeat(200) }] });
    const open = await openThread(room, { width: 358 });
    expect(open.comments().length).to.equal(1);
    expect(getComputedStyle(open.shadow.querySelector('.acts') as Element).visibility).to.equal('hidden');
    open.button(/Xem cả 1 bình luận/).click();
    await open.until(() => getComputedStyle(open.shadow.querySelector('.acts') as Element).visibility === 'visible');
  });

  it('[TA18] cuts no focus ring off at the sides of its box', async () => {
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
    await sorted.until(() => warnings.join().includes('"hot"'));

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

  it('keeps what the page has in its place until the thread is ready, and moves nothing then, however tall it was', async () => {
    const room = await newsroom({ comments: FEW }, { line: 'slow' });
    const place = await fixture<HTMLElement>(
      html`<div><bandoc-comment-thread lang="vi" thread=${room.thread} .client=${room.client}><p style="height: 900px; margin: 0">Bình luận của máy chủ báo.</p></bandoc-comment-thread><footer>Chân trang</footer></div>`,
    );
    const element = place.firstElementChild as CommentThread;
    const shadow = element.shadowRoot as ShadowRoot;
    const footer = place.querySelector('footer') as HTMLElement;
    const below = () => footer.getBoundingClientRect().top - place.getBoundingClientRect().top;
    const at = below();
    expect(shadow.querySelector('section')).to.equal(null);
    expect(element.querySelector('p')?.checkVisibility()).to.equal(true);
    room.setLine('good');
    await until(() => shadow.querySelector('article'));
    expect(element.querySelector('p')?.checkVisibility()).to.equal(false);
    expect(below()).to.be.closeTo(at, 0.1);
  });

  it('leaves it there when the thread cannot be shown, and says why below', async () => {
    const room = await newsroom({}, { line: 'stranger' });
    const place = await fixture<HTMLElement>(
      html`<div><bandoc-comment-thread lang="vi" thread=${room.thread} .client=${room.client}><a href="#dien-dan">Diễn đàn của báo</a></bandoc-comment-thread></div>`,
    );
    const element = place.firstElementChild as CommentThread;
    await until(() => element.shadowRoot?.textContent?.includes('không phải máy chủ bình luận'));
    expect(element.querySelector('a')?.checkVisibility()).to.equal(true);
    room.setLine('good');
    element.shadowRoot?.querySelector('button')?.click();
    await until(() => element.shadowRoot?.textContent?.includes('Chưa có bình luận nào'));
    expect(element.querySelector('a')?.checkVisibility()).to.equal(false);
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
