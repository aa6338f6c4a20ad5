import { expect } from '@open-wc/testing';
import { describe, it, onTestFinished } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { SeedComment } from '../../stories/newsroom.ts';
import { newsroom, type OpenThread, openThread } from './open-thread.ts';

/** Roots of many heights, the newest first: 0 is the first; each fifth has replies. */
const LONG: readonly SeedComment[] = Array.from({ length: 140 }, (_, index) => ({
  name: `Bạn đọc ${index}`,
  minutesAgo: 10 + index * 3,
  text: `Ý kiến thứ ${index}. ${'Chuyện chợ đêm còn dài. '.repeat((index * 7) % 12)}`,
  replies: index % 5 === 1 ? [0, 1].map((nth) => ({ name: 'Lan', text: `Đáp ${nth} ý kiến ${index}.` })) : [],
}));

/** What all of them come to, as they are read. */
const READING = LONG.flatMap(({ text, replies = [] }) => [text, ...replies.map((reply) => reply.text)]).map((text) => text.trim().slice(0, 24));

/** As many nodes as a page has of one thread at most. */
const MOST_NODES = 5_000;

const painted = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
const articles = ({ shadow }: OpenThread) => [...shadow.querySelectorAll<HTMLElement>('article')];
const wordsOf = (article: Element | null | undefined) => article?.querySelector('.text')?.textContent?.trim().slice(0, 24) ?? '';
const inSight = (open: OpenThread) =>
  articles(open).filter((one) => {
    const { top, bottom } = one.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  });

function nodesIn({ shadow }: OpenThread): number {
  const walker = document.createTreeWalker(shadow);
  let count = 0;
  while (walker.nextNode()) count += 1;
  return count;
}

async function openLong(given: Parameters<typeof openThread>[1] = {}): Promise<OpenThread> {
  const room = await newsroom({ comments: LONG });
  const open = await openThread(room, given);
  await open.until(() => room.client.connection === 'up');
  open.button(/^Xem cả/).click();
  await open.until(() => open.find(/^Xem cả/) === undefined);
  return open;
}

/** Scrolls on by so many pixels until nothing is left to come, and answers with what was seen on the way. */
async function scrollThrough(open: OpenThread, by: number, look: () => void = () => {}): Promise<Set<string>> {
  const seen = new Set(inSight(open).map(wordsOf));
  for (let still = 0; still < 3; ) {
    const before = scrollY;
    scrollBy({ top: by, behavior: 'instant' });
    await painted();
    await open.until(() => inSight(open).length > 0 || scrollY === before);
    for (const one of inSight(open)) seen.add(wordsOf(one));
    look();
    still = scrollY === before ? still + 1 : 0;
  }
  return seen;
}

describe('a long thread', () => {
  it('[TA24] brings its pages as the reader scrolls, shows each comment in its order, and has at most 5,000 nodes in the page', async () => {
    const open = await openLong({ width: 400 });
    let most = 0;
    const seen = await scrollThrough(open, 500, () => {
      most = Math.max(most, nodesIn(open));
      // Those in the page are in the order in which they are read.
      const places = articles(open).map((one) => READING.indexOf(wordsOf(one)));
      expect(places).to.deep.equal([...places].sort((a, b) => a - b));
    });
    expect([...seen].sort()).to.deep.equal([...READING].sort());
    expect(most).to.be.below(MOST_NODES);
    expect(articles(open).length).to.be.below(70);
    const back = await scrollThrough(open, -500);
    expect(READING.filter((words) => !back.has(words))).to.deep.equal([]);
  });

  it('[TA24] keeps what is read where it is while comments come back above it, also when they have become taller meanwhile', async () => {
    const open = await openLong({ width: 680 });
    // Not every browser keeps its place by itself.
    document.documentElement.style.overflowAnchor = 'none';
    onTestFinished(() => void document.documentElement.style.removeProperty('overflow-anchor'));
    await scrollThrough(open, 1_200);
    (open.element.parentElement as HTMLElement).style.width = '340px';
    await painted();
    const moved: number[] = [];
    for (let i = 0; i < 40; i += 1) {
      const [one] = inSight(open);
      if (!one) throw new Error('Nothing is seen.');
      const { top } = one.getBoundingClientRect();
      if (scrollY < 600) break;
      scrollBy({ top: -300, behavior: 'instant' });
      await painted();
      await painted();
      moved.push(one.getBoundingClientRect().top - top - 300);
    }
    expect(moved.length).to.be.above(20);
    expect(Math.max(...moved.map(Math.abs))).to.be.below(2);
  });

  it('[TA24] goes on from the comment that has the focus, wherever the reader has scrolled to meanwhile', async () => {
    const open = await openLong({ width: 400 });
    articles(open)[1]?.focus();
    await scrollThrough(open, 900);
    expect(wordsOf(open.shadow.activeElement)).to.equal(READING[1]);
    await userEvent.keyboard('j');
    await open.until(() => wordsOf(open.shadow.activeElement) === READING[2]);
    expect(inSight(open).map(wordsOf)).to.include(READING[2]);
  });

  it('[TA24] has each of its comments in the Tab order, one after another', async () => {
    const open = await openLong({ width: 400 });
    articles(open)[0]?.focus();
    const met: string[] = [];
    while (met.length < 45) {
      await userEvent.tab();
      const words = wordsOf(open.shadow.activeElement?.closest('article'));
      if (words && words !== met.at(-1)) met.push(words);
    }
    expect(met).to.deep.equal(READING.slice(0, 45));
  });

  it('leads to a comment that is held and not in the page, and keeps a field that is open', async () => {
    const open = await openLong({ width: 400 });
    open.button('Trả lời Bạn đọc 2').click();
    await open.until(() => open.composer('Bạn đọc 2').text);
    open.composer('Bạn đọc 2').text.value = 'dở dang';
    const id = articles(open)
      .find((one) => wordsOf(one) === READING[8])
      ?.id.slice(2);
    await scrollThrough(open, 900);
    expect(open.shadow.getElementById(`c-${id}`)).to.equal(null);
    expect(open.composer('Bạn đọc 2').text.value).to.equal('dở dang');
    location.hash = `#binh-luan-${id}`;
    await open.until(() => open.shadow.activeElement?.id === `c-${id}`);
    expect(inSight(open).map(wordsOf)).to.include(READING[8]);
    history.replaceState(null, '', location.pathname + location.search);
  });

  it('offers the way back to its beginning from far below, and from there no more', async () => {
    const open = await openLong({ width: 400 });
    expect(open.find('Về đầu')).to.equal(undefined);
    await scrollThrough(open, 1_500);
    await open.until(() => open.find('Về đầu'));
    scrollBy({ top: -1_000, behavior: 'instant' });
    await painted();
    const { top, bottom } = open.button('Về đầu').getBoundingClientRect();
    expect([top >= 0, bottom <= innerHeight]).to.deep.equal([true, true]);
    open.button('Về đầu').click();
    await open.until(() => open.shadow.activeElement?.localName === 'h2' && open.find('Về đầu') === undefined);
    expect(inSight(open).map(wordsOf)).to.include(READING[0]);
  });
});
