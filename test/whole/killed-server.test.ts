import { describe, expect, it } from 'vitest';
import type { Paper } from './paper.ts';
import { newReader } from './reader.ts';
import { ARTICLE, storedCount, threadPage, until } from './thread-page.ts';
import { usePaper } from './use-paper.ts';

let paper: Paper;
usePaper((started) => (paper = started));

describe('a server that is killed', () => {
  it('between typing and sending, and started again: the comment arrives once', async () => {
    const text = 'Viết lúc máy chủ chưa ngã, gửi lúc nó đã ngã.';
    const reader = await newReader();
    const thread = threadPage(reader, paper);
    await thread.open();
    await thread.live();
    await thread.write(text, 'Lê Thị Hạnh');
    await paper.kill();
    await thread.send();
    await thread
      .comment(text)
      .getByText(/Chưa gửi/)
      .waitFor();
    await paper.restart();
    await until(reader.page, async () => (await storedCount(paper, ARTICLE.thread, text)) > 0);
    await thread
      .comment(text)
      .getByText(/Chưa gửi/)
      .waitFor({ state: 'detached' });
    expect(await thread.thread.getByRole('article').filter({ hasText: text }).count()).toBe(1);

    const other = await newReader();
    const otherThread = threadPage(other, paper);
    await otherThread.open();
    await otherThread.comment(text).waitFor();
    expect(await otherThread.thread.getByText(text).count()).toBe(1);
    expect(await storedCount(paper, ARTICLE.thread, text)).toBe(1);
  });

  it('[PT2, HS4] after it stored a comment and before its ok came, with the page reloaded meanwhile: one comment', async () => {
    const text = 'Máy chủ đã ghi, nhưng lời đáp bị mất dọc đường.';
    const reader = await newReader();
    const { page } = reader;
    let lost = 0;
    await page.routeWebSocket(/\/bandoc\/v1\/io/, (socket) => {
      const server = socket.connectToServer();
      socket.onMessage((message) => server.send(message));
      server.onMessage((message) => {
        // Everything that would tell the page of its comment is lost, and nothing else.
        if (String(message).includes(text)) lost += 1;
        else socket.send(message);
      });
    });
    const thread = threadPage(reader, paper);
    await thread.open();
    await thread.live();
    await thread.write(text, 'Lê Thị Hạnh');
    await thread.send();
    await until(page, async () => (await storedCount(paper, ARTICLE.thread, text)) === 1 && lost > 0);
    await paper.kill();
    await paper.restart();
    await page.unrouteAll();
    await thread.open();
    await thread.live();
    await thread.comment(text).waitFor();
    // The outbox sends the same key again, and is answered `dup`: then nothing is left on this device.
    await page.waitForFunction(async () => {
      for (const { name } of await indexedDB.databases()) {
        if (!name?.startsWith('bandoc')) continue;
        const db = await new Promise<IDBDatabase>((resolve, reject) => {
          const opening = indexedDB.open(name);
          opening.addEventListener('success', () => resolve(opening.result));
          opening.addEventListener('error', () => reject(opening.error));
        });
        for (const store of db.objectStoreNames) {
          const values = await new Promise<unknown[]>((resolve) => {
            const all = db.transaction(store).objectStore(store).getAll();
            all.addEventListener('success', () => resolve(all.result as unknown[]));
          });
          if (JSON.stringify(values).includes('Máy chủ đã ghi')) {
            db.close();
            return false;
          }
        }
        db.close();
      }
      return true;
    });
    expect(await thread.thread.getByRole('article').filter({ hasText: text }).count()).toBe(1);
    expect(await storedCount(paper, ARTICLE.thread, text)).toBe(1);
  });

  it('while a reader only reads: the page says so, keeps its comments, and is live again afterwards', async () => {
    const reader = await newReader();
    const thread = threadPage(reader, paper);
    await thread.open();
    await thread.live();
    await thread.thread.getByRole('article').first().waitFor();
    const before = await thread.thread.getByRole('article').count();
    await paper.kill();
    await thread.thread
      .getByText(/Đang nối lại|Mất kết nối/)
      .first()
      .waitFor();
    expect(await thread.thread.getByRole('article').count()).toBe(before);
    await paper.restart();
    await thread.live();
  });
});
