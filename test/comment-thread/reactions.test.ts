import { expect } from '@open-wc/testing';
import { describe, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { countWords } from '../../packages/comment-thread/src/reactions.ts';
import { FEW } from '../../stories/comment-thread/comments.ts';
import { readerToken } from '../../stories/newsroom.ts';
import { newsroom, type OpenThread, openThread } from './open-thread.ts';

const LAN = 'bình luận của Nguyễn Hữu Phước';
const SIX = ['like', 'love', 'haha', 'sad', 'wow', 'angry'];
const react = (open: OpenThread) => open.find(new RegExp(`, ${LAN}$`));
const nameOf = (button: HTMLButtonElement | undefined) => [button?.getAttribute('aria-label'), button?.getAttribute('aria-pressed')];

async function living(plan: Parameters<typeof newsroom>[0] = {}) {
  const room = await newsroom({ comments: FEW, ...plan });
  const open = await openThread(room);
  await open.until(() => room.client.connection === 'up' && react(open));
  return { room, open };
}

describe('reactions', () => {
  it('are counted exactly up to 999, then as the language writes it', () => {
    expect(['vi', 'en'].map((lang) => [1, 999, 1_000, 1_234, 15_600].map((count) => countWords(count, lang).replace('\u00a0', ' ')))).to.deep.equal([
      ['1', '999', '1 N', '1,2 N', '15,6 N'],
      ['1', '999', '1K', '1.2K', '15.6K'],
    ]);
  });

  it('are one button where there is one kind: set at once, seen by others, taken back, one of each reader', async () => {
    const { room, open } = await living();
    const other = room.device().client;
    other.setToken(async () => readerToken('Lê Thị Hạnh'));
    const hers = await openThread(room, { client: other });
    await hers.until(() => other.connection === 'up' && react(hers));
    expect(nameOf(react(open))).to.deep.equal([`Thích, ${LAN}`, 'false']);
    expect(open.find(/Chọn cảm xúc/)).to.equal(undefined);
    react(open)?.click();
    await open.until(() => nameOf(react(open)).join() === `Thích 1, ${LAN},true`);
    await hers.until(() => nameOf(react(hers)).join() === `Thích 1, ${LAN},false`);
    react(hers)?.click();
    await open.until(() => nameOf(react(open)).join() === `Thích 2, ${LAN},true`);
    react(open)?.click();
    await hers.until(() => nameOf(react(hers)).join() === `Thích 1, ${LAN},true`);
    expect(nameOf(react(open))).to.deep.equal([`Thích 1, ${LAN}`, 'false']);
  });

  it('move neither the comment nor what can be done with it, when they come or change', async () => {
    const { room, open } = await living();
    const places = () => [...open.shadow.querySelectorAll('article, article .quiet:first-of-type')].map((one) => one.getBoundingClientRect().toJSON());
    const before = places();
    react(open)?.click();
    await open.until(() => nameOf(react(open))[0] === `Thích 1, ${LAN}`);
    expect(places()).to.deep.equal(before);
    expect(room.client.guestName).to.equal('Bạn đọc');
  });

  it('are six where the paper wants six: chosen by keyboard, closed by Esc with the focus back, changed, and taken back', async () => {
    const { open } = await living({ settings: { reactions: SIX } });
    const focused = () => open.shadow.activeElement as HTMLElement;
    const others = () => open.button(`Chọn cảm xúc khác cho ${LAN}`);
    others().focus();
    await userEvent.keyboard('{Enter}');
    await open.until(() => focused().textContent?.includes('Thích'));
    expect(others().getAttribute('aria-expanded')).to.equal('true');
    const group = open.shadow.querySelector('.choice') as HTMLElement;
    expect([...group.querySelectorAll('button')].map((one) => one.textContent?.replace(/^\S+\s/, ''))).to.deep.equal([
      'Thích',
      'Yêu thích',
      'Haha',
      'Buồn',
      'Bất ngờ',
      'Phẫn nộ',
    ]);
    await userEvent.keyboard('{Escape}');
    await open.until(() => focused() === others());
    expect(open.shadow.querySelector('.choice')).to.equal(null);
    await userEvent.keyboard('{Enter}');
    await open.until(() => focused().textContent?.includes('Thích'));
    for (let i = 0; i < 3; i += 1) await userEvent.tab();
    await userEvent.keyboard('{Enter}');
    await open.until(() => nameOf(react(open)).join() === `Buồn 1, ${LAN},true`);
    await open.until(() => focused() === others());
    await expect(open.element).to.be.accessible();
    react(open)?.click();
    await open.until(() => nameOf(react(open)).join() === `Thích, ${LAN},false`);
  });

  it('that are not taken are taken back, and it is said why', async () => {
    const { room, open } = await living();
    room.client.setToken(async () => 'no token of the paper');
    react(open)?.click();
    await open.until(() => open.shadow.querySelector('article .wrong')?.textContent?.includes('cảm xúc'));
    expect(nameOf(react(open))).to.deep.equal([`Thích, ${LAN}`, 'false']);
  });

  it('are numbers alone for who has to sign in first', async () => {
    const room = await newsroom({ comments: FEW, settings: { without: ['guest'] } });
    const signed = room.device().client;
    signed.setToken(async () => readerToken('Lê Thị Hạnh'));
    const hers = await openThread(room, { client: signed });
    await hers.until(() => signed.connection === 'up' && react(hers));
    react(hers)?.click();
    await hers.until(() => nameOf(react(hers))[0] === `Thích 1, ${LAN}`);
    const open = await openThread(room);
    await open.until(() => open.article('Nguyễn Hữu Phước').querySelector('.acts .note')?.getAttribute('aria-label') === '1 người bày tỏ cảm xúc');
    expect(react(open)).to.equal(undefined);
  });
});
