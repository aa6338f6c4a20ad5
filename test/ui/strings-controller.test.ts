import { StringsController } from '@bandoc/ui';
import { expect, fixture, html } from '@open-wc/testing';
import { LitElement } from 'lit';
import { describe, it } from 'vitest';
import { until } from '../setup/until.ts';

const asked: string[] = [];
let fails = false;
const load = async (lang: string) => {
  asked.push(lang);
  if (fails) throw new Error('offline');
  return lang;
};

class Speaker extends LitElement {
  readonly words = new StringsController(this, { vi: () => load('vi'), en: () => load('en') });
}
customElements.define('test-speaker', Speaker);

describe('a widget’s words', () => {
  it('come in its language, change with it, and are asked for once each', async () => {
    asked.length = 0;
    const element = await fixture<Speaker>(html`<test-speaker lang="en"></test-speaker>`);
    await until(() => element.words.strings === 'en');
    element.requestUpdate();
    await element.updateComplete;
    element.lang = 'vi';
    element.requestUpdate();
    await until(() => element.words.strings === 'vi');
    expect(asked).to.deep.equal(['en', 'vi']);
  });

  it('change when it is moved to where another language is spoken', async () => {
    const vietnamese = await fixture(html`<div lang="vi"><test-speaker></test-speaker></div>`);
    const element = vietnamese.firstElementChild as Speaker;
    await until(() => element.words.strings === 'vi');
    const english = await fixture(html`<div lang="en"></div>`);
    english.append(element);
    await until(() => element.words.strings === 'en');
  });

  it('that did not load are asked for again at the next update', async () => {
    fails = true;
    const element = await fixture<Speaker>(html`<test-speaker></test-speaker>`);
    fails = false;
    expect(element.words.strings).to.equal(undefined);
    element.requestUpdate();
    await until(() => element.words.strings);
  });
});
