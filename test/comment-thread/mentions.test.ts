import { expect } from '@open-wc/testing';
import { describe, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { isBegun, mentionsIn, namingAt } from '../../packages/comment-thread/src/mentioned.ts';
import { FEW } from '../../stories/comment-thread/comments.ts';
import { newsroom, type OpenThread, openThread } from './open-thread.ts';

const list = ({ shadow }: OpenThread) => shadow.querySelector('[role=listbox]');
const offered = (open: OpenThread) => [...(list(open)?.querySelectorAll('[role=option]') ?? [])].map((one) => one.textContent?.trim());
const chosen = (open: OpenThread) => list(open)?.querySelector('[aria-selected=true]')?.textContent?.trim();

async function writing(comments = FEW): Promise<OpenThread & { readonly field: HTMLTextAreaElement }> {
  const room = await newsroom({ comments });
  const open = await openThread(room);
  await open.until(() => room.client.connection === 'up' && open.shadow.querySelector('dialog'));
  const field = open.composer().text;
  await userEvent.click(field);
  return { ...open, field };
}

describe('a name after an @', () => {
  it('is offered from those who wrote, without its marks, and written whole by Enter, which goes on as text', async () => {
    const open = await writing();
    await userEvent.keyboard('Đồng ý với @tran');
    await open.until(() => list(open));
    expect(offered(open)).to.deep.equal(['Trần Diệu Ễn']);
    await userEvent.keyboard('{Enter}');
    await open.until(() => !list(open));
    expect(open.field.value).to.equal('Đồng ý với @Trần Diệu Ễn ');
    await userEvent.keyboard('nhé');
    expect(open.field.value).to.equal('Đồng ý với @Trần Diệu Ễn nhé');
    expect(open.shadow.activeElement).to.equal(open.field);
  });

  it('[MT1] is sent as the one who is meant', async () => {
    const room = await newsroom({ comments: FEW });
    const open = await openThread(room);
    await open.until(() => room.client.connection === 'up' && open.shadow.querySelector('dialog'));
    await userEvent.fill(open.composer().name, 'Ba');
    await userEvent.click(open.composer().text);
    await userEvent.keyboard('@hanh{Tab}hỏi đúng chỗ tôi cần.');
    await userEvent.click(open.composer().send);
    await open.until(() => open.article('hỏi đúng chỗ').textContent?.includes('Đã đăng'));
    const view = room.client.thread(room.thread);
    await open.until(() => view.roots.find(({ text }) => text.includes('hỏi đúng chỗ'))?.mentions?.length);
    expect(view.roots.find(({ text }) => text.includes('hỏi đúng chỗ'))?.mentions?.map(({ name }) => name)).to.deep.equal(['Lê Thị Hạnh']);
    view.close();
  });

  it('[NM1] is looked for among those whom the page does not have, too', async () => {
    const many = Array.from({ length: 30 }, (_, i) => ({ name: `Bạn ${i}`, text: `Ý kiến ${i}`, minutesAgo: i + 1 }));
    const open = await writing([...many, { name: 'Ông Đồ', text: 'Xưa lắm rồi', minutesAgo: 90 }]);
    expect(open.comments().join()).not.to.contain('Ông Đồ');
    await userEvent.keyboard('@do');
    await open.until(() => offered(open).includes('Ông Đồ'));
    await userEvent.click(list(open)?.querySelector('[role=option]') as HTMLElement);
    await open.until(() => open.field.value === '@Ông Đồ ');
    expect(open.shadow.activeElement).to.equal(open.field);
  });

  it('[TA26] is chosen by the arrow keys, from the last to the first; the field says which, and axe finds nothing', async () => {
    const open = await writing();
    await userEvent.keyboard('@');
    await open.until(() => offered(open).length === 5);
    const [first, second] = offered(open);
    expect(chosen(open)).to.equal(first);
    await userEvent.keyboard('{ArrowUp}{ArrowDown}{ArrowDown}');
    await open.until(() => chosen(open) === second);
    expect(open.shadow.getElementById(open.field.getAttribute('aria-activedescendant') ?? '')?.textContent?.trim()).to.equal(second);
    expect(open.field.getAttribute('aria-controls')).to.equal(list(open)?.id);
    await expect(open.element).to.be.accessible();
  });

  it('[TA14] is put away by Esc and stays so for this name; its keys are the field’s again', async () => {
    const open = await writing();
    await userEvent.keyboard('@l');
    await open.until(() => list(open));
    await userEvent.keyboard('{Escape}');
    await open.until(() => !list(open));
    expect(open.field.hasAttribute('aria-activedescendant')).to.equal(false);
    await userEvent.keyboard('e{Enter}');
    expect(open.field.value).to.equal('@le\n');
    expect(list(open)).to.equal(null);
    await userEvent.keyboard('@l');
    await open.until(() => list(open));
  });

  it('[TA26] is offered while an input method composes, which keeps its keys; a name that is tapped ends the letter first', async () => {
    const open = await writing();
    await userEvent.keyboard('@tra');
    await open.until(() => list(open));
    open.field.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true, composed: true }));
    for (const key of ['Enter', 'ArrowDown', 'Escape', 'Tab']) {
      const event = new KeyboardEvent('keydown', { key, isComposing: true, bubbles: true, composed: true, cancelable: true });
      open.field.dispatchEvent(event);
      expect(event.defaultPrevented, key).to.equal(false);
    }
    expect(open.field.value).to.equal('@tra');
    let left = 0;
    open.field.addEventListener('blur', () => (left += 1));
    await userEvent.click(list(open)?.querySelector('[role=option]') as HTMLElement);
    await open.until(() => open.field.value === '@Trần Diệu Ễn ');
    expect(left).to.equal(1);
    expect(open.shadow.activeElement).to.equal(open.field);
  });

  it('is gone with the words it was offered for, whoever took them away', async () => {
    const open = await writing();
    await userEvent.fill(open.composer().name, 'Ba');
    await userEvent.click(open.field);
    await userEvent.keyboard('Chào @l');
    await open.until(() => list(open));
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await open.until(() => open.article('Chào @l') && !list(open));
    expect(open.field.hasAttribute('aria-controls')).to.equal(false);
    await userEvent.keyboard('@l');
    await open.until(() => list(open));
    // As another tab does that has sent them.
    open.field.value = '';
    open.element.requestUpdate();
    await open.until(() => !list(open));
    await userEvent.keyboard('{Enter}x');
    expect(open.field.value).to.equal('\nx');
  });

  it('moves nothing, and is not there for an address of mail, nor for whom nobody here is called', async () => {
    const open = await writing();
    const row = open.shadow.querySelector('.row') as HTMLElement;
    await open.until(() => open.shadow.querySelector('[role=toolbar]'));
    const { top } = row.getBoundingClientRect();
    await userEvent.keyboard('@l');
    await open.until(() => list(open));
    expect(row.getBoundingClientRect().top).to.equal(top);
    await userEvent.clear(open.field);
    await userEvent.keyboard('le@l @zzz');
    await open.element.updateComplete;
    expect(list(open)).to.equal(null);
  });
});

