import { expect, it } from 'vitest';
import type { Paper } from './paper.ts';
import { newReader } from './reader.ts';
import { ARTICLE, storedCount, threadPage } from './thread-page.ts';
import { usePaper } from './use-paper.ts';

let paper: Paper;
usePaper((started) => (paper = started));

it('[HT5, ES1] a reader whose network lets no socket through writes, and sees what others write, without a reload', async () => {
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
  await Promise.all([lanThread.live(), baThread.live()]);

  await lanThread.write('Mạng cơ quan tôi chặn nhiều thứ lắm.', 'Phạm Thị Lan');
  await lanThread.send();
  await baThread.thread.getByRole('button', { name: '1 bình luận mới' }).click();
  await baThread.comment('Mạng cơ quan tôi').getByText('Phạm Thị Lan').waitFor();

  await baThread.write('Vậy mà vẫn đọc được nhau.', 'Ngô Văn Ba');
  await baThread.send();
  await lanThread.thread.getByRole('button', { name: '1 bình luận mới' }).click();
  await lanThread.comment('Vậy mà vẫn đọc được nhau.').waitFor();

  expect(await storedCount(paper, ARTICLE.thread, 'Mạng cơ quan tôi chặn nhiều thứ lắm.')).toBe(1);
  expect(lan.requests.some((address) => address.includes('/v1/stream?t='))).toBe(true);
});
