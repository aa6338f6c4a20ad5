import { expect } from '@open-wc/testing';
import { describe, it } from 'vitest';
import { cdp, server } from 'vitest/browser';
import { FEW } from '../../stories/comment-thread/comments.ts';
import { newsroom, type OpenThread, openThread } from './open-thread.ts';
import { SENTENCE, type Stroke, TYPISTS } from './typed-words.ts';

/** The browser's own input protocol: what a real input method does, and no event made by hand. */
const protocol = () => cdp() as unknown as { send(method: string, params?: object): Promise<unknown> };
const press = async (key: object) => {
  await protocol().send('Input.dispatchKeyEvent', { type: 'keyDown', ...key });
  await protocol().send('Input.dispatchKeyEvent', { type: 'keyUp', ...key });
};
const BACKSPACE = { key: 'Backspace', code: 'Backspace', windowsVirtualKeyCode: 8 };
const ENTER = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, text: '\r' };
const SEND = { ...ENTER, modifiers: 2 };
/** What a browser calls a key that an input method has taken. */
const TAKEN = 229;

async function stroke(one: Stroke): Promise<void> {
  if ('compose' in one)
    await protocol().send('Input.imeSetComposition', { text: one.compose, selectionStart: one.compose.length, selectionEnd: one.compose.length });
  else if ('commit' in one) await protocol().send('Input.insertText', { text: one.commit });
  else if ('put' in one) await protocol().send('Input.insertText', { text: one.put });
  else for (let i = 0; i < one.back; i += 1) await press(BACKSPACE);
}

/** What stands in the field after each stroke. */
function* standing(strokes: readonly Stroke[]): Generator<readonly [Stroke, string]> {
  let done = '';
  for (const one of strokes) {
    if ('put' in one) done += one.put;
    else if ('back' in one) done = done.slice(0, -one.back);
    else if ('commit' in one) done += one.commit;
    yield [one, 'compose' in one ? done + one.compose : done];
  }
}

const isWhole = (open: OpenThread, field: HTMLTextAreaElement | HTMLInputElement, text: string) => {
  expect(field.value).to.equal(text);
  expect(field.selectionStart, 'the caret is where she writes').to.equal(text.length);
  expect(open.shadow.activeElement).to.equal(field);
};

describe.skipIf(server.browser !== 'chromium')('Vietnamese is typed (in Chromium alone: no other browser here lets a test compose)', () => {
  for (const { name, strokes } of TYPISTS)
    it(`by ${name}, while others write and the thread is rendered anew, and stands as it was typed`, async () => {
      const room = await newsroom({ comments: FEW });
      const open = await openThread(room);
      const ba = room.device().client.thread(room.thread, { sort: 'new' });
      await open.until(() => room.client.connection === 'up' && ba.connection === 'up');
      const { text, name: nameField } = open.composer();
      nameField.value = 'Ngô Văn Ba';
      text.focus();
      let arrived = 0;
      for (const [one, stands] of standing(strokes)) {
        await stroke(one);
        isWhole(open, text, stands);
        if ('compose' in one && arrived < 3) {
          arrived += 1;
          const count = arrived;
          ba.add({ text: `Ý kiến khác, số ${count}.`, parent: null, name: 'Hoa' });
          await open.until(() => open.find(`${count} bình luận mới`));
          isWhole(open, text, stands);
        }
        open.element.requestUpdate();
        await open.element.updateComplete;
        isWhole(open, text, stands);
      }
      expect(text.value).to.equal(SENTENCE);
      await press(SEND);
      await open.until(() => open.comments()[0] === `Ngô Văn Ba: ${SENTENCE}`);
      expect(text.value).to.equal('');
      ba.close();
    });

  it('and nothing is sent while a word is being composed, by Enter in neither field', async () => {
    const room = await newsroom();
    const open = await openThread(room);
    const { text, name } = open.composer();
    await open.until(() => room.client.connection === 'up');
    text.focus();
    await stroke({ put: 'Đã xem. ' });
    await stroke({ compose: 'Viê' });
    await press({ ...SEND, windowsVirtualKeyCode: TAKEN });
    isWhole(open, text, 'Đã xem. Viê');
    await stroke({ commit: 'Việt' });
    name.focus();
    await stroke({ compose: 'Hô' });
    await press({ ...ENTER, windowsVirtualKeyCode: TAKEN, text: '' });
    isWhole(open, name, 'Hô');
    await stroke({ commit: 'Hồ' });
    expect(open.comments()).to.deep.equal([]);
    await press(ENTER);
    await open.until(() => open.comments()[0] === 'Hồ: Đã xem. Việt');
  });

  it('with a draft that has every letter of a word that was being composed when the page went', async () => {
    const room = await newsroom();
    const open = await openThread(room);
    open.composer().text.focus();
    await stroke({ put: 'Một ' });
    await stroke({ compose: 'nửa' });
    open.element.remove();
    const again = await openThread(room);
    expect(again.composer().text.value).to.equal('Một nửa');
    again.composer().text.focus();
    again.composer().text.select();
    await press(BACKSPACE);
  });
});
