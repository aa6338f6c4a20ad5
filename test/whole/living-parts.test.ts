import { beforeEach, describe, expect, it } from 'vitest';
import type { Paper } from './paper.ts';
import { newReader, type Reader } from './reader.ts';
import { ARTICLE, storedCount, type ThreadPage, threadPage, until } from './thread-page.ts';
import { usePaper } from './use-paper.ts';

let paper: Paper;
usePaper((started) => (paper = started));

const PARTS = /\/bandoc\/chunks\/thread-parts-/;

describe('a thread whose living parts come late', () => {
  let reader: Reader;
  let thread: ThreadPage;
  let text = '';
  let asked = 0;
  /** Lets the parts through. */
  let come: () => void;

  beforeEach(async ({ task }) => {
    reader = await newReader();
    thread = threadPage(reader, paper);
    text = `Viết trước khi có gì để gửi: ${task.name}.`;
    asked = 0;
    const arrived = new Promise<void>((resolve) => (come = resolve));
    await reader.page.route(PARTS, async (route) => {
      asked += 1;
      await arrived;
      await route.continue();
    });
    await thread.open();
    await thread.thread.getByRole('article').first().waitFor();
  });

  it('is read, written in and sent; the comment goes out when they come, once', async () => {
    await thread.write(text, 'Lê Thị Hạnh');
    await thread.send();
    await thread.send();
    expect(await thread.thread.getByRole('article').filter({ hasText: text }).count()).toBe(0);
    come();
    await thread.comment(text).getByText('Đã đăng').waitFor();
    expect(await thread.thread.getByRole('textbox', { name: /Ý kiến/ }).inputValue()).toBe('');
    expect(await storedCount(paper, ARTICLE.thread, text)).toBe(1);
    expect(reader.faults).toEqual([]);
  });

  it('keeps words that nobody sends, as a draft too', async () => {
    await thread.write(text);
    come();
    await thread.live();
    expect(await thread.thread.getByRole('textbox', { name: /Ý kiến/ }).inputValue()).toBe(text);
    await thread.open();
    expect(await thread.thread.getByRole('textbox', { name: /Ý kiến/ }).inputValue()).toBe(text);
    expect(reader.faults).toEqual([]);
  });

  it('brings marks to a reader who writes already with her next letter, and not by itself', async () => {
    await thread.write(text);
    come();
    await thread.live();
    const toolbar = thread.thread.getByRole('toolbar', { name: 'Định dạng' });
    expect(await toolbar.count()).toBe(0);
    await reader.page.keyboard.type('!');
    await toolbar.waitFor();
    expect(reader.faults).toEqual([]);
  });

  it('answers a comment whose button was pressed before', async () => {
    await thread.thread
      .getByRole('button', { name: /^Trả lời/ })
      .first()
      .click();
    expect(await thread.thread.locator('form').count()).toBe(1);
    come();
    await thread.thread.locator('li form textarea:focus').waitFor();
    expect(reader.faults).toEqual([]);
  });

  it('reads its first content once: the parts go on from it', async () => {
    come();
    await thread.live();
    expect(reader.requests.filter((address) => address.includes(`/v1/t/thread:${ARTICLE.thread}`)).length).toBe(1);
    expect(asked).toBe(1);
  });
});

describe('a thread whose living parts do not come', () => {
  it('stays to be read, says so, keeps what is written, and sends it when they come after all', async () => {
    const reader = await newReader();
    const thread = threadPage(reader, paper);
    const text = 'Mạng chập chờn nên lâu mới gửi được.';
    let down = true;
    await reader.page.route(PARTS, (route) => (down ? route.abort() : route.continue()));
    await thread.open();
    await thread.thread.getByRole('article').first().waitFor();
    await thread.thread.getByText('Mất kết nối, đang nối lại…').waitFor();
    await thread.write(text, 'Lê Thị Hạnh');
    await thread.send();
    expect(await thread.thread.getByRole('textbox', { name: /Ý kiến/ }).inputValue()).toBe(text);
    down = false;
    await thread.comment(text).getByText('Đã đăng').waitFor();
    await until(reader.page, async () => (await storedCount(paper, ARTICLE.thread, text)) === 1);
    expect(reader.faults.filter((fault) => !/thread-parts|ERR_FAILED/.test(fault))).toEqual([]);
  });
});
