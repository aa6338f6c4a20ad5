import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findWholeChromium } from '../setup/chromium.ts';
import type { Paper } from './paper.ts';
import { postComment } from './post-comment.ts';
import { newReader, openBrowser, type Reader } from './reader.ts';
import { ARTICLE, storedCount, type ThreadPage, threadPage, until } from './thread-page.ts';
import { usePaper } from './use-paper.ts';

const browser = findWholeChromium();

let paper: Paper;
// Playwright switches the cache off, which readers do not.
beforeAll(() => openBrowser({ ...browser, ignoreDefaultArgs: ['--disable-back-forward-cache'] }));
usePaper((started) => (paper = started));

const missing = browser ? '' : ' (not run: no Chromium, Chrome or Edge with windows is installed, and others keep none)';

describe.skipIf(missing)(`a page that the browser keeps for its "back" button${missing}`, () => {
  let reader: Reader;
  let thread: ThreadPage;

  beforeEach(async () => {
    reader = await newReader();
    thread = threadPage(reader, paper);
    await thread.open();
    await thread.live();
    await reader.page.evaluate(() => addEventListener('pageshow', ({ persisted }) => Object.assign(window, { persisted })));
  });

  const leave = () => reader.page.goto('about:blank');
  const comeBack = async () => {
    // Once the answer to this is out: leaving takes the page away from who asked.
    await reader.page.evaluate(() => void setTimeout(() => history.back()));
    await reader.page.waitForURL(paper.origin + ARTICLE.path, { waitUntil: 'commit' });
    // The very page that was left, not another one of the same address.
    await reader.page.waitForFunction(() => (window as { persisted?: boolean }).persisted === true);
  };

  it('is live again when the reader comes back, and has what came meanwhile, and what she was typing', async () => {
    const draft = 'Đang viết dở thì bấm sang trang khác.';
    await thread.write(draft, 'Lê Thị Hạnh');
    await leave();
    await postComment(paper, ARTICLE.thread, 'Viết lúc chị ấy ở trang khác.');
    await comeBack();
    await thread.live();
    await thread.thread.getByRole('button', { name: '1 bình luận mới' }).click();
    await thread.comment('Viết lúc chị ấy ở trang khác.').waitFor();
    expect(await thread.thread.getByRole('textbox', { name: /Ý kiến/ }).inputValue()).toBe(draft);
    expect(reader.faults).toEqual([]);
  });

  it('[PT2] sends what waited when it was left, once', async () => {
    const text = 'Gửi lúc máy chủ ngã, rồi bỏ sang trang khác.';
    await paper.kill();
    await thread.write(text, 'Lê Thị Hạnh');
    await thread.send();
    await thread.comment(text).getByText('Chưa gửi').waitFor();
    await leave();
    await paper.restart();
    await comeBack();
    await until(reader.page, async () => (await storedCount(paper, ARTICLE.thread, text)) > 0);
    await thread.comment(text).getByText('Đã đăng').waitFor();
    expect(await thread.thread.getByRole('article').filter({ hasText: text }).count()).toBe(1);
    expect(await storedCount(paper, ARTICLE.thread, text)).toBe(1);
    expect(reader.faults.filter((fault) => fault.startsWith('exception'))).toEqual([]);
  });
});
