import { expect } from '@open-wc/testing';
import { afterEach, describe, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { FEW } from '../../stories/comment-thread/comments.ts';
import { choose } from './menu.ts';
import { newsroom, openThread } from './open-thread.ts';

const PHUOC = 'thủ tục khai sinh';
const LINE = 'Bình luận của người bạn đã ẩn.';
const KEY = 'bandoc-muted';

describe('hiding what somebody writes', () => {
  afterEach(() => localStorage.removeItem(KEY));

  it('puts a line in the place of each comment, leaves the replies, and can be taken back there', async () => {
    const open = await openThread(await newsroom({ comments: FEW }));
    await choose(open, PHUOC, 'Ẩn người này');
    await open.until(() => open.comments()[0] === `Nguyễn Hữu Phước: ${LINE}`);
    expect(open.comments()[1]).to.contain('Tòa soạn: Cảm ơn bạn.');
    const line = open.article(LINE);
    expect(line.querySelector('b')?.checkVisibility()).to.equal(false);
    expect(open.find('Trả lời Nguyễn Hữu Phước')).to.equal(undefined);
    await open.until(() => open.shadow.activeElement === open.button('Hiện', line));
    await expect(open.element).to.be.accessible();
    await userEvent.click(open.button('Hiện', line));
    await open.until(() => open.comments()[0]?.includes(PHUOC));
    await open.until(() => open.article(PHUOC).contains(open.shadow.activeElement));
    expect(open.article(PHUOC).querySelector('b')?.checkVisibility()).to.equal(true);
    expect(localStorage.getItem(KEY)).to.equal('[]');
  });

  it('holds on this device after the page is opened anew', async () => {
    const room = await newsroom({ comments: FEW });
    const open = await openThread(room);
    await choose(open, PHUOC, 'Ẩn người này');
    await open.until(() => open.comments()[0]?.endsWith(LINE));
    const again = await openThread(room);
    await again.until(() => again.comments()[0]?.endsWith(LINE));
  });

  it('is not stopped by what something else has left in its place', async () => {
    localStorage.setItem(KEY, '{"a":1}');
    const open = await openThread(await newsroom({ comments: FEW }));
    await choose(open, PHUOC, 'Ẩn người này');
    await open.until(() => open.comments()[0]?.endsWith(LINE));
    expect(JSON.parse(localStorage.getItem(KEY) ?? '').length).to.equal(1);
  });

  it('remembers five hundred people, the last ones', async () => {
    localStorage.setItem(KEY, JSON.stringify(Array.from({ length: 500 }, (_, index) => `u-${index}`)));
    const open = await openThread(await newsroom({ comments: FEW }));
    await choose(open, PHUOC, 'Ẩn người này');
    await open.until(() => open.comments()[0]?.endsWith(LINE));
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '') as string[];
    expect(kept.length).to.equal(500);
    expect(kept[0]).to.equal('u-1');
  });
});
