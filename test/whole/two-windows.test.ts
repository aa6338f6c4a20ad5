import type { Page } from 'playwright';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Paper } from './paper.ts';
import { newReader, type Reader } from './reader.ts';
import { ARTICLE, storedCount, type ThreadPage, threadPage } from './thread-page.ts';
import { usePaper } from './use-paper.ts';

let paper: Paper;
usePaper((started) => (paper = started));

const NOT_SENT = 'Chưa gửi: sẽ tự gửi khi có kết nối';
const LOST = 'Mất kết nối, đang nối lại…';
const OFFLINE = 'Mất mạng: bình luận vẫn giữ, có mạng sẽ gửi';
/** What nobody may be told while nothing can be sent. */
const LIES = ['Đang cập nhật trực tiếp', 'Đang gửi…', 'Đã đăng'];
const MINUTE = 60_000;

describe('two windows on one article', () => {
  let lan: Reader;
  let ba: Reader;
  let lanThread: ThreadPage;
  let baThread: ThreadPage;

  beforeEach(async () => {
    [lan, ba] = [await newReader(), await newReader()];
    // Time passes in both as ever, and can be moved on.
    for (const { page } of [lan, ba]) await page.clock.install();
    [lanThread, baThread] = [threadPage(lan, paper), threadPage(ba, paper)];
    await Promise.all([lanThread.open(), baThread.open()]);
    await Promise.all([lanThread.live(), baThread.live()]);
  });

  it('survive a server that is killed: what is written in both meanwhile waits, says so, and is sent once to everybody', async () => {
    const lans = 'Máy chủ vừa ngã, tôi viết ở cửa sổ thứ nhất.';
    const bas = 'Còn tôi viết ở cửa sổ thứ hai.';
    await paper.kill();
    for (const { thread } of [lanThread, baThread]) await thread.getByText(LOST).waitFor();
    const lies = [await watchForLies(lan.page, LIES), await watchForLies(ba.page, LIES)];
    await lanThread.write(lans, 'Phạm Thị Lan');
    await lanThread.send();
    await baThread.write(bas, 'Ngô Văn Ba');
    await baThread.send();
    await lanThread.comment(lans).getByText(NOT_SENT).waitFor();
    await baThread.comment(bas).getByText(NOT_SENT).waitFor();
    // Both try again, in vain.
    for (const { page } of [lan, ba]) await page.clock.fastForward(MINUTE);
    for (const { thread } of [lanThread, baThread]) await thread.getByText(LOST).waitFor();
    for (const told of lies) expect(await told()).toEqual([]);

    await paper.restart();
    for (const { page } of [lan, ba]) await page.clock.fastForward(MINUTE);
    await Promise.all([lanThread.live(), baThread.live()]);
    await lanThread.comment(lans).getByText('Đã đăng').waitFor();
    await baThread.comment(bas).getByText('Đã đăng').waitFor();
    await show(lanThread, bas);
    await show(baThread, lans);
    await expectOnce([lanThread, baThread], [lans, bas]);
    expect(exceptions(lan, ba)).toEqual([]);
  });

  it('survive a minute in which one has no network (offline as the developer tools make it; the minute is moved on the page’s clock)', async () => {
    const lans = 'Viết lúc mất Wi-Fi.';
    const late = 'Gõ dở lúc mất Wi-Fi, gửi khi đã có lại.';
    const bas = 'Người có mạng thì vẫn viết.';
    await lan.context.setOffline(true);
    await lanThread.thread.getByText(OFFLINE).waitFor();
    const told = await watchForLies(lan.page, [...LIES, LOST]);
    await lanThread.write(lans, 'Phạm Thị Lan');
    await lanThread.send();
    await lanThread.comment(lans).getByText(NOT_SENT).waitFor();
    await lanThread.write(late);
    await baThread.write(bas, 'Ngô Văn Ba');
    await baThread.send();
    await baThread.comment(bas).getByText('Đã đăng').waitFor();
    await lan.page.clock.fastForward(MINUTE);
    await lanThread.thread.getByText(OFFLINE).waitFor();
    expect(await lanThread.thread.getByRole('article').filter({ hasText: bas }).count()).toBe(0);
    expect(await told()).toEqual([]);
    expect(await storedCount(paper, ARTICLE.thread, lans)).toBe(0);

    await lan.context.setOffline(false);
    await lanThread.live();
    await lanThread.comment(lans).getByText('Đã đăng').waitFor();
    expect(await lanThread.thread.getByRole('textbox', { name: /Ý kiến/ }).inputValue()).toBe(late);
    await lanThread.send();
    await lanThread.comment(late).getByText('Đã đăng').waitFor();
    await show(lanThread, bas);
    await show(baThread, late);
    await expectOnce([lanThread, baThread], [lans, late, bas]);
    expect(exceptions(lan, ba)).toEqual([]);
  });
});

/** Without what the browser says by itself of requests that came to nothing. */
function exceptions(...readers: readonly Reader[]): string[] {
  return readers.flatMap(({ faults }) => faults).filter((fault) => fault.startsWith('exception'));
}

/** Lets what arrived appear until this comment is there. */
async function show({ thread, comment }: ThreadPage, text: string): Promise<void> {
  const pill = thread.getByRole('button', { name: /bình luận mới$/ });
  while (!(await comment(text).count())) await pill.click();
}

/** Each text is on each of these pages, and with the server, exactly once. */
async function expectOnce(pages: readonly ThreadPage[], texts: readonly string[]): Promise<void> {
  for (const text of texts) {
    expect([text, await storedCount(paper, ARTICLE.thread, text)]).toEqual([text, 1]);
    for (const { thread } of pages) expect([text, await thread.getByRole('article').filter({ hasText: text }).count()]).toEqual([text, 1]);
  }
}

/** Watches for words that would be a lie now; returns the way to learn which were on this page since. */
async function watchForLies(page: Page, lies: readonly string[]): Promise<() => Promise<string[]>> {
  await page.evaluate((sentences) => {
    const root = document.querySelector('bandoc-comment-thread')?.shadowRoot as ShadowRoot;
    const told = new Set<string>();
    const look = () => {
      for (const sentence of sentences) if (root.textContent?.includes(sentence)) told.add(sentence);
    };
    look();
    new MutationObserver(look).observe(root, { childList: true, characterData: true, subtree: true });
    Object.assign(window, { told });
  }, lies);
  return () => page.evaluate(() => [...(window as unknown as { told: Set<string> }).told]);
}
