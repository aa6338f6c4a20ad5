import { readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { hostPage } from './host-page.ts';
import type { Paper } from './paper.ts';
import { postComment } from './post-comment.ts';
import { newReader } from './reader.ts';
import { ARTICLE } from './thread-page.ts';
import { usePaper } from './use-paper.ts';

let paper: Paper;
usePaper((started) => (paper = started));

const bundle = new URL('../../packages/bandoc/dist/bundle/', import.meta.url);
const brotli = (address: string) => brotliCompressSync(readFileSync(new URL(new URL(address).pathname.replace('/bandoc/', ''), bundle))).length;

it('a front page with 200 counts asks for all of them once, shows them after at most 6 kB of script, and follows them then', async () => {
  const names = [ARTICLE.thread, ...Array.from({ length: 199 }, (_, i) => `bai-cua-trang-nhat-so-${String(i).padStart(3, '0')}`)];
  const headlines = names.map((name) => `<h2>Một tít bài <small><bandoc-comment-count live thread="${name}">0</bandoc-comment-count></small></h2>`);
  const reader = await newReader();
  const { page, requests, faults } = reader;
  // What comes after the numbers waits until they are looked at.
  let showLater = () => {};
  const shown = new Promise<void>((resolve) => (showLater = resolve));
  await page.route(/\/chunks\/client-/, async (route) => {
    await shown;
    await route.continue();
  });
  await page.addInitScript(() => {
    new PerformanceObserver((list) => {
      const moved = list.getEntries().map((one) => (one as unknown as { value: number }).value);
      Object.assign(globalThis, { moved: [...((globalThis as { moved?: number[] }).moved ?? []), ...moved] });
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(await hostPage(page, paper, '/trang-nhat', headlines.join('\n'), { stylesheet: false }));
  const count = page.locator(`bandoc-comment-count[thread="${ARTICLE.thread}"]`);
  await count.getByText('28', { exact: true }).first().waitFor();
  await page.locator('bandoc-comment-count').last().getByText('0 bình luận').waitFor({ state: 'attached' });

  const scripts = requests.filter((address) => /\/bandoc\/.*\.js$/.test(address) && !/\/client-/.test(address));
  expect(scripts.reduce((sum, address) => sum + brotli(address), 0)).toBeLessThanOrEqual(6_000);
  expect(scripts.filter((address) => /lit|comment-thread|reading/.test(address))).toEqual([]);
  const asked = () => requests.filter((address) => address.includes('/t/tally:'));
  expect(asked().length).toBe(1);
  expect(requests.filter((address) => /\/io\/|socket|\/bandoc\/v1$/.test(address))).toEqual([]);

  showLater();
  await expect.poll(() => requests.some((address) => address.includes('socket-io')), { timeout: 60_000 }).toBe(true);
  await postComment(paper, ARTICLE.thread, 'Tôi đọc từ trang nhất.');
  await count.getByText('29', { exact: true }).first().waitFor();
  expect(asked().length, 'the client goes on from the same answer').toBe(1);
  expect(await page.evaluate(() => (globalThis as { moved?: number[] }).moved ?? [])).toEqual([]);
  expect(faults).toEqual([]);
});
