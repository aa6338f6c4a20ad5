import { expect } from '@open-wc/testing';
import { describe, it } from 'vitest';
import { newsroom, openThread } from './open-thread.ts';

describe('what the newsroom says of a comment', () => {
  it('stands in words beside the name and in the name of the article; a badge that has no word, and one in a text, is none', async () => {
    const room = await newsroom({
      comments: [
        { name: 'Trần Thị Mai', text: 'Tôi là tác giả bài này.', minutesAgo: 5, badges: ['author', 'vip'] },
        { name: 'Lê Văn Ba', text: 'Tòa soạn chọn: ý của tôi.', minutesAgo: 9 },
      ],
    });
    await room.moderate('pick', room.ids[1] as string);
    await room.moderate('pin', room.ids[1] as string);
    const open = await openThread(room);
    const marks = (words: string) => [...open.article(words).querySelectorAll('.who i')].map((one) => one.textContent);
    expect(marks('Tôi là tác giả')).to.deep.equal(['Tác giả']);
    expect(marks('ý của tôi')).to.deep.equal(['Ghim', 'Tòa soạn chọn']);
    expect(open.article('ý của tôi').getAttribute('aria-label')).to.match(/^Lê Văn Ba, Ghim, Tòa soạn chọn, /);
    const english = await openThread(room, { lang: 'en' });
    expect([...english.article('ý của tôi').querySelectorAll('.who i')].map((one) => one.textContent)).to.deep.equal(['Pinned', 'Newsroom’s pick']);
  });
});
