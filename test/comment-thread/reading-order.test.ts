import { expect } from '@open-wc/testing';
import { describe, it } from 'vitest';
import { DEEP, FEW } from '../../stories/comment-thread/comments.ts';
import { newsroom, openThread } from './open-thread.ts';

const pressed = (shadow: ShadowRoot) => [...shadow.querySelectorAll('[aria-pressed=true]')].map((one) => one.textContent?.trim());

describe('the order of a thread', () => {
  it('can be by what moves most people, and stays as the reader chose it, whatever the paper’s is', async () => {
    const room = await newsroom({ comments: FEW });
    const open = await openThread(room, { sort: 'old' });
    open.button('Quan tâm nhất').click();
    await open.until(() => pressed(open.shadow).join() === 'Quan tâm nhất' && open.comments()[0]?.includes('Nguyễn Hữu Phước'));
    open.element.remove();
    const again = await openThread(room, { sort: 'old' });
    expect(pressed(again.shadow)).to.deep.equal(['Quan tâm nhất']);
    again.button('Cũ nhất').click();
    await again.until(() => again.comments()[0]?.includes('Bùi Quốc Khánh'));
    // Replies are always oldest first.
    again.find(/Xem cả/)?.click();
    await again.until(() => again.comments().length === 5);
    expect(again.comments().map((line) => line.split(':')[0])).to.deep.equal(['Bùi Quốc Khánh', 'Lê Thị Hạnh', 'Nguyễn Hữu Phước', 'Tòa soạn', 'Trần Diệu Ễn']);
    again.element.remove();
    const third = await openThread(room, { sort: 'top' });
    expect(pressed(third.shadow)).to.deep.equal(['Cũ nhất']);
  });

  it('is the paper’s where the reader chose none, or her device keeps nothing', async () => {
    const room = await newsroom({ comments: FEW });
    const { getItem } = Storage.prototype;
    Storage.prototype.getItem = () => {
      throw new DOMException('blocked', 'SecurityError');
    };
    try {
      const open = await openThread(room, { sort: 'top' });
      expect(pressed(open.shadow)).to.deep.equal(['Quan tâm nhất']);
    } finally {
      Storage.prototype.getItem = getItem;
    }
  });

  it('is offered as far as the server has it, and nothing moves when that becomes known', async () => {
    localStorage.setItem('bandoc-sort', 'top');
    const room = await newsroom({ comments: FEW, settings: { without: ['top'] } });
    const open = await openThread(room);
    const { x } = open.button('Cũ nhất').getBoundingClientRect();
    await open.until(() => open.shadow.querySelector('.up'));
    await open.until(() => !open.find('Quan tâm nhất'));
    expect(open.comments()[0]).to.contain('Nguyễn Hữu Phước');
    expect(open.button('Cũ nhất').getBoundingClientRect().x).to.equal(x);
    expect(open.button('Mới nhất')).to.be.an.instanceOf(HTMLButtonElement);
  });

  it('is chosen in a header that fits 320 px', async () => {
    const room = await newsroom({ comments: FEW });
    for (const lang of ['vi', 'en']) {
      const open = await openThread(room, { width: 320, lang });
      for (const one of open.shadow.querySelectorAll('header, header *')) {
        const { left, right } = one.getBoundingClientRect();
        expect(right - open.element.getBoundingClientRect().left).to.be.at.most(320.1);
        expect(left).to.be.at.least(open.element.getBoundingClientRect().left);
      }
      open.element.remove();
    }
  });
});

