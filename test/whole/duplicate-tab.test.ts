import { expect, it } from 'vitest';
import type { Paper } from './paper.ts';
import { duplicateTab, newReader } from './reader.ts';
import { ARTICLE, storedCount, threadPage } from './thread-page.ts';
import { usePaper } from './use-paper.ts';

let paper: Paper;
usePaper((started) => (paper = started));

const NOT_SENT = 'Chưa gửi: sẽ tự gửi khi có kết nối';

it('[PT2] a tab that is duplicated while comments wait shows them too; when they can be sent, each is sent by one tab, once, and both show it once', async () => {
  const texts = ['Ý thứ nhất, gõ khi đường truyền bị chặn.', 'Ý thứ hai, gõ ngay sau đó.'];
  const first = await newReader();
  let open = false;
  const puts: string[] = [];
  await first.context.routeWebSocket(/\/bandoc\/v1\/io/, (socket) => {
    if (!open) {
      void socket.close();
      return;
    }
    const server = socket.connectToServer();
    socket.onMessage((message) => {
      puts.push(...texts.filter((text) => String(message).includes(text)));
      server.send(message);
    });
  });
  for (const address of ['**/bandoc/v1/frames', '**/bandoc/v1/stream*'])
    await first.context.route(address, (route) => (open ? route.continue() : route.abort()));
  await first.context.clock.install();

  const firstThread = threadPage(first, paper);
  await firstThread.open();
  for (const text of texts) {
    await firstThread.write(text, 'Phạm Thị Lan');
    await firstThread.send();
    await firstThread.comment(text).getByText(NOT_SENT).waitFor();
  }
  const second = await duplicateTab(first);
  const tabs = [firstThread, threadPage(second, paper)];
  for (const { thread, comment } of tabs) {
    await thread.scrollIntoViewIfNeeded();
    for (const text of texts) await comment(text).getByText(NOT_SENT).waitFor();
  }

  open = true;
  // One clock for both tabs: moved again while a comment is under way, it would be sent again, as after a silence.
  await first.context.clock.fastForward(60_000);
  for (const { thread, comment, live } of tabs) {
    await live();
    for (const text of texts) {
      await comment(text).getByText(NOT_SENT).waitFor({ state: 'detached' });
      expect([text, await thread.getByRole('article').filter({ hasText: text }).count()]).toEqual([text, 1]);
    }
  }
  for (const text of texts) expect([text, await storedCount(paper, ARTICLE.thread, text)]).toEqual([text, 1]);
  expect(puts.sort()).toEqual(texts.sort());
  expect([...first.faults, ...second.faults].filter((fault) => fault.startsWith('exception'))).toEqual([]);
});
