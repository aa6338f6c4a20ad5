import type { ThreadEntry } from '@bandoc/client';
import { expect } from '@open-wc/testing';
import { describe, it } from 'vitest';
import { Arrivals } from '../../packages/comment-thread/src/arrivals.ts';
import { FEW, MANY } from '../../stories/comment-thread/comments.ts';
import { newsroom, openThread } from './open-thread.ts';

const entry = (id: string, arrived: boolean): ThreadEntry => ({
  id,
  parent: null,
  author: { id: 'u', name: 'Lan' },
  text: id,
  time: 0,
  state: 'shown',
  c: 0,
  replies: 0,
  reactions: {},
  arrived,
  own: false,
});
const ids = (entries: readonly ThreadEntry[]) => entries.map(({ id }) => id).join();

/** On how many lines its words stand. */
function linesOf(one: Element): number {
  const range = document.createRange();
  range.selectNodeContents(one);
  return new Set([...range.getClientRects()].map(({ bottom }) => Math.round(bottom))).size;
}

describe('Arrivals', () => {
  it('hold back what arrived until it is revealed, each once', () => {
    const arrivals = new Arrivals();
    const list = [entry('c', true), entry('b', true), entry('a', false)];
    expect(ids(arrivals.split(list).shown)).to.equal('a');
    expect(ids(arrivals.split(list).held)).to.equal('c,b');
    arrivals.reveal(arrivals.split(list).held);
    const later = [entry('d', true), ...list];
    expect(ids(arrivals.split(later).shown)).to.equal('c,b,a');
    expect(ids(arrivals.split(later).held)).to.equal('d');
  });

  it('show at once what comes to an empty list, and nothing after it', () => {
    const arrivals = new Arrivals();
    arrivals.revealFirst([entry('a', true)]);
    const later = [entry('b', true), entry('a', true)];
    arrivals.revealFirst(later);
    expect(ids(arrivals.split(later).shown)).to.equal('a');
  });
});

