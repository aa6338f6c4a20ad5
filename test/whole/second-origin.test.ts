import { describe, expect, it } from 'vitest';
import type { Paper } from './paper.ts';
import { newReader } from './reader.ts';
import { ARTICLE, storedCount, threadPage } from './thread-page.ts';
import { usePaper } from './use-paper.ts';

let paper: Paper;
let second: string;
let unlisted: string;
usePaper(
  (started) => {
    paper = started;
    second = `http://localhost:${paper.port + 1}`;
    unlisted = `http://localhost:${paper.port + 2}`;
  },
  { args: ['--second-origin', '--unlisted-origin'] },
);

describe('a page of another origin that is on the list', () => {
  it('reads, writes and is live with bundle and server on the first', async () => {
    const [lan, ba] = [await newReader(), await newReader()];
    const here = threadPage(lan, paper, ARTICLE.path, second);
    const there = threadPage(ba, paper);
    await Promise.all([here.open(), there.open()]);
    await Promise.all([here.live(), there.live()]);
    await here.write('Viết từ trang thứ hai.', 'Vũ Thị Lan');
    await here.send();
    await here.comment('Viết từ trang thứ hai.').waitFor();
    await there.thread.getByRole('button', { name: '1 bình luận mới' }).click();
    await there.comment('Viết từ trang thứ hai.').getByText('Vũ Thị Lan').waitFor();
    expect(await storedCount(paper, ARTICLE.thread, 'Viết từ trang thứ hai.')).toBe(1);
    expect(lan.requests.some((address) => address.startsWith(`${paper.origin}/bandoc/chunks/`))).toBe(true);
    expect(lan.faults).toEqual([]);
  });

  it('has counts, calendar and share bar as well', async () => {
    const reader = await newReader();
    await reader.page.goto(second);
    await reader.page.locator(`bandoc-comment-count[thread="${ARTICLE.thread}"]`).getByText(/^\d+$/).first().waitFor();
    const field = reader.page.locator('bandoc-date-selector');
    await field.getByRole('button', { name: /ngày/i }).last().click();
    await field.getByRole('dialog').locator('[aria-label*="15 tháng 10, 2020"][aria-label*=" bài"]').waitFor();
    await reader.page.goto(second + ARTICLE.path);
    await reader.page.locator('bandoc-share-bar').getByRole('link', { name: /Zalo/ }).waitFor();
    expect(reader.faults).toEqual([]);
  });
});

describe('a page of an origin that is not on the list', () => {
  it('[HT7, IO2] reads what is public, and is told in words that it may not write', async () => {
    const reader = await newReader();
    const thread = threadPage(reader, paper, ARTICLE.path, unlisted);
    await thread.open();
    await thread.thread.getByRole('article').first().waitFor();
    await thread.thread
      .getByText(/không nhận bình luận từ trang này|không phục vụ trang này/)
      .first()
      .waitFor();
    // The browser itself writes a refused socket and a refused request to the console; nothing of ours throws.
    expect(reader.faults.filter((fault) => !/WebSocket|Failed to load resource|CORS/.test(fault))).toEqual([]);
  });

  it('[HT7, HT8] is refused by the server in words that name it', async () => {
    const answer = await fetch(`${paper.origin}/bandoc/v1/frames`, {
      method: 'POST',
      headers: { origin: unlisted, 'content-type': 'application/json' },
      body: '[]',
    });
    expect(answer.status).toBe(403);
    expect(JSON.stringify(await answer.json())).toContain(unlisted);
  });
});
