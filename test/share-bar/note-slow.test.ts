import { expect } from '@open-wc/testing';
import { afterEach, beforeEach, describe, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { until } from '../setup/until.ts';
import { ADDRESS, fieldOf, openBar, saidBy, setShareSheet, targetOf } from './open-bar.ts';

const line = vi.hoisted(() => {
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
});
vi.mock('../../packages/share-bar/src/share-note.ts', async (original) => {
  await line.opened;
  return original();
});

describe('while the note is being fetched', () => {
  let restore = () => {};
  beforeEach(() => {
    restore = setShareSheet(undefined);
  });
  afterEach(() => {
    vi.restoreAllMocks();
    restore();
  });

  it('the bar says the address itself; the note takes its place, and stays away where copying has worked meanwhile', async () => {
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new DOMException('', 'NotAllowedError'));
    const [waiting, content] = [await openBar(), await openBar()];
    for (const element of [content, waiting]) {
      await userEvent.click(targetOf(element, 'copy'));
      await until(() => saidBy(element) === `Địa chỉ để chép: ${ADDRESS}`);
    }
    write.mockResolvedValue();
    targetOf(content, 'copy').click();
    await until(() => saidBy(content).startsWith('Đã chép'));
    line.open();
    await until(() => fieldOf(waiting));
    expect(waiting.shadowRoot?.activeElement).to.equal(fieldOf(waiting));
    expect(saidBy(waiting)).to.equal('');
    expect(fieldOf(content)).to.equal(null);
    expect(saidBy(content)).to.contain('Đã chép');
  });
});
