import '@bandoc/comment-thread/register';
import type { CommentCount } from '@bandoc/comment-thread';
import { expect, fixture, html } from '@open-wc/testing';
import { afterEach, describe, it, vi } from 'vitest';
import { FEW } from '../../stories/comment-thread/comments.ts';
import { until } from '../setup/until.ts';
import { newsroom } from './open-thread.ts';

const seen = (element: CommentCount) => element.shadowRoot?.querySelector('[aria-hidden=true]')?.textContent;
const heard = (element: CommentCount) => element.shadowRoot?.querySelector('.unseen')?.textContent;

describe('bandoc-comment-count', () => {
  afterEach(() => vi.restoreAllMocks());

  it('shows the number alone, and says what it counts; until it is known, what the paper wrote', async () => {
    const room = await newsroom({ comments: FEW }, { line: 'slow' });
    const element = await fixture<CommentCount>(html`<bandoc-comment-count lang="vi" thread=${room.thread} .client=${room.client}>4</bandoc-comment-count>`);
    expect((element.shadowRoot?.querySelector('slot')?.assignedNodes() ?? []).map((node) => node.textContent).join('')).to.equal('4');
    const width = element.getBoundingClientRect().width;
    room.setLine('good');
    await until(() => seen(element) === '5' && heard(element) === '5 bình luận');
    expect(element.getBoundingClientRect().width).to.equal(width);
    await expect(element).to.be.accessible();
  });

  it('is 0 for an article that nobody has commented on, in words of its language', async () => {
    const room = await newsroom({ articles: [{ thread: 'vang', at: '2020-10-22T08:00:00+07:00' }] });
    const element = await fixture<CommentCount>(html`<bandoc-comment-count lang="en" thread="vang" .client=${room.client}></bandoc-comment-count>`);
    await until(() => seen(element) === '0' && heard(element) === '0 comments');
  });

  it('follows live when asked', async () => {
    const room = await newsroom({ comments: FEW });
    const element = await fixture<CommentCount>(html`<bandoc-comment-count live thread=${room.thread} .client=${room.client}></bandoc-comment-count>`);
    await until(() => seen(element) === '5' && room.client.connection === 'up');
    await room.write('Lan', 'Thêm một.');
    await until(() => seen(element) === '6');
  });

  it('takes another thread, and stops when it leaves the page', async () => {
    const room = await newsroom({ comments: FEW, articles: [{ thread: 'vang', at: '2020-10-22T08:00:00+07:00' }] });
    const element = await fixture<CommentCount>(html`<bandoc-comment-count thread=${room.thread} .client=${room.client}></bandoc-comment-count>`);
    await until(() => seen(element) === '5');
    element.thread = 'vang';
    await until(() => seen(element) === '0');
    element.remove();
    document.body.append(element);
    await until(() => seen(element) === '0');
    element.remove();
  });

  it('keeps the paper’s number where the name is none, or no server is named, and warns', async () => {
    const warnings: string[] = [];
    vi.spyOn(console, 'warn').mockImplementation((words: string) => void warnings.push(words));
    const room = await newsroom();
    for (const template of [
      html`<bandoc-comment-count thread="a b" .client=${room.client}>7</bandoc-comment-count>`,
      html`<bandoc-comment-count thread="x">7</bandoc-comment-count>`,
    ]) {
      const element = await fixture<CommentCount>(template);
      expect(element.shadowRoot?.querySelector('slot')).not.to.equal(null);
    }
    expect(warnings.filter((one) => one.startsWith('bandoc-comment-count')).length).to.equal(2);
  });
});
