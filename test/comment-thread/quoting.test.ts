import { expect } from '@open-wc/testing';
import { describe, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { newsroom, type OpenThread, openThread } from './open-thread.ts';

const COMMENTS = [
  { name: 'Lan', text: 'Dòng đầu đây.\nDòng sau nữa.' },
  { name: 'Hạnh', text: 'Ý khác.' },
];

/** Selects from one place in a comment's words to another. */
function select(open: OpenThread, words: string, from: number, to: number, end = words): void {
  const textOf = (one: string) =>
    [...(open.article(one).querySelector('.text') as HTMLElement).childNodes].find((node) => node.textContent?.includes(one)) as Text;
  (document.getSelection() as Selection).setBaseAndExtent(textOf(words), from, textOf(end), to);
}

describe('a reply to what is selected', () => {
  it('begins with it, line by line', async () => {
    const open = await openThread(await newsroom({ comments: COMMENTS }));
    select(open, 'Dòng đầu', 5, 22);
    await userEvent.click(open.button('Trả lời Lan'));
    await open.until(() => open.shadow.activeElement === open.composer('Lan').text && open.composer('Lan').text.value);
    expect(open.composer('Lan').text.value).to.equal('> đầu đây.\n> Dòng sau\n');
    await userEvent.keyboard('Đúng vậy.');
    expect(open.composer('Lan').text.value).to.equal('> đầu đây.\n> Dòng sau\nĐúng vậy.');
  });

  it('begins with nothing where nothing is selected, or something else', async () => {
    const open = await openThread(await newsroom({ comments: COMMENTS }));
    await userEvent.click(open.button('Trả lời Lan'));
    await open.until(() => open.shadow.activeElement === open.composer('Lan').text);
    expect(open.composer('Lan').text.value).to.equal('');
    await userEvent.keyboard('{Escape}');
    select(open, 'Dòng đầu', 0, 4);
    await userEvent.click(open.button('Trả lời Hạnh'));
    await open.until(() => open.shadow.activeElement === open.composer('Hạnh').text);
    expect(open.composer('Hạnh').text.value).to.equal('');
  });
});
