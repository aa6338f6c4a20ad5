import { expect } from '@open-wc/testing';
import { describe, it, onTestFinished } from 'vitest';
import { userEvent } from 'vitest/browser';
import { FEW, MANY } from '../../stories/comment-thread/comments.ts';
import { newsroom, type OpenThread, openThread } from './open-thread.ts';

const heading = (open: OpenThread) => open.shadow.querySelector('h2') as HTMLElement;
const focused = (open: OpenThread) => open.shadow.activeElement as HTMLElement;
const dialog = (open: OpenThread) => open.shadow.querySelector('dialog') as HTMLDialogElement;

async function living(plan: Parameters<typeof newsroom>[0], given: Parameters<typeof openThread>[1] = {}): Promise<OpenThread> {
  const room = await newsroom(plan);
  const open = await openThread(room, given);
  await open.until(() => room.client.connection === 'up' && dialog(open));
  onTestFinished(() => localStorage.removeItem('bandoc-keys-off'));
  return open;
}

describe('single keys', () => {
  it('go from comment to comment, answers too, and back, and stay at the first', async () => {
    const open = await living({ comments: FEW });
    const articles = () => [...open.shadow.querySelectorAll('article')];
    heading(open).focus();
    for (const [key, at] of [
      ['j', 0],
      ['n', 1],
      ['j', 2],
      ['k', 1],
      ['p', 0],
      ['k', 0],
    ] as const) {
      await userEvent.keyboard(key);
      await open.until(() => focused(open) === articles()[at]);
    }
  });

  it('go on from a button of a comment, open the fold, and bring more where there is more', async () => {
    const open = await living({ comments: MANY });
    const shown = () => [...open.shadow.querySelectorAll('article')].filter((one) => one.checkVisibility());
    const before = shown().length;
    shown()[before - 1]?.querySelector('button')?.focus();
    const hidden = open.shadow.querySelectorAll('article')[before]?.id;
    await userEvent.keyboard('j');
    await open.until(() => shown().length > before && focused(open).id === hidden);
    if (!open.find('Xem thêm bình luận')) throw new Error('There is no more to bring.');
    const held = [...open.shadow.querySelectorAll('article')];
    const known = new Set(held.map(({ id }) => id));
    held.at(-1)?.focus();
    await userEvent.keyboard('j');
    await open.until(() => focused(open).localName === 'article' && !known.has(focused(open).id));
  });

  it('[TA13] are letters in a field, and left to the page with a modifier, elsewhere, and where the paper switched them off', async () => {
    const open = await living({ comments: FEW });
    const heard: string[] = [];
    const hear = (event: KeyboardEvent) => event.defaultPrevented || heard.push(event.key);
    document.addEventListener('keydown', hear);
    onTestFinished(() => document.removeEventListener('keydown', hear));
    const { text } = open.composer();
    await userEvent.click(text);
    await userEvent.keyboard('jk?');
    expect(text.value).to.equal('jk?');
    expect(focused(open)).to.equal(text);
    await userEvent.clear(text);
    heading(open).focus();
    await userEvent.keyboard('{Control>}j{/Control}');
    expect(focused(open)).to.equal(heading(open));
    open.element.keys = 'off';
    await open.element.updateComplete;
    heading(open).focus();
    await userEvent.keyboard('j');
    expect(focused(open)).to.equal(heading(open));
    expect(dialog(open)).to.equal(null);
    heading(open).blur();
    await userEvent.keyboard('j');
    expect(heard.join('')).to.match(/jk\?.*j.*j.*j$/);
  });

  it('[TA14] are listed in a dialog that ? opens and Esc closes, with the focus back where it was, and can be switched off there for good', async () => {
    const open = await living({ comments: FEW });
    heading(open).focus();
    await userEvent.keyboard('?');
    await open.until(() => dialog(open).open);
    const lines = [...dialog(open).querySelectorAll('dt')].map((keys) =>
      `${keys.textContent} ${keys.nextElementSibling?.textContent}`.replace(/\s+/g, ' ').trim(),
    );
    expect(lines).to.deep.equal(['j n bình luận sau', 'k p bình luận trước', 'm bình luận mới tiếp theo', '? bảng phím tắt này']);
    await userEvent.keyboard('{Escape}');
    await open.until(() => !dialog(open).open);
    expect(focused(open)).to.equal(heading(open));

    open.button('Phím tắt').focus();
    await userEvent.keyboard('{Enter}');
    await open.until(() => dialog(open).open);
    await userEvent.click(dialog(open).querySelector('input') as HTMLInputElement);
    await userEvent.click(open.button('Đóng'));
    heading(open).focus();
    await userEvent.keyboard('j');
    expect(focused(open)).to.equal(heading(open));
    await userEvent.keyboard('?');
    await open.until(() => dialog(open).open);
    expect(dialog(open).querySelector('input')?.checked).to.equal(false);
    await userEvent.click(dialog(open).querySelector('input') as HTMLInputElement);
    await userEvent.keyboard('{Escape}');
    heading(open).focus();
    await userEvent.keyboard('j');
    await open.until(() => focused(open) === open.shadow.querySelector('article'));
  });
});
