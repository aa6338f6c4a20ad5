import { expect, fixture, html } from '@open-wc/testing';
import { afterEach, beforeEach, describe, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { until } from '../setup/until.ts';
import { ADDRESS, choicesOf, fieldOf, openBar, saidBy, setShareSheet, targetOf } from './open-bar.ts';

const refusal = () => Promise.reject(new DOMException('', 'NotAllowedError'));

describe('copying the link', () => {
  let restore = () => {};
  beforeEach(() => {
    restore = setShareSheet(undefined);
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.useRealTimers();
    restore();
  });

  it('writes the address and says so once, seen and heard, moving nothing', async () => {
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    const element = await openBar();
    element.style.width = '900px';
    const seen = choicesOf(element);
    const button = targetOf(element, 'copy');
    const look = () => [element.offsetHeight, button.offsetWidth, button.getAttribute('aria-label'), document.documentElement.scrollHeight];
    const before = look();
    const icon = button.querySelector('path')?.getAttribute('d');
    button.focus();
    await userEvent.keyboard('{Enter}');
    await until(() => saidBy(element));
    expect(write.mock.calls).to.deep.equal([[ADDRESS]]);
    expect(seen).to.deep.equal([`copy copied ${ADDRESS}`]);
    expect(saidBy(element)).to.equal('Đã chép liên kết của bài này.');
    expect(element.shadowRoot?.querySelector<HTMLElement>('[role=status]')?.offsetWidth).to.be.above(100);
    expect(button.querySelector('path')?.getAttribute('d')).not.to.equal(icon);
    expect(look()).to.deep.equal(before);
    await expect(element).to.be.accessible();
    expect(element.shadowRoot?.activeElement).to.equal(button);
  });

  it('says so for a while, then uncovers what is below', async () => {
    vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    const element = await openBar();
    vi.useFakeTimers();
    targetOf(element, 'copy').click();
    await until(() => saidBy(element));
    await vi.runAllTimersAsync();
    expect(saidBy(element)).to.equal('');
    expect(element.shadowRoot?.querySelector<HTMLElement>('[role=status]')?.offsetHeight).to.equal(0);
  });

  it('gives the address, selected, where the clipboard is denied, without moving what is below', async () => {
    vi.spyOn(navigator.clipboard, 'writeText').mockImplementation(refusal);
    const element = await openBar();
    const seen = choicesOf(element);
    const height = element.offsetHeight;
    await userEvent.click(targetOf(element, 'copy'));
    await until(() => fieldOf(element));
    const field = fieldOf(element) as HTMLInputElement;
    expect(field.value).to.equal(ADDRESS);
    expect(field.readOnly).to.equal(true);
    expect(element.shadowRoot?.activeElement).to.equal(field);
    expect([field.selectionStart, field.selectionEnd]).to.deep.equal([0, ADDRESS.length]);
    expect(element.offsetHeight).to.equal(height);
    expect(seen).to.deep.equal([`copy failed ${ADDRESS}`]);
    // Said once: by the field that has the focus, and not by the status as well.
    expect(element.shadowRoot?.getElementById(field.getAttribute('aria-describedby') ?? '')?.textContent).to.contain(
      'nhấn Ctrl+C, hoặc giữ vào địa chỉ để chép',
    );
    expect(saidBy(element)).to.equal('');
    await expect(element).to.be.accessible();
  });

  it('is not at a loss where there is no clipboard at all, as on a page that is not served securely', async () => {
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: undefined });
    try {
      const element = await openBar();
      targetOf(element, 'copy').click();
      await until(() => fieldOf(element));
    } finally {
      Reflect.deleteProperty(navigator, 'clipboard');
    }
  });

  it('leaves the focus to a reader who has gone on to type elsewhere', async () => {
    let refuse = () => {};
    const elsewhere = await fixture<HTMLInputElement>(html`<input aria-label="Bình luận" />`);
    const element = await openBar();
    vi.spyOn(navigator.clipboard, 'writeText').mockImplementation(() => new Promise((_, reject) => (refuse = reject)));
    await userEvent.click(targetOf(element, 'copy'));
    elsewhere.focus();
    refuse();
    await until(() => fieldOf(element));
    expect(document.activeElement).to.equal(elsewhere);
  });

  it('closes the field by Escape or its button, and gives the focus back to what opened it', async () => {
    vi.spyOn(navigator.clipboard, 'writeText').mockImplementation(refusal);
    const element = await openBar();
    for (const keys of ['{Escape}', '{Tab}{Enter}']) {
      await userEvent.click(targetOf(element, 'copy'));
      await until(() => fieldOf(element));
      await userEvent.keyboard(keys);
      await element.updateComplete;
      expect(fieldOf(element)).to.equal(null);
      expect(element.shadowRoot?.activeElement).to.equal(targetOf(element, 'copy'));
    }
  });
});
