import { expect } from '@open-wc/testing';
import { afterEach, beforeEach, describe, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { until } from '../setup/until.ts';
import { ADDRESS, choicesOf, fieldOf, openBar, saidBy, setShareSheet, targetOf } from './open-bar.ts';

vi.mock('../../packages/share-bar/src/share-note.ts', () => {
  throw new Error('not loaded');
});

const refuse = () => Promise.reject(new DOMException('', 'NotAllowedError'));

describe('where the note cannot be fetched', () => {
  const faults: Event[] = [];
  const onFault = (event: Event) => void faults.push(event);
  let restore = () => {};
  beforeEach(() => {
    faults.length = 0;
    for (const name of ['error', 'unhandledrejection']) window.addEventListener(name, onFault);
    restore = setShareSheet(refuse);
  });
  afterEach(() => {
    for (const name of ['error', 'unhandledrejection']) window.removeEventListener(name, onFault);
    vi.restoreAllMocks();
    restore();
    expect(faults).to.deep.equal([]);
  });

  it('a bar that may not copy says the address itself, moving nothing, and copies the next time', async () => {
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockImplementation(refuse);
    const element = await openBar();
    element.style.width = '240px';
    const seen = choicesOf(element);
    const height = element.offsetHeight;
    await userEvent.click(targetOf(element, 'copy'));
    await until(() => saidBy(element));
    expect(saidBy(element)).to.equal(`Địa chỉ để chép: ${ADDRESS}`);
    expect(element.offsetHeight).to.equal(height);
    expect(element.shadowRoot?.querySelector<HTMLElement>('[role=status]')?.offsetWidth).to.be.at.most(240);
    expect(fieldOf(element)).to.equal(null);
    expect(element.shadowRoot?.activeElement).to.equal(targetOf(element, 'copy'));
    await expect(element).to.be.accessible();
    write.mockResolvedValue();
    await userEvent.click(targetOf(element, 'copy'));
    await until(() => saidBy(element).startsWith('Đã chép'));
    expect(seen).to.deep.equal([`copy failed ${ADDRESS}`, `copy copied ${ADDRESS}`]);
  });

  it('a share sheet that does not open leads to the copied link all the same, and to the address where there is no copying', async () => {
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    const element = await openBar();
    await userEvent.click(targetOf(element, 'native'));
    await until(() => saidBy(element).startsWith('Đã chép'));
    write.mockImplementation(refuse);
    await userEvent.click(targetOf(element, 'native'));
    await until(() => saidBy(element) === `Địa chỉ để chép: ${ADDRESS}`);
  });
});
