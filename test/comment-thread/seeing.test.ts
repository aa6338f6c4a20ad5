import { expect } from '@open-wc/testing';
import { describe, it, onTestFinished } from 'vitest';
import { cdp, server, userEvent } from 'vitest/browser';
import { FEW, HARD } from '../../stories/comment-thread/comments.ts';
import { newsroom, type OpenThread, openThread } from './open-thread.ts';

/** A thread with all that can stand in it: a composer that was opened, one that is refused, news that wait, a dialog. */
async function full(): Promise<OpenThread> {
  const room = await newsroom({ comments: [...FEW, ...HARD] });
  const open = await openThread(room, { width: 358 });
  await open.until(() => room.client.connection === 'up');
  await userEvent.fill(open.composer().text, 'www.a www.b www.c www.d');
  await userEvent.fill(open.composer().name, 'Ba');
  await userEvent.click(open.composer().send);
  await open.until(() => open.shadow.querySelector('article.refused'));
  await room.write('Lan', 'Vừa tới.');
  await open.until(() => open.find('1 bình luận mới'));
  open.button(/^Xem cả/).click();
  await open.until(() => open.find('Trả lời Nguyễn Hữu Phước'));
  open.button('Trả lời Nguyễn Hữu Phước').click();
  await open.until(() => open.composer('Nguyễn Hữu Phước'));
  return open;
}

const seen = (open: OpenThread, selector: string) =>
  [...open.shadow.querySelectorAll<HTMLElement>(selector)].filter((one) => one.checkVisibility({ visibilityProperty: true }));

describe('a thread is seen and hit', () => {
  it('[TA4] by names that begin with what is seen, and none of a comment’s buttons is named as another’s', async () => {
    const open = await full();
    const names = seen(open, 'article button').map((one) => ({ name: one.getAttribute('aria-label') ?? one.textContent, text: one.textContent?.trim() ?? '' }));
    // A sign has no words to begin with.
    for (const { name, text } of names.filter((one) => /\p{L}/u.test(one.text))) expect(name?.startsWith(text), `${name} is seen as ${text}`).to.equal(true);
    const answers = names.filter(({ text }) => text === 'Trả lời').map(({ name }) => name);
    expect(answers.every((name) => name !== 'Trả lời')).to.equal(true);
  });

  it('[TA17] by targets of 24 px and more', async () => {
    const open = await full();
    for (const one of seen(open, 'button, input, textarea')) {
      const { width, height } = one.getBoundingClientRect();
      expect(Math.min(width, height), `${one.localName} ${one.textContent}`).to.be.at.least(24);
    }
  });

  it.skipIf(server.browser !== 'chromium')(
    '[TA19] in forced colours by the borders of its buttons (in Chromium alone: no other browser here forces them for a test)',
    async () => {
      const protocol = cdp() as unknown as { send(method: string, params?: object): Promise<unknown> };
      const force = (value: string) => protocol.send('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value }] });
      await force('active');
      onTestFinished(() => void force('none'));
      const open = await full();
      expect(matchMedia('(forced-colors: active)').matches).to.equal(true);
      for (const one of seen(open, 'button').filter((button) => !button.matches('.sort *, .more'))) {
        const { borderTopStyle, borderTopColor } = getComputedStyle(one);
        expect([one.textContent, borderTopStyle, borderTopColor !== 'rgba(0, 0, 0, 0)']).to.deep.equal([one.textContent, 'solid', true]);
      }
      await expect(open.element).to.be.accessible();
    },
  );

  it('[TA20] and moves by no animation and no transition', async () => {
    const open = await full();
    for (const one of open.shadow.querySelectorAll('*')) {
      const { animationName, transitionDuration } = getComputedStyle(one);
      expect([one.localName, animationName, transitionDuration]).to.deep.equal([one.localName, 'none', '0s']);
    }
  });

  it('[TA21] in lines that two accents on a capital fit into', async () => {
    const open = await full();
    for (const one of seen(open, '*').filter((element) => [...element.childNodes].some(({ nodeType, textContent }) => nodeType === 3 && textContent?.trim()))) {
      const { lineHeight, fontSize } = getComputedStyle(one);
      // Firefox rounds a line to a part of a pixel.
      expect(
        lineHeight === 'normal' ? 1.2 : Math.round((Number.parseFloat(lineHeight) / Number.parseFloat(fontSize)) * 100) / 100,
        `${one.localName}.${one.className}: ${one.textContent}`,
      ).to.be.at.least(one.localName === 'button' ? 1.2 : 1.4);
    }
  });
});
