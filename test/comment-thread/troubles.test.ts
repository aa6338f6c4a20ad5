import { expect } from '@open-wc/testing';
import { afterEach, beforeEach, describe, it, vi } from 'vitest';
import { FEW } from '../../stories/comment-thread/comments.ts';
import type { DevicePlan, NewsroomPlan } from '../../stories/newsroom.ts';
import { newsroom, openThread } from './open-thread.ts';

interface Trouble {
  readonly what: string;
  readonly plan?: NewsroomPlan;
  readonly device?: DevicePlan;
  readonly thread?: string;
  readonly vi: RegExp;
  readonly en: RegExp;
  /** Whether the reader can ask again. */
  readonly again: boolean;
}

const TROUBLES: readonly Trouble[] = [
  { what: 'a server that does not answer', device: { line: 'down' }, vi: /không trả lời/, en: /does not answer/, again: true },
  { what: 'an answer that is no comment server’s', device: { line: 'stranger' }, vi: /không phải máy chủ bình luận/, en: /no comment server/, again: true },
  {
    what: 'a thread that the paper does not know',
    plan: { comments: [], settings: { threads: 'known' } },
    vi: /không có mục bình luận/,
    en: /has no comments/,
    again: true,
  },
  {
    what: 'a page that the server does not serve',
    plan: { settings: { origins: ['https://bao.example'] } },
    device: { origin: 'https://khac.example' },
    vi: /không nhận bình luận từ trang này/,
    en: /takes no comments from this page/,
    again: false,
  },
  { what: 'a name that is none', thread: 'tên sai', vi: /thuộc tính thread/, en: /attribute thread/, again: false },
];

describe('what can be wrong', () => {
  const errors: unknown[] = [];
  const note = (event: Event) => errors.push(event);
  beforeEach(() => {
    errors.length = 0;
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    for (const kind of ['error', 'unhandledrejection']) window.addEventListener(kind, note);
  });
  afterEach(() => {
    vi.restoreAllMocks();
    for (const kind of ['error', 'unhandledrejection']) window.removeEventListener(kind, note);
  });

  for (const { what, plan, device, thread, again, ...says } of TROUBLES) {
    for (const lang of ['vi', 'en'] as const) {
      it(`${what}: said in words (${lang}), nothing thrown into the page, the box as it was`, async () => {
        const room = await newsroom({ comments: FEW, ...plan }, device);
        const open = await openThread(room, { lang, ...(thread && { thread }), width: 358 });
        await open.until(() => says[lang].test(open.shadow.textContent ?? ''));
        expect(open.find(/Thử lại|Try again/) !== undefined).to.equal(again);
        expect(open.element.getBoundingClientRect().height).to.equal(640);
        expect(open.shadow.querySelector('section')?.scrollWidth).to.be.at.most(358);
        expect(errors).to.deep.equal([]);
        await expect(open.element).to.be.accessible();
      });
    }
  }

  for (const lang of ['vi', 'en'] as const) {
    it(`[TA9] a refused comment says why (${lang}), beside what can be done with it`, async () => {
      const room = await newsroom();
      const open = await openThread(room, { lang, width: 358 });
      await open.until(() => room.client.connection === 'up');
      room.setOnline(false);
      const { text, name, send } = open.composer();
      text.value = 'Còn kịp không?';
      name.value = 'Ba';
      send.click();
      await room.moderate('lock', room.thread);
      room.setOnline(true);
      const closed = lang === 'vi' ? /ngừng nhận bình luận/ : /takes no more comments/;
      await open.until(() => closed.test(open.shadow.querySelector('article [role=alert]')?.textContent ?? ''));
      expect([...open.shadow.querySelectorAll('article button')].map((one) => one.textContent)).to.deep.equal(
        lang === 'vi' ? ['Gửi lại', 'Sửa', 'Bỏ'] : ['Send again', 'Edit', 'Discard'],
      );
      await expect(open.element).to.be.accessible();
    });
  }

  it('[TA1, TA2] is a region with a name, a heading, and comments that are articles in lists', async () => {
    const room = await newsroom({ comments: FEW });
    const open = await openThread(room);
    const section = open.shadow.querySelector('section');
    expect(section?.getAttribute('aria-label')).to.equal('Bình luận');
    expect(open.shadow.querySelectorAll('h1, h2, h3').length).to.equal(1);
    for (const one of open.shadow.querySelectorAll('article')) expect(one.parentElement?.closest('[role=list]')).not.to.equal(null);
  });
});