describe('names in a text', () => {
  it('are found where the caret is, and begin with any word, whatever the marks and the case', () => {
    expect(namingAt('Chào @ngo va', 12)).to.deep.equal({ from: 5, typed: 'ngo va' });
    expect(namingAt('Chào @ngo va', 6)).to.deep.equal({ from: 5, typed: '' });
    for (const text of ['lan@bao', '@@lan', '@ lan', '@lan\n', `@${'a'.repeat(41)}`]) expect(namingAt(text, text.length), text).to.equal(undefined);
    expect(isBegun('Đỗ Ngọc Hằng', 'do')).to.equal(true);
    expect(isBegun('Đỗ Ngọc Hằng', 'NGỌC H')).to.equal(true);
    expect(isBegun('Đỗ Ngọc Hằng', 'goc')).to.equal(false);
  });

  it('mean whoever is called so: of two of one name the first, of two in one place the longer, ten at most', () => {
    const people = [
      { id: 'lan', name: 'Lan' },
      { id: 'lan-anh', name: 'Lan Anh' },
      { id: 'other-lan', name: 'Lan' },
      { id: 'ba', name: 'Ba' },
    ];
    expect(mentionsIn('@Lan Anh ơi', people)).to.deep.equal(['lan-anh']);
    expect(mentionsIn('@Lan Anh và @Lan, nhưng không phải @Bachelor', people)).to.deep.equal(['lan-anh', 'lan']);
    expect(mentionsIn('@Lan'.normalize('NFD'), people)).to.deep.equal(['lan']);
    const many = Array.from({ length: 12 }, (_, i) => ({ id: `u${i}`, name: `Bạn ${String.fromCharCode(97 + i)}` }));
    expect(mentionsIn(many.map(({ name }) => `@${name}`).join(' '), many).length).to.equal(10);
  });
});
