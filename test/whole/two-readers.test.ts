import { describe, expect, it } from 'vitest';
import type { Paper } from './paper.ts';
import { newReader } from './reader.ts';
import { ARTICLE, storedCount, threadPage } from './thread-page.ts';
import { usePaper } from './use-paper.ts';

let paper: Paper;
usePaper((started) => (paper = started));

describe('two readers of one article', () => {
  it('see each other’s comment and reply, without a reload', async () => {
    const [lan, ba] = [await newReader(), await newReader()];
    const [lanThread, baThread] = [threadPage(lan, paper), threadPage(ba, paper)];
    await Promise.all([lanThread.open(), baThread.open()]);
    await Promise.all([lanThread.live(), baThread.live()]);

    await lanThread.write('Xin hỏi nhà văn hóa phường mở cửa đến mấy giờ?', 'Phạm Thị Lan');
    await lanThread.send();
    await lanThread.comment('Xin hỏi nhà văn hóa phường').waitFor();

    await baThread.thread.getByRole('button', { name: '1 bình luận mới' }).click();
    const question = baThread.comment('Xin hỏi nhà văn hóa phường');
    await question.getByText('Phạm Thị Lan').waitFor();
    await question.getByRole('button', { name: /^Trả lời/ }).click();
    const answer = baThread.thread.locator('form').filter({ has: ba.page.getByRole('textbox', { name: /Phạm Thị Lan/ }) });
    await answer.getByRole('textbox', { name: /Phạm Thị Lan/ }).fill('Đến chín giờ tối chị ạ.');
    await answer.getByRole('textbox', { name: /Tên/ }).fill('Ngô Văn Ba');
    await answer.getByRole('button', { name: 'Gửi', exact: true }).click();
    await baThread.thread.getByText('Đến chín giờ tối chị ạ.').waitFor();

    await lanThread.thread.getByRole('button', { name: /1 trả lời mới/ }).click();
    await lanThread.comment('Đến chín giờ tối chị ạ.').getByText('Ngô Văn Ba').waitFor();

    expect(await storedCount(paper, ARTICLE.thread, 'Xin hỏi nhà văn hóa phường mở cửa đến mấy giờ?')).toBe(1);
    expect([...lan.faults, ...ba.faults]).toEqual([]);
  });

  it('see what the newsroom did and does: marks, six reactions, what waits until it is decided; and share a comment by the bar', async () => {
    const reader = await newReader();
    const { page } = reader;
    const article = threadPage(reader, paper, '/van-hoa/lop-ca-tru-toi-thu-nam-ben-song-to.html');
    await article.open();
    await article.live();
    await article.thread.getByRole('button', { name: /^Xem cả/ }).click();
    const pinned = article.thread.getByRole('article', { name: /^Nguyễn Thục Oanh, Ghim, Tác giả, .*15 tháng 10/ });
    await pinned.waitFor();
    await article.thread
      .getByRole('article', { name: /^Tòa soạn, Tòa soạn, / })
      .first()
      .waitFor();
    await article.thread.getByRole('article', { name: /Tòa soạn chọn/ }).waitFor();
    await article.comment('Bài viết vừa phải').getByText('đã sửa').waitFor();
    await article.thread.getByText('Bình luận đã được xóa.').waitFor();
    await pinned.getByRole('button', { name: /^Chọn cảm xúc khác/ }).click();
    for (const kind of ['Thích', 'Yêu thích', 'Haha', 'Buồn', 'Bất ngờ', 'Phẫn nộ'])
      await pinned
        .getByRole('button', { name: new RegExp(`^${kind}`) })
        .last()
        .waitFor();
    await pinned.getByRole('button', { name: /^Thêm: / }).click();
    await pinned.getByRole('menuitem', { name: 'Chia sẻ' }).click();
    await page.locator('bandoc-share-bar').getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');

    const text = 'Có băng ghi âm ở https://ca-tru.example/nghe-thu';
    await article.write(text, 'Phạm Thị Lan');
    await article.send();
    await article.comment(text).getByText('Đang chờ tòa soạn duyệt').waitFor();
    const id = (await article.comment(text).getAttribute('id'))?.replace('c-', '') ?? '';
    expect(await paper.moderate('approve', id)).toContain('shown');
    await article.comment(text).getByText('Đang chờ tòa soạn duyệt').waitFor({ state: 'detached' });
    expect(reader.faults).toEqual([]);
  });

  it('keep their names after a reload', async () => {
    const reader = await newReader();
    const thread = threadPage(reader, paper);
    await thread.open();
    await thread.write('Bài viết rất kỹ.', 'Đỗ Ngọc Hằng');
    await thread.send();
    await thread.comment('Bài viết rất kỹ.').waitFor();
    await thread.live();
    await thread.open();
    await thread.comment('Bài viết rất kỹ.').waitFor();
    await thread.write('Xin góp thêm một ý.');
    await thread.send();
    await thread.comment('Xin góp thêm một ý.').getByText('Đỗ Ngọc Hằng').waitFor();
    expect(reader.faults).toEqual([]);
  });
});