describe('replies to replies', () => {
  const steps = (shadow: ShadowRoot) => new Set([...shadow.querySelectorAll('article')].map((one) => Math.round(one.getBoundingClientRect().left))).size;
  const open12 = async (given: { width: number; depth?: number }) => {
    const room = await newsroom({ comments: DEEP, settings: { replyDepth: 12, repliesAlong: 3 } });
    const open = await openThread(room, given);
    open.find(/Xem cả/)?.click();
    for (let level = 2; level <= 12; level += 1) {
      open.find(/Xem thêm 1 trả lời/)?.click();
      await open.until(() => open.comments().some((line) => line.includes(`Tầng ${level}:`)));
    }
    return open;
  };
  const answers = (shadow: ShadowRoot) =>
    [...shadow.querySelectorAll('article small')].filter((one) => one.checkVisibility()).map((one) => one.textContent?.trim());

  it.each([
    { width: 1280, depth: 4, right: 4 },
    { width: 1280, depth: 1, right: 1 },
    { width: 320, depth: 4, right: 2 },
    { width: 320, depth: 0, right: 0 },
  ])(
    'are shown to the twelfth level at $width px: $right steps to the right of $depth, then flat, with the name that they answer',
    async ({ width, depth, right }) => {
      const open = await open12({ width, depth });
      expect(steps(open.shadow)).to.equal(right + 1);
      expect(answers(open.shadow).length).to.equal(12 - right);
      expect(answers(open.shadow).at(-1)).to.equal('trả lời @Ngô Văn Ba');
      expect(open.shadow.querySelector('section')?.scrollWidth).to.be.at.most(width);
      expect(open.article('Tầng 12').offsetWidth).to.be.at.least(width - 20 * right - 20);
    },
  );
});

describe('a branch', () => {
  it('folds and opens by its button, keeps the focus there, stays folded for this reader, and counts what comes', async () => {
    const room = await newsroom({ comments: FEW });
    const open = await openThread(room);
    await open.until(() => open.find('Thu gọn 2 trả lời của Nguyễn Hữu Phước'));
    const fold = open.button('Thu gọn 2 trả lời của Nguyễn Hữu Phước');
    expect(fold.getAttribute('aria-expanded')).to.equal('true');
    fold.focus();
    fold.click();
    await open.until(() => fold.textContent?.trim() === 'Mở 2 trả lời');
    expect(open.shadow.activeElement).to.equal(fold);
    expect([fold.getAttribute('aria-expanded'), fold.getAttribute('aria-label')]).to.deep.equal(['false', 'Mở 2 trả lời của Nguyễn Hữu Phước']);
    expect(open.comments().join()).not.to.contain('Đồng ý');
    await room.write('Ba', 'Thêm một ý.', room.ids[0]);
    await open.until(() => fold.textContent?.trim() === 'Mở 3 trả lời');
    expect(open.find(/trả lời mới/)).to.equal(undefined);
    open.element.remove();

    const again = await openThread(room);
    expect(again.comments().join(), 'in the first rendering').not.to.contain('Đồng ý');
    await again.until(() => again.find('Mở 3 trả lời của Nguyễn Hữu Phước'));
    again.button('Mở 3 trả lời của Nguyễn Hữu Phước').click();
    await again.until(() => again.comments().join().includes('Đồng ý') && again.find('Thu gọn 3 trả lời của Nguyễn Hữu Phước'));
    expect(localStorage.getItem('bandoc-folded')).to.equal('');
  });

  it('opens for the reader’s own reply', async () => {
    const room = await newsroom({ comments: FEW });
    const open = await openThread(room);
    await open.until(() => open.find(/^Thu gọn 2/));
    open.button(/^Thu gọn 2/).click();
    await open.until(() => open.find(/^Mở 2/));
    open.button('Trả lời Nguyễn Hữu Phước').click();
    await open.until(() => open.composer('Nguyễn Hữu Phước'));
    const { text, name, send } = open.composer('Nguyễn Hữu Phước');
    text.value = 'Tôi cũng vậy.';
    name.value = 'Mai';
    send.click();
    await open.until(() => open.comments().join().includes('Tôi cũng vậy.'));
    expect(open.shadow.activeElement?.textContent).to.contain('Tôi cũng vậy.');
  });

  it('is forgotten when two hundred others were folded after it, and takes no room of theirs', async () => {
    const { foldBranch } = await import('../../packages/comment-thread/src/kept-reading.ts');
    const room = await newsroom({ comments: FEW });
    expect(room.ids.length).to.equal(5);
    for (let i = 0; i <= 200; i += 1) foldBranch(`bai/c${i}`, true);
    const kept = localStorage.getItem('bandoc-folded') ?? '';
    expect(kept.split(' ').filter(Boolean).length).to.equal(200);
    expect(kept).not.to.contain(' bai/c0 ');
    expect(foldBranch('bai/c7', false)).not.to.contain(' bai/c7 ');
  });
});
