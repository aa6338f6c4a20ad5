import { languageOf } from '@bandoc/ui';
import { expect, fixture, html } from '@open-wc/testing';
import { describe, it } from 'vitest';

describe('languageOf', () => {
  it('is the nearest ancestor that says, by its primary subtag', async () => {
    const outer = await fixture(html`<div lang="en-GB"><p lang="vi"><b></b></p><i></i></div>`);
    expect(languageOf(outer.querySelector('b') as Element)).to.equal('vi');
    expect(languageOf(outer.querySelector('i') as Element)).to.equal('en');
  });

  it('looks through a shadow root to its host', async () => {
    const host = await fixture(html`<div lang="EN"></div>`);
    const inner = document.createElement('span');
    host.attachShadow({ mode: 'open' }).append(inner);
    expect(languageOf(inner)).to.equal('en');
  });
});
