import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { BACKENDS } from '../../examples/newspaper/src/backends.ts';
import { startNewspaper } from '../../examples/newspaper/src/newspaper.ts';
import { closeBrowser, newReader } from './reader.ts';
import { threadPage } from './thread-page.ts';

const LIVE = 'Đang cập nhật trực tiếp';
const POLLED = 'Bình luận mới tự hiện sau ít giây';

/** What has to be there for each, and how its pages learn what is new. */
const ALL = [
  { name: 'node-ws', needs: [process.execPath, '--version'], status: LIVE },
  { name: 'python', needs: ['python3', '--version'], status: LIVE },
  { name: 'php', needs: ['php', '-r', 'exit(extension_loaded("pdo_sqlite") && extension_loaded("intl") ? 0 : 1);'], status: POLLED },
] as const;

afterAll(closeBrowser);

describe('the paper on a backend that shares no code with ours', () => {
  for (const { name, needs, status } of ALL) {
    const [program, ...args] = needs;
    const why = spawnSync(program, args).status === 0 ? '' : ` (not run: no ${program})`;
    it.skipIf(why)(`[FT2] ${name}: two readers see each other’s words, and nothing is offered that it has not${why}`, async () => {
      const paper = await startPaper(name);
      const [lan, ba] = [await newReader(), await newReader({ viewport: { width: 390, height: 800 } })];
      const [lanThread, baThread] = [threadPage(lan, paper), threadPage(ba, paper)];
      await Promise.all([lanThread.open(), baThread.open()]);
      for (const { thread } of [lanThread, baThread]) {
        await thread.getByText(status).waitFor();
        await thread
          .locator('form')
          .first()
          .getByText(/^Bạn đọc \d+$/)
          .waitFor();
        expect(await thread.getByRole('textbox', { name: /Tên/ }).count(), 'no guest’s name is asked for').toBe(0);
        expect(await thread.getByRole('button', { name: 'Cũ nhất' }).count(), 'there is one order').toBe(0);
        expect(await thread.getByRole('article').count(), 'its first comments are there').toBeGreaterThan(0);
      }
      await lanThread.write('Viết qua máy chủ của người khác.');
      await lanThread.send();
      await lanThread.comment('Viết qua máy chủ của người khác.').getByText('Đã đăng').waitFor();
      await baThread.thread.getByRole('button', { name: '1 bình luận mới' }).click();
      await baThread.comment('Viết qua máy chủ của người khác.').waitFor();
      await ba.page.goto(paper.origin);
      expect(await ba.page.locator('bandoc-comment-count').count(), 'what nobody counts has no number').toBe(0);
      expect([...lan.faults, ...ba.faults]).toEqual([]);
    });
  }

  it('[SB11] node-ws has no stream: a reader whose network lets no socket through polls, and misses nothing', async () => {
    const paper = await startPaper('node-ws');
    const [lan, ba] = [await newReader(), await newReader()];
    await lan.page.addInitScript(() => {
      window.WebSocket = class extends WebSocket {
        constructor() {
          super('ws://127.0.0.1:1/');
        }
      };
    });
    const [lanThread, baThread] = [threadPage(lan, paper), threadPage(ba, paper)];
    await Promise.all([lanThread.open(), baThread.open()]);
    await Promise.all([lanThread.thread.getByText(POLLED).waitFor(), baThread.thread.getByText(LIVE).waitFor()]);
    await baThread.write('Mạng tôi thì không chặn gì.');
    await baThread.send();
    await lanThread.thread.getByRole('button', { name: '1 bình luận mới' }).click();
    await lanThread.comment('Mạng tôi thì không chặn gì.').waitFor();
    await lanThread.write('Mạng cơ quan tôi chặn nhiều thứ lắm.');
    await lanThread.send();
    await baThread.thread.getByRole('button', { name: '1 bình luận mới' }).click();
    await baThread.comment('Mạng cơ quan tôi chặn nhiều thứ lắm.').waitFor();
  });
});

/** The paper on a backend, over empty files, until the test is over. */
async function startPaper(name: string) {
  const data = mkdtempSync(join(tmpdir(), 'bandoc-paper-'));
  const backend = { name, ...(BACKENDS[name] as NonNullable<(typeof BACKENDS)[string]>) };
  const paper = await startNewspaper({ data, port: 0, host: 'localhost', backend });
  onTestFinished(async () => {
    await paper.close();
    rmSync(data, { recursive: true });
  });
  return paper;
}
