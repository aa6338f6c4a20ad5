import { expect } from '@open-wc/testing';
import { describe, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { MARKED } from '../../stories/comment-thread/comments.ts';
import { newsroom, openThread } from './open-thread.ts';

const HOSTILE =
  '**<img src=x onerror="alert(1)">** `<script>alert(2)</script>` javascript:alert(3) ||<a href="javascript:alert(4)">x</a>|| https://a.example/"onclick="alert(5)';

describe('marks in a comment', () => {
  it('are shown as elements, and a text without any stays one text node', async () => {
    const open = await openThread(await newsroom({ comments: [...MARKED, { name: 'Ba', minutesAgo: 50, text: 'Giá 2*3*4,\nkhông - gì > cả' }] }));
    const marked = open.article('Cần gấp');
    expect(marked.querySelector('strong')?.textContent).to.equal('Cần gấp');
    expect([...marked.querySelectorAll('ul > li')].map((one) => one.textContent)).to.deep.equal(['gạo, mì', 'áo mưa']);
    expect(open.article('Bài viết').querySelector('blockquote')?.textContent).to.contain('dân tin mình');
    const plain = open.article('Giá 2*3*4').querySelector<HTMLElement>('.text');
    expect(plain?.childElementCount).to.equal(0);
    expect(plain?.innerText).to.equal('Giá 2*3*4,\nkhông - gì > cả');
  });

  it('lead to other pages without a word for them, and without leaving this one', async () => {
    const open = await openThread(await newsroom({ comments: [{ name: 'Ba', text: 'xem (https://bao.example/bai-(2)).' }] }));
    const link = open.article('xem').querySelector('a');
    expect(link?.href).to.equal('https://bao.example/bai-(2)');
    expect(link?.textContent).to.equal('https://bao.example/bai-(2)');
    expect(link?.target).to.equal('_blank');
    expect([...(link?.relList ?? [])].sort()).to.deep.equal(['nofollow', 'noopener', 'noreferrer', 'ugc']);
  });

  it('make nothing of HTML in the text', async () => {
    const open = await openThread(await newsroom({ comments: [{ name: 'Ba', text: HOSTILE }] }));
    const text = open.article('alert(1)').querySelector('.text') as HTMLElement;
    expect(text.querySelectorAll('img, script').length).to.equal(0);
    expect([...text.querySelectorAll('a')].map((one) => one.getAttribute('href'))).to.deep.equal(['https://a.example/']);
    expect([...text.querySelectorAll('*')].flatMap((one) => one.getAttributeNames()).filter((name) => name.startsWith('on'))).to.deep.equal([]);
    for (const words of ['<img src=x onerror="alert(1)">', '<script>alert(2)</script>', '<a href="javascript:alert(4)">x</a>'])
      expect(text.textContent).to.contain(words);
  });

  it('cover a passage until its button opens it by key, and moves nothing by it', async () => {
    const open = await openThread(await newsroom({ comments: MARKED }));
    open.button(/Xem cả/).click();
    await open.until(() => open.find('Đoạn ẩn'));
    const article = open.article('Đoạn kết');
    const button = open.button('Đoạn ẩn', article);
    const covered = button.nextElementSibling?.firstElementChild as HTMLElement;
    expect(button.getAttribute('aria-expanded')).to.equal('false');
    expect(covered.checkVisibility({ visibilityProperty: true })).to.equal(false);
    expect(article.innerText).not.to.contain('cả hai anh em');
    const places = () => [...open.shadow.querySelectorAll('article *')].map((one) => one.getBoundingClientRect().toJSON());
    const before = places();
    button.focus();
    await userEvent.keyboard('{Enter}');
    expect(button.getAttribute('aria-expanded')).to.equal('true');
    expect(covered.checkVisibility({ visibilityProperty: true })).to.equal(true);
    expect(article.innerText).to.contain('cả hai anh em');
    expect(places()).to.deep.equal(before);
    // Another comment changes nothing in what she has opened.
    open.element.requestUpdate();
    await open.element.updateComplete;
    expect(button.getAttribute('aria-expanded')).to.equal('true');
    covered.click();
    expect(button.getAttribute('aria-expanded')).to.equal('true');
    await userEvent.keyboard(' ');
    expect(button.getAttribute('aria-expanded')).to.equal('false');
    (button.nextElementSibling as HTMLElement).click();
    expect(button.getAttribute('aria-expanded')).to.equal('true');
  });
});
