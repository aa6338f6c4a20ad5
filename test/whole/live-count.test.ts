import { describe, expect, it } from 'vitest';
import type { Paper } from './paper.ts';
import { postComment } from './post-comment.ts';
import { newReader } from './reader.ts';
import { ARTICLE } from './thread-page.ts';
import { usePaper } from './use-paper.ts';

let paper: Paper;
usePaper((started) => (paper = started));

describe('the front page', () => {
  it('[DV1] changes the count beside a headline when somebody comments, without a reload, and asks for all counts at once', async () => {
    const reader = await newReader();
    const { page } = reader;
    await page.goto(paper.origin);
    const count = page.locator(`bandoc-comment-count[thread="${ARTICLE.thread}"]`);
    await count.getByText('28', { exact: true }).first().waitFor();
    // The connection follows from here on; what is written before that would come with it as well.
    await postComment(paper, ARTICLE.thread, 'Tôi đọc từ trang nhất.');
    await count.getByText('29', { exact: true }).first().waitFor();
    expect(reader.requests.filter((address) => address.includes('/t/tally:')).length).toBe(1);
    expect(reader.faults).toEqual([]);
  });

  it('[DV3, AR3] learns of a new article in an open page: its count, and one more on its day', async () => {
    const reader = await newReader();
    const { page } = reader;
    await page.goto(paper.origin);
    await page.locator('bandoc-comment-count').first().getByText(/^\d+$/).first().waitFor();
    const field = page.locator('bandoc-date-selector');
    await field.getByRole('button', { name: /ngày/i }).last().click();
    const today = field.getByRole('dialog').locator('[aria-label*="22 tháng 10, 2020"]');
    await field.getByRole('dialog').locator('[aria-label*="22 tháng 10, 2020"][aria-label*=" bài"]').waitFor();
    const before = Number(/(\d+) bài/.exec((await today.getAttribute('aria-label')) ?? '')?.[1]);

    const said = await paper.publish('Tin vừa ra trong lúc bạn đang xem', '--thread', 'tin-vua-ra');
    expect(said).toContain('/thoi-su/tin-vua-ra.html');
    await field
      .getByRole('dialog')
      .locator(`[aria-label*="22 tháng 10, 2020"][aria-label*="${before + 1} bài"]`)
      .waitFor();

    await page.evaluate(() => {
      const count = document.createElement('bandoc-comment-count');
      count.setAttribute('thread', 'tin-vua-ra');
      count.setAttribute('live', '');
      document.querySelector('h1')?.after(count);
    });
    const count = page.locator('bandoc-comment-count[thread="tin-vua-ra"]');
    await count.getByText('0', { exact: true }).first().waitFor();
    await postComment(paper, 'tin-vua-ra', 'Người đầu tiên đây.');
    await count.getByText('1', { exact: true }).first().waitFor();
    expect(reader.faults).toEqual([]);
  });
});
