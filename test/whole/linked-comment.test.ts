import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Server } from '@bandoc/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { THREAD } from '../../bench/fill-thread.ts';
import { openFilledServer } from '../../bench/filled-server.ts';
import { freePort } from '../../examples/newspaper/src/free-port.ts';
import { hostPage } from './host-page.ts';
import { closeBrowser, newReader } from './reader.ts';

const SIZE = 10_000;
const bundle = new URL('../../packages/bandoc/dist/bundle/', import.meta.url);

let folder: string;
let server: Server;
let origin: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bandoc-linked-'));
  const port = await freePort();
  origin = `http://127.0.0.1:${port}`;
  server = await openFilledServer(join(folder, 'thread.db'), SIZE, { origins: [origin] });
  await server.listen(port, '127.0.0.1');
});
afterAll(async () => {
  await closeBrowser();
  await server.close();
  rmSync(folder, { recursive: true });
});

/** A page with a long article above the thread, opened at one comment; `asked` are the thread's GETs. */
async function openAt(id: string) {
  const reader = await newReader();
  const { page } = reader;
  await page.route(/\/bandoc\/(bandoc\.js|chunks\/)/, (route) =>
    route.fulfill({ path: new URL(new URL(route.request().url()).pathname.slice('/bandoc/'.length), bundle).pathname, contentType: 'text/javascript' }),
  );
  const asked: string[] = [];
  page.on('request', (request) => {
    const [, query] = request.url().split(`/v1/t/thread:${THREAD}`);
    if (query !== undefined) asked.push(query);
  });
  const body = `<div style="height:6000px">Bài dài.</div><bandoc-comment-thread thread="${THREAD}"></bandoc-comment-thread>`;
  const address = await hostPage(page, { origin } as Parameters<typeof hostPage>[1], '/bai', body, { stylesheet: false });
  await page.goto(`${address}#binh-luan-${id}`);
  return { reader, page, asked, thread: page.locator('bandoc-comment-thread') };
}

const idOf = (i: number) => `comment-${String(i).padStart(12, '0')}`;

describe(`a link into a thread of ${SIZE} comments`, () => {
  it.each([
    ['the first of all', 0],
    ['a root in the middle', 5_000],
    ['a reply in the middle', 5_001],
    ['the last', SIZE - 1],
  ])('opens %s with one GET, in sight and focused', async (_, i) => {
    const { reader, page, asked, thread } = await openAt(idOf(i));
    const article = thread.getByRole('article').filter({ hasText: new RegExp(`\\b${i}\\. Đoạn`) });
    await article.getByText('Bình luận được dẫn tới').waitFor({ state: 'attached' });
    expect(asked).toEqual([`?around=${idOf(i)}`]);
    const box = await article.boundingBox();
    const height = page.viewportSize()?.height ?? 0;
    expect(box?.y).toBeGreaterThanOrEqual(0);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(height);
    expect(await article.evaluate((one) => (one.getRootNode() as ShadowRoot).activeElement === one)).toBe(true);
    expect(reader.faults).toEqual([]);
    await reader.context.close();
  });

  it('says with two GETs that there is no such comment, and shows the thread', async () => {
    const { reader, asked, thread } = await openAt('comment-that-never-was');
    await thread.getByText('Không tìm thấy bình luận được dẫn tới').first().waitFor();
    await thread
      .getByRole('article')
      .filter({ hasText: `${SIZE - 4}. Đoạn` })
      .waitFor();
    expect(asked).toEqual(['?around=comment-that-never-was', '']);
    // The browser itself writes the 404 to the console.
    expect(reader.faults.filter((fault) => !fault.includes('404'))).toEqual([]);
    await reader.context.close();
  });
});
