import { expect } from '@open-wc/testing';
import { describe, it, onTestFinished } from 'vitest';
import { userEvent } from 'vitest/browser';
import { keepVisit, readVisit } from '../../packages/comment-thread/src/kept-visits.ts';
import { FEW, MANY } from '../../stories/comment-thread/comments.ts';
import type { Device, Newsroom } from '../../stories/newsroom.ts';
import { newsroom, type OpenThread, openThread } from './open-thread.ts';

const isNew = (article: Element) => article.textContent?.includes('Bình luận mới.');
const marked = ({ shadow }: OpenThread) => [...shadow.querySelectorAll('article')].filter(isNew).map((one) => one.querySelector('.text')?.textContent);
const focused = ({ shadow }: OpenThread) => shadow.activeElement as HTMLElement;

/** The reader sees the thread, and puts the page away. */
async function visit(room: Newsroom, given: Parameters<typeof openThread>[1] = {}): Promise<OpenThread> {
  const open = await openThread(room, given);
  await open.until(() => (given.client ?? room.client).connection === 'up' && open.shadow.querySelector('dialog'));
  return open;
}

async function leave(room: Newsroom, open: OpenThread): Promise<void> {
  await open.until(() => {
    window.dispatchEvent(new PageTransitionEvent('pagehide'));
    return readVisit(room.thread);
  });
  open.element.remove();
}

/** She comes again, on the same device. */
async function again(room: Newsroom, device: Pick<Device, 'client'> = room, given: Parameters<typeof openThread>[1] = {}): Promise<OpenThread> {
  return visit(room, { ...given, client: device.client });
}

