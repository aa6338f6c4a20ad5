import { it } from 'vitest';
import { page } from 'vitest/browser';
import { FEW, MANY, HARD } from '../../stories/comment-thread/comments.ts';
import { newsroom, openThread } from './open-thread.ts';
import '../../.storybook/preview.css';
for (const width of [358, 680])
  it(`looks ${width}`, async () => {
    await page.viewport(width + 32, 900);
    document.body.style.margin = '16px';
    for (const [name, comments] of [
      ['few', FEW],
      ['many', MANY],
      ['hard', HARD],
      ['none', []],
    ] as const) {
      const room = await newsroom({ comments });
      const open = await openThread(room, { width });
      await open.until(() => room.client.connection === 'up');
      if (name === 'few') {
        await room.write('Khách', 'mới tới');
        await room.write('Khách', 'trả lời', room.ids[0]);
        await open.until(() => open.find(/trả lời mới/));
      }
      await page.screenshot({ path: `/work/main/packages/comment-thread/dist/looks/${name}-${width}.png` });
      if (name === 'many') {
        open.button(/Xem cả/).click();
        await open.until(() => !open.find(/Xem cả/));
        await page.screenshot({ path: `/work/main/packages/comment-thread/dist/looks/${name}-open-${width}.png` });
      }
      open.element.remove();
    }
  });