describe('what arrives while somebody reads', () => {
  it('waits behind a pill, in a line that was there before; one click shows all of it', async () => {
    const room = await newsroom({ comments: FEW });
    const open = await openThread(room);
    await open.until(() => room.client.connection === 'up');
    const before = open.comments();
    for (const text of ['một', 'hai', 'ba']) await room.write('Lan', text);
    await open.until(() => open.find('3 bình luận mới'));
    expect(open.comments()).to.deep.equal(before);
    expect(open.shadow.querySelector('h2')?.textContent).to.match(/8/);
    open.button('3 bình luận mới').click();
    await open.until(() => open.comments()[0] === 'Lan: ba');
    expect(open.find(/bình luận mới/)).to.equal(undefined);
    expect(open.shadow.activeElement).to.equal(open.article('ba'));
  });

  it('is told to a screen reader politely, many as one', async () => {
    const room = await newsroom({ comments: FEW });
    const open = await openThread(room);
    await open.until(() => room.client.connection === 'up');
    const region = open.shadow.querySelector('section > .unseen[role=status]') as HTMLElement;
    const said: string[] = [];
    new MutationObserver(() => said.push(region.textContent ?? '')).observe(region, { childList: true, characterData: true, subtree: true });
    await room.write('Lan', 'ý đầu');
    await open.until(() => open.find('1 bình luận mới'));
    for (const text of ['ý hai', 'ý ba', 'ý bốn', 'ý năm']) await room.write('Lan', text);
    await open.until(() => open.find('5 bình luận mới'));
    expect(said, 'the others wait for their time').to.deep.equal(['1 bình luận mới']);
  });

  it('[TA12] comes in by itself where all that it moves lies below what is seen, and is told; elsewhere it waits', async () => {
    const room = await newsroom({ comments: MANY.map((one) => ({ ...one, replies: [] })) });
    const open = await openThread(room);
    await open.until(() => room.client.connection === 'up' && open.shadow.querySelector('dialog'));
    open.button(/^Xem cả/).click();
    await open.until(() => open.shadow.querySelectorAll('.list > li').length > 15 && !open.shadow.querySelector('.folded'));
    scrollTo({ top: 0, behavior: 'instant' });
    const roots = [...open.shadow.querySelectorAll<HTMLElement>('.list > li')];
    const across = roots.findIndex((one) => one.getBoundingClientRect().bottom >= innerHeight);
    const idOf = (at: number) => roots[at]?.querySelector('article')?.id.slice(2) ?? '';
    const tops = () => roots.slice(0, across + 1).map((one) => one.getBoundingClientRect().top);
    const before = tops();
    expect(before.at(-1), 'one is cut by the lower edge of the window').to.be.below(innerHeight);
    await room.write('Lan', 'đáp ở dưới', idOf(across + 2));
    await open.until(() => open.article('đáp ở dưới').checkVisibility());
    await room.write('Lan', 'đáp ở mép', idOf(across));
    await open.until(() => open.article('đáp ở mép').checkVisibility());
    expect(open.find(/trả lời mới/)).to.equal(undefined);
    expect(open.shadow.querySelector('section > .unseen[role=status]')?.textContent).to.equal('1 trả lời mới');
    await room.write('Lan', 'đáp ở trên', idOf(0));
    await open.until(() => open.find('1 trả lời mới'));
    expect(open.comments().join()).not.to.contain('đáp ở trên');
    expect(tops()).to.deep.equal(before);
  });

  it('takes what is left of its row on a phone: no button breaks into two lines for it', async () => {
    const room = await newsroom({ comments: FEW });
    const open = await openThread(room, { width: 288 });
    await open.until(() => room.client.connection === 'up');
    await room.write('Ba', 'Trả lời vừa tới.', room.ids[0]);
    await open.until(() => open.find('1 trả lời mới'));
    const buttons = [...open.shadow.querySelectorAll('.acts button')].filter((one) => one.checkVisibility());
    expect(buttons.length).to.be.above(3);
    for (const one of buttons) expect([one.textContent, linesOf(one)]).to.deep.equal([one.textContent, 1]);
  });

  it('moves nothing: no layout shift from the first paint on, with a footer right below', async () => {
    const shifts: { value: number; nodes: string[] }[] = [];
    const observer = new PerformanceObserver((list) => {
      for (const one of list.getEntries() as unknown as { value: number; sources: { node: Node | null }[] }[]) {
        shifts.push({ value: one.value, nodes: one.sources.map(({ node }) => `${node?.nodeName} ${node?.textContent?.slice(0, 60)}`) });
      }
    });
    const painted = () => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));
    const style = Object.assign(document.createElement('style'), { textContent: 'body { margin: 0 }' });
    document.head.append(style);
    for (const width of [358, 680]) {
      const room = await newsroom({ comments: MANY }, { line: 'slow' });
      const opening = openThread(room, { width, ready: false });
      const open = await opening;
      const footer = Object.assign(document.createElement('footer'), { textContent: 'Chân trang' });
      open.element.after(footer);
      await painted();
      observer.observe({ type: 'layout-shift' });
      const at = footer.getBoundingClientRect().top;
      room.setLine('good');
      await open.until(() => open.comments().length > 0);
      await open.until(() => room.client.connection === 'up');
      await room.write('Lan', 'Vừa tới.');
      await room.write('Ba', 'Trả lời vừa tới.', room.ids[0]);
      await open.until(() => open.find('1 bình luận mới') && open.find('1 trả lời mới'));
      await room.write('Ba', 'Trả lời thứ hai vừa tới, dài hơn một chút.', room.ids[0]);
      await open.until(() => open.find('2 trả lời mới'));
      room.pass(600_000);
      open.element.requestUpdate();
      await open.until(() => open.shadow.querySelector('time')?.textContent === '13 phút trước');
      room.setLine('down');
      await open.until(() => open.shadow.textContent?.includes('đang nối lại'));
      await painted();
      await painted();
      expect(footer.getBoundingClientRect().top).to.equal(at);
      expect([...shifts, ...observer.takeRecords()]).to.deep.equal([]);
      observer.disconnect();
      open.element.remove();
    }
    style.remove();
  });
});
