import { startPage } from '@bandoc/bandoc';
import { expect, fixture, html } from '@open-wc/testing';
import { afterEach, beforeEach, describe, it, vi } from 'vitest';
import { until } from '../setup/until.ts';
import { type PartWidget, partWidget } from './part-widget.ts';

const SCRIPT = 'https://bao.example/bandoc/bandoc.js';

describe('a page with the script tag', () => {
  let warnings: string[] = [];
  let widgets: PartWidget[] = [];
  const start = (script = SCRIPT) => startPage(document, script, Object.fromEntries(widgets.map((widget) => [widget.tag, widget])));
  const widget = (options?: Parameters<typeof partWidget>[0]) => {
    const made = partWidget(options);
    widgets.push(made);
    return made;
  };
  const put = (...tags: string[]) => fixture(html`<div>${tags.map((tag) => document.createElement(tag))}</div>`);
  /** Long enough for observers of any kind to have been told: two frames and a turn. */
  const settle = async () => {
    for (let i = 0; i < 3; i += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
  };

  beforeEach(() => {
    warnings = [];
    widgets = [];
    vi.spyOn(console, 'warn').mockImplementation((words: string) => void warnings.push(words));
  });
  afterEach(() => {
    vi.restoreAllMocks();
    document.documentElement.lang = '';
  });

  it('loads the widgets that it has, and no other', async () => {
    const [here, absent] = [widget(), widget()];
    await put(here.tag);
    start();
    await customElements.whenDefined(here.tag);
    await settle();
    expect([here.loads, absent.loads]).to.deep.equal([1, 0]);
    expect(document.querySelector(here.tag)?.constructor).to.equal(here.Element);
  });

  it('loads a widget once, however many of its tags come, and one that comes later', async () => {
    const late = widget();
    start();
    await settle();
    expect(late.loads).to.equal(0);
    await put(late.tag, late.tag);
    await put(late.tag);
    await customElements.whenDefined(late.tag);
    await settle();
    expect(late.loads).to.equal(1);
  });

  it('loads a widget that waits for the reader only when she comes near', async () => {
    const far = widget({ near: true });
    const room = await fixture<HTMLElement>(html`<div style="padding-top: 9000px">${document.createElement(far.tag)}</div>`);
    start();
    await settle();
    expect(far.loads).to.equal(0);
    // All the way: the tests run in a frame, whose edge the browser does not widen by the margin.
    room.style.paddingTop = '0';
    await customElements.whenDefined(far.tag);
    expect(far.loads).to.equal(1);
  });

  it('loads it at once where the browser cannot tell what is near', async () => {
    vi.stubGlobal('IntersectionObserver', undefined);
    try {
      const far = widget({ near: true });
      await fixture(html`<div style="padding-top: 9000px">${document.createElement(far.tag)}</div>`);
      start();
      await customElements.whenDefined(far.tag);
    } finally {
      vi.unstubAllGlobals();
    }
  });

  it('fetches the words of its language beside the code, and defines the tag even if they do not come', async () => {
    document.documentElement.lang = 'en-GB';
    const speaking = widget({ words: () => Promise.reject(new Error('no words')) });
    await put(speaking.tag);
    start();
    expect(speaking.langs).to.deep.equal(['en']);
    await customElements.whenDefined(speaking.tag);
  });

  it('without a language is Vietnamese', async () => {
    const speaking = widget();
    await put(speaking.tag);
    start();
    expect(speaking.langs).to.deep.equal(['vi']);
  });

  it('tells widgets the server that the tag names, else the folder that the script lies in', async () => {
    for (const [named, expected] of [
      ['/rieng', '/rieng'],
      ['', 'https://bao.example/bandoc'],
      [undefined, 'https://bao.example/bandoc'],
    ]) {
      const reading = widget();
      const tag = document.createElement('script');
      // Of no type that runs: only its attributes are read.
      tag.type = 'text/plain';
      tag.src = SCRIPT;
      if (named !== undefined) tag.dataset['server'] = named;
      document.head.append(tag);
      await put(reading.tag);
      start();
      await customElements.whenDefined(reading.tag);
      expect(reading.server).to.equal(expected);
      tag.remove();
    }
  });

  it('tries a chunk that did not load again when it is online again, and not whenever it changes', async () => {
    const unhandled: unknown[] = [];
    const onUnhandled = (event: PromiseRejectionEvent) => {
      unhandled.push(event.reason);
      event.preventDefault();
    };
    addEventListener('unhandledrejection', onUnhandled);
    const broken = widget({ failures: 2 });
    await put(broken.tag);
    start();
    for (let i = 0; i < 3; i += 1) {
      await settle();
      await put('p');
    }
    expect(broken.loads).to.equal(1);
    dispatchEvent(new Event('online'));
    await settle();
    expect(broken.loads).to.equal(2);
    dispatchEvent(new Event('online'));
    await customElements.whenDefined(broken.tag);
    expect(broken.loads).to.equal(3);
    expect(unhandled).to.deep.equal([]);
    removeEventListener('unhandledrejection', onUnhandled);
  });

  it('keeps what it has where widgets cannot render, and says so once', async () => {
    const [one, two] = [widget({ canRender: false }), widget({ canRender: false })];
    await put(one.tag, two.tag);
    start();
    await until(() => one.loads + two.loads === 2);
    await settle();
    expect([one, two].map(({ tag }) => customElements.get(tag))).to.deep.equal([undefined, undefined]);
    expect(warnings.length).to.equal(1);
    expect(warnings[0]).to.contain('trusted-types bandoc');
  });

  it('leaves a tag alone that it already has', async () => {
    const own = widget();
    class Other extends HTMLElement {}
    customElements.define(own.tag, Other);
    await put(own.tag);
    start();
    await settle();
    expect(own.loads).to.equal(0);
  });

  it('in a browser older than the baseline does nothing', async () => {
    vi.spyOn(CSS, 'supports').mockReturnValue(false);
    const modern = widget();
    await put(modern.tag);
    start();
    await settle();
    expect([modern.loads, modern.langs.length]).to.deep.equal([0, 0]);
  });
});