describe('since her last visit', () => {
  it('[TA25] what others wrote is marked, in words too, and takes no room; what she saw and wrote is not, and a first visit has no marks', async () => {
    const room = await newsroom({ comments: FEW });
    const first = await visit(room);
    expect(marked(first)).to.deep.equal([]);
    await leave(room, first);
    await room.write('Lan', 'ý mới');
    await room.write('Ba', 'đáp mới', room.ids[0]);
    const open = await again(room);
    await open.until(() => marked(open).length === 2);
    expect(marked(open)).to.have.members(['ý mới', 'đáp mới']);
    expect([...open.shadow.querySelectorAll('[data-new]')]).to.deep.equal([open.article('ý mới'), open.article('đáp mới')]);
    const box = (of: Element | null) => JSON.stringify(of?.getBoundingClientRect());
    const place = () => [box(open.article('ý mới')), box(open.article('ý mới').querySelector('.text'))];
    const before = place();
    open.article('ý mới').removeAttribute('data-new');
    expect(place()).to.deep.equal(before);
    const { text, name, send } = open.composer();
    await userEvent.fill(name, 'Tôi');
    await userEvent.fill(text, 'của tôi');
    send.click();
    await open.until(() => open.article('Đã đăng'));
    expect(isNew(open.article('của tôi'))).to.equal(false);
  });

  it('[TA25] the head counts what is new without moving anything, and leads to one after another, over the keyboard as well', async () => {
    const room = await newsroom({ comments: FEW });
    await leave(room, await visit(room));
    await room.write('Lan', 'ý mới');
    await room.write('Ba', 'đáp mới', room.ids[0]);
    const open = await openThread(room, { width: 390 });
    const list = open.shadow.querySelector('.list') as HTMLElement;
    const { top } = list.getBoundingClientRect();
    const button = await open.until(() => open.find(/^2 mới từ lần trước/));
    expect(list.getBoundingClientRect().top).to.equal(top);
    expect(button.textContent?.trim()).to.equal('2 mới');
    button.click();
    await open.until(() => focused(open) === open.article('ý mới'));
    await userEvent.keyboard('m');
    await open.until(() => focused(open) === open.article('đáp mới'));
    await userEvent.keyboard('m');
    await open.until(() => focused(open) === open.article('ý mới'));
  });

  it('the way to the next new one stays at hand while she reads, and goes on from the last', async () => {
    const room = await newsroom({ comments: MANY });
    await leave(room, await visit(room));
    for (const text of ['một', 'hai', 'ba']) await room.write('Lan', text);
    const open = await again(room);
    await open.until(() => open.find(/^3 mới/));
    expect(open.find('Mới tiếp theo'), 'folded, the head is in sight').to.equal(undefined);
    open.button(/^Xem cả/).click();
    const next = await open.until(() => open.find('Mới tiếp theo'));
    for (const text of ['ba', 'hai', 'một', 'ba']) {
      next.click();
      await open.until(() => focused(open)?.querySelector('.text')?.textContent === text);
    }
  });

  it('answers to her own comments are counted in the head, which leads to what was answered', async () => {
    const room = await newsroom({ comments: MANY });
    const mine = await visit(room);
    const { text, name, send } = mine.composer();
    await userEvent.fill(name, 'Tôi');
    await userEvent.fill(text, 'câu hỏi của tôi');
    send.click();
    await mine.until(() => mine.article('Đã đăng'));
    const id = mine.article('câu hỏi của tôi').id.slice(2);
    await room.write('Lan', 'đáp đã thấy', id);
    await mine.until(() => mine.find(/1 trả lời mới/));
    // Her own page knows of the answer before she leaves it.
    await mine.until(() => {
      window.dispatchEvent(new PageTransitionEvent('pagehide'));
      return readVisit(room.thread)?.answers === 1;
    });
    mine.element.remove();
    await room.write('Lan', 'đáp mới', id);
    await room.write('Ba', 'đáp nữa', id);
    const open = await again(room);
    const button = await open.until(() => open.find(/^2 trả lời bạn từ lần trước/));
    expect(button.textContent?.trim()).to.equal('2 trả lời bạn');
    button.click();
    await open.until(() => focused(open) === open.article('đáp mới'));
    // Whether it is within the folded box is the browser's letters' to say.
    await open.until(() => isNew(open.article('đáp nữa')));
    expect(isNew(open.article('đáp đã thấy'))).to.equal(false);
  });

  it('an answer that has just arrived, and waits to be shown, is shown to who goes to it', async () => {
    const room = await newsroom({ comments: MANY });
    const open = await visit(room);
    const { text, name, send } = open.composer();
    await userEvent.fill(name, 'Tôi');
    await userEvent.fill(text, 'câu hỏi của tôi');
    send.click();
    await open.until(() => open.article('Đã đăng'));
    await leave(room, open);
    const later = await again(room);
    await room.write('Lan', 'đáp vừa tới', later.article('câu hỏi của tôi').id.slice(2));
    await later.until(() => later.find('1 trả lời mới'));
    (await later.until(() => later.find(/^1 trả lời bạn/))).click();
    await later.until(() => focused(later) === later.article('đáp vừa tới'));
  });

  it('ends when the thread is taken from the page, and is none where the thread was never seen', async () => {
    const room = await newsroom({ comments: FEW });
    const far = document.createElement('div');
    far.style.blockSize = '5000px';
    document.body.prepend(far);
    onTestFinished(() => far.remove());
    const unseen = await visit(room);
    unseen.element.remove();
    expect(readVisit(room.thread)).to.equal(undefined);
    far.remove();
    const seen = await visit(room);
    await seen.until(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true)))));
    seen.element.remove();
    await seen.until(() => readVisit(room.thread));
  });

  it('is forgotten where the server began anew: nobody can say what is new then', async () => {
    const room = await newsroom({ comments: FEW });
    keepVisit(room.thread, { epoch: 'another', seq: 0, answers: 0 });
    const open = await visit(room);
    await room.write('Lan', 'ý mới');
    await open.until(() => open.find('1 bình luận mới'));
    expect(marked(open)).to.deep.equal([]);
    expect(open.find(/từ lần trước/)).to.equal(undefined);
  });
});

describe('visits on this device', () => {
  it('are remembered for 200 threads, those seen longest ago forgotten first, and what is broken is none', () => {
    onTestFinished(() => localStorage.clear());
    for (let thread = 0; thread < 201; thread += 1) keepVisit(`bai-${thread}`, { epoch: 'e', seq: thread, answers: 0 });
    expect(readVisit('bai-0')).to.equal(undefined);
    expect(readVisit('bai-200')).to.deep.equal({ epoch: 'e', seq: 200, answers: 0 });
    for (const kept of ['{', 'null', '[1, ["a"], ["b", null], ["c", {"epoch": 1}]]', '{"a": 1}']) {
      localStorage.setItem('bandoc-visits', kept);
      expect(readVisit('a') ?? readVisit('b') ?? readVisit('c')).to.equal(undefined);
    }
  });
});
