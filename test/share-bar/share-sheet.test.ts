import { expect, html } from '@open-wc/testing';
import { afterEach, beforeEach, describe, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { until } from '../setup/until.ts';
import { ADDRESS, choicesOf, fieldOf, namesOf, openBar, saidBy, setShareSheet, targetOf } from './open-bar.ts';

describe('the device’s own share sheet', () => {
  const share = vi.fn<(data: ShareData) => Promise<void>>();
  let restore = () => {};
  beforeEach(() => {
    share.mockReset();
    restore = setShareSheet(share);
    vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
  });
  afterEach(() => {
    restore();
    vi.restoreAllMocks();
  });

  const press = async (outcome: () => Promise<void>, times = 1) => {
    share.mockImplementation(outcome);
    const element = await openBar();
    const seen = choicesOf(element);
    await userEvent.click(targetOf(element, 'native'));
    await until(() => seen.length === times);
    return { element, seen };
  };

  it('is offered only where there is one that takes this page', async () => {
    expect(namesOf(await openBar())).to.include('Chia sẻ… qua ứng dụng khác');
    setShareSheet(share, () => false);
    expect(namesOf(await openBar())).not.to.include('Chia sẻ… qua ứng dụng khác');
    setShareSheet(undefined);
    expect(namesOf(await openBar())).not.to.include('Chia sẻ… qua ứng dụng khác');
  });

  it('gets the clean address and the title in composed letters', async () => {
    share.mockResolvedValue();
    const element = await openBar(html`<bandoc-share-bar lang="vi" url="${ADDRESS}?fbclid=1" headline=${'Chợ đêm'.normalize('NFD')}></bandoc-share-bar>`);
    const seen = choicesOf(element);
    await userEvent.click(targetOf(element, 'native'));
    await until(() => seen.length);
    expect(share.mock.calls).to.deep.equal([[{ url: ADDRESS, title: 'Chợ đêm'.normalize('NFC') }]]);
    expect(seen).to.deep.equal([`native shared ${ADDRESS}`]);
  });

  it('closed by the reader, is no fault: nothing is said', async () => {
    const { element, seen } = await press(() => Promise.reject(new DOMException('', 'AbortError')));
    await element.updateComplete;
    expect(seen).to.deep.equal([`native cancelled ${ADDRESS}`]);
    expect(fieldOf(element)).to.equal(null);
    expect(saidBy(element)).to.equal('');
  });

  it('that does not open leads to the copied link, in words', async () => {
    const { element, seen } = await press(() => Promise.reject(new DOMException('', 'NotAllowedError')), 2);
    await until(() => fieldOf(element));
    expect(seen).to.deep.equal([`native failed ${ADDRESS}`, `copy copied ${ADDRESS}`]);
    expect(element.shadowRoot?.querySelector('#why')?.textContent).to.contain('Liên kết đã được chép sẵn');
    expect(saidBy(element)).to.equal('');
    await userEvent.keyboard('{Escape}');
    expect(element.shadowRoot?.activeElement).to.equal(targetOf(element, 'native'));
  });

  it('that does not open where nothing can be copied leads to the address to copy by hand', async () => {
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new DOMException('', 'NotAllowedError'));
    const { element, seen } = await press(() => Promise.reject(new TypeError('')), 2);
    await until(() => fieldOf(element));
    expect(seen).to.deep.equal([`native failed ${ADDRESS}`, `copy failed ${ADDRESS}`]);
    expect(fieldOf(element)?.value).to.equal(ADDRESS);
    expect(element.shadowRoot?.querySelector('#why')?.textContent).to.contain('Không mở được bảng chia sẻ');
  });

  it('is asked once while it stands open', async () => {
    let close = () => {};
    share.mockImplementation(() => new Promise((resolve) => (close = resolve)));
    const element = await openBar();
    const seen = choicesOf(element);
    targetOf(element, 'native').click();
    targetOf(element, 'native').click();
    close();
    await until(() => seen.length);
    expect(share.mock.calls.length).to.equal(1);
    targetOf(element, 'native').click();
    expect(share.mock.calls.length).to.equal(2);
  });
});
