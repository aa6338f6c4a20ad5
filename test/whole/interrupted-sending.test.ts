import type { BrowserContext } from 'playwright';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Paper } from './paper.ts';
import { newReader, newTab, type Reader } from './reader.ts';
import { ARTICLE, storedCount, type ThreadPage, threadPage, until } from './thread-page.ts';
import { usePaper } from './use-paper.ts';

let paper: Paper;
usePaper((started) => (paper = started));

/** What becomes of a comment on its way: `up` it never gets to the server, `down` nothing that would tell the page of it comes back. */
interface Line {
  lost: 'up' | 'down' | undefined;
  /** How often something was. */
  readonly losses: number;
}

async function intercept(context: BrowserContext, text: () => string): Promise<Line> {
  const line = { lost: undefined as Line['lost'], losses: 0 };
  await context.routeWebSocket(/\/bandoc\/v1\/io/, (socket) => {
    const server = socket.connectToServer();
    const passes = (message: string | Buffer, way: Line['lost']) => {
      const isLost = line.lost === way && String(message).includes(text());
      if (isLost) line.losses += 1;
      return !isLost;
    };
    socket.onMessage((message) => passes(message, 'up') && server.send(message));
    server.onMessage((message) => passes(message, 'down') && socket.send(message));
  });
  return line;
}

describe.each([
  ['before the server has it', 'up'],
  ['after the server stored it and before its ok is back', 'down'],
] as const)('a comment that is being sent, %s', (_, lost) => {
  let reader: Reader;
  let thread: ThreadPage;
  let text = '';
  let line: Line;

  beforeEach(async ({ task }) => {
    reader = await newReader();
    text = `Đang gửi dở (${lost}): ${task.name}.`;
    line = await intercept(reader.context, () => text);
    thread = threadPage(reader, paper);
    await thread.open();
    await thread.live();
    line.lost = lost;
    await thread.write(text, 'Lê Thị Hạnh');
    await thread.send();
    await thread.comment(text).getByText('Đang gửi…').waitFor();
    await until(reader.page, async () => line.losses > 0 && (await storedCount(paper, ARTICLE.thread, text)) === (lost === 'up' ? 0 : 1));
  });

  const expectOnce = async ({ comment, thread: element }: ThreadPage, { page, faults }: Reader) => {
    await comment(text).waitFor();
    await until(page, async () => (await storedCount(paper, ARTICLE.thread, text)) > 0);
    for (const says of ['Đang gửi…', 'Chưa gửi']) await comment(text).getByText(says).waitFor({ state: 'detached' });
    expect(await element.getByRole('article').filter({ hasText: text }).count()).toBe(1);
    expect(await storedCount(paper, ARTICLE.thread, text)).toBe(1);
    expect(faults.filter((fault) => fault.startsWith('exception'))).toEqual([]);
  };

  it('[PT2] is there once after a reload', async () => {
    line.lost = undefined;
    await thread.open();
    await expectOnce(thread, reader);
  });

  it('[PT2] is there once after its page crashed and was opened anew', async () => {
    const devtools = await reader.context.newCDPSession(reader.page);
    const crashed = reader.page.waitForEvent('crash');
    // It is answered by nobody any more.
    devtools.send('Page.crash').catch(() => undefined);
    await crashed;
    line.lost = undefined;
    const again = await newTab(reader);
    const opened = threadPage(again, paper);
    await opened.open();
    await expectOnce(opened, again);
  });

  it('[PT2] is there once when the reader left the page by a link and comes back', async () => {
    await reader.page.goto(`${paper.origin}/`);
    line.lost = undefined;
    await reader.page.goBack();
    await thread.thread.scrollIntoViewIfNeeded();
    await expectOnce(thread, reader);
  });
});
