import { describe, expect, it } from 'vitest';
import { hostPage } from './host-page.ts';
import type { Paper } from './paper.ts';
import { postComment } from './post-comment.ts';
import { newReader } from './reader.ts';
import { ARTICLE } from './thread-page.ts';
import { usePaper } from './use-paper.ts';

const WIDGETS = [
  ['share bar', '<bandoc-share-bar></bandoc-share-bar>', 'bandoc-share-bar a'],
  ['date selector', '<bandoc-date-selector href-template="/tin-theo-ngay/{yyyy}/{mm}/{dd}"></bandoc-date-selector>', 'bandoc-date-selector input'],
  ['thread', `<bandoc-comment-thread thread="${ARTICLE.thread}"></bandoc-comment-thread>`, 'bandoc-comment-thread article'],
  ['thread with people hidden', `<bandoc-comment-thread thread="${ARTICLE.thread}"></bandoc-comment-thread>`, 'bandoc-comment-thread article'],
  ['empty thread', '<bandoc-comment-thread thread="tin-vang"></bandoc-comment-thread>', 'bandoc-comment-thread textarea'],
] as const;

let paper: Paper;
usePaper((started) => {
  paper = started;
  return paper.publish('Bài thử chưa ai bình luận', '--thread', 'tin-vang');
});

// Watching takes most of the time, so they are watched side by side.
describe.concurrent.each([390, 1280])('at %i px, on a slow line', (width) => {
  it.concurrent.each(WIDGETS)('the footer below the %s never moves, from first paint until 5 s after the last arrival', async (name, widget, content) => {
    const reader = await newReader({ viewport: { width, height: 1000 } });
    const { page } = reader;
    const session = await reader.context.newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', { offline: false, latency: 300, downloadThroughput: 60_000, uploadThroughput: 30_000 });
    await page.addInitScript(() => {
      const shifts: { value: number; nodes: string[] }[] = [];
      Object.assign(globalThis, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as unknown as {
          value: number;
          hadRecentInput: boolean;
          sources: { node: Node | null; previousRect: DOMRect; currentRect: DOMRect }[];
        }[]) {
          if (!entry.hadRecentInput)
            shifts.push({
              value: entry.value,
              nodes: entry.sources.map(
                ({ node, previousRect: from, currentRect: to }) =>
                  `${(node as Element | null)?.outerHTML?.slice(0, 120) ?? node?.nodeName} ${from.x} ${from.y} ${from.height} to ${to.x} ${to.y} ${to.height}`,
              ),
            });
        }
      }).observe({ type: 'layout-shift', buffered: true });
    });
    if (name.endsWith('hidden')) {
      const { items } = (await (await fetch(`${paper.origin}/bandoc/v1/t/thread:${ARTICLE.thread}?min=0`)).json()) as { items: { author?: { id: string } }[] };
      const authors = items.flatMap(({ author }) => author?.id ?? []);
      await page.addInitScript((ids) => localStorage.setItem('bandoc-muted', ids), JSON.stringify(authors));
    }
    await page.goto(await hostPage(page, paper, '/thu-xe-dich', `${widget}<footer style="height:40px">Chân trang</footer>`), { waitUntil: 'commit' });
    const footer = page.locator('footer');
    await footer.waitFor();
    // Where it stands before the first paint nobody sees.
    await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
    const before = await footer.boundingBox();
    expect((before?.y ?? 9999) + (before?.height ?? 0), 'the footer is in sight').toBeLessThanOrEqual(1000);
    await page.locator(content).first().waitFor();
    if (name.includes('thread')) {
      await page.getByText('Đang cập nhật trực tiếp').waitFor();
      const thread = name === 'empty thread' ? 'tin-vang' : ARTICLE.thread;
      await postComment(paper, thread, 'Một ý kiến vừa tới trong lúc bạn đang đọc.');
      await postComment(paper, thread, 'Ý kiến thứ hai vừa tới.');
      await page
        .getByText(/bình luận mới|Ý kiến thứ hai vừa tới/)
        .first()
        .waitFor();
    }
    if (name.endsWith('hidden')) await page.getByText('Bình luận của người bạn đã ẩn.').first().waitFor();
    const mark = await page.evaluate(() => performance.now());
    // Watching for 5 s is what is tested, not a wait for something to be ready.
    await page.waitForFunction((from) => performance.now() > from + 5000, mark);
    expect(await page.evaluate(() => (globalThis as unknown as { shifts: unknown[] }).shifts)).toEqual([]);
    expect((await footer.boundingBox())?.y).toBe(before?.y);
    expect(reader.faults).toEqual([]);
    await reader.context.close();
  });
});
