import '@bandoc/comment-thread/register';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { type Newsroom, type NewsroomPlan, startNewsroom } from '../newsroom.ts';
import { DEEP, FEW, MANY } from './comments.ts';

let opened = 0;

/** Tòa soạn của một câu chuyện; `link` cho biết địa chỉ trang dẫn tới bình luận nào. */
const room = (plan: NewsroomPlan, link?: (newsroom: Newsroom) => string | undefined) => [
  async () => {
    opened += 1;
    const newsroom = await startNewsroom({ thread: `thu-tu-doc-${opened}`, ...plan });
    if (link) history.replaceState(null, '', `#binh-luan-${link(newsroom)}`);
    return { room: newsroom };
  },
];

const meta: Meta = {
  title: 'Bình luận/Thứ tự đọc',
  component: 'bandoc-comment-thread',
  args: { sort: 'new', depth: 4, lang: undefined },
  argTypes: { sort: { control: 'inline-radio', options: ['new', 'old', 'top'] } },
  beforeEach: () => () => {
    history.replaceState(null, '', location.pathname + location.search);
    for (const key of ['bandoc-sort', 'bandoc-folded', 'bandoc-visits']) localStorage.removeItem(key);
  },
  render: ({ sort, depth, lang }, { loaded }) => {
    const { room: newsroom } = loaded as { readonly room: Newsroom };
    return html`<div style="max-width: 680px; margin: 0 auto">
      <bandoc-comment-thread
        lang=${lang ?? document.documentElement.lang}
        thread=${newsroom.thread}
        sort=${sort}
        depth=${depth}
        .client=${newsroom.client}
      ></bandoc-comment-thread>
    </div>`;
  },
};
export default meta;
type Story = StoryObj;

const inside = (canvas: HTMLElement) => within(canvas.querySelector('bandoc-comment-thread')?.shadowRoot as unknown as HTMLElement);

/** Bạn đọc chọn thứ tự; lần sau, ở bài nào cũng vậy. */
export const MostMoving: Story = {
  name: 'Quan tâm nhất trước',
  loaders: room({ comments: MANY }),
  play: async ({ canvasElement }) => {
    await userEvent.click(await inside(canvasElement).findByRole('button', { name: /Quan tâm nhất|Most moving/ }));
    await waitFor(() => expect(inside(canvasElement).getByRole('button', { pressed: true })).toHaveTextContent(/Quan tâm nhất|Most moving/));
    await waitFor(() => expect(localStorage.getItem('bandoc-sort')).toBe('top'));
  },
};

/** Cuộn xa trong một mục dài: trang sau tự đến, trang chỉ giữ những gì ở gần, và có lối về đầu. */
export const FarBelow: Story = {
  name: 'Cuộn xa trong mục dài',
  loaders: room({ comments: Array.from({ length: 5 }, (_, page) => MANY.map((one) => ({ ...one, minutesAgo: (one.minutesAgo ?? 0) + page * 1_000 }))).flat() }),
  play: async ({ canvasElement }) => {
    await userEvent.click(await inside(canvasElement).findByRole('button', { name: /Xem cả|Show all/ }));
    await inside(canvasElement).findByRole('button', { name: /Xem thêm bình luận|Show more comments/ });
    for (let page = 0; page < 3; page += 1) {
      const before = document.documentElement.scrollHeight;
      scrollTo({ top: before, behavior: 'instant' });
      await waitFor(() => expect(document.documentElement.scrollHeight).toBeGreaterThan(before));
    }
    await inside(canvasElement).findByRole('button', { name: /Về đầu|Back to top/ });
    await expect(canvasElement.querySelector('bandoc-comment-thread')?.shadowRoot?.querySelectorAll('article').length).toBeLessThan(120);
  },
};

/** Mười hai tầng: bốn nấc thụt vào (trên điện thoại hai nấc), sâu hơn thì đứng thẳng hàng và nói rõ trả lời ai. */
export const TwelveLevels: Story = {
  name: 'Mười hai tầng trả lời',
  loaders: room({ comments: DEEP, settings: { replyDepth: 12 } }),
  play: async ({ canvasElement }) => {
    await inside(canvasElement).findByText(/giếng đầu làng/);
    const all = inside(canvasElement).queryByRole('button', { name: /Xem cả|Show all/ });
    if (all) await userEvent.click(all);
    for (let level = 2; level <= 12; level += 1) {
      const more = inside(canvasElement).queryByRole('button', { name: /Xem thêm 1 trả lời|Show 1 more reply/ });
      if (more) await userEvent.click(more);
      await inside(canvasElement).findByText(new RegExp(`Tầng ${level}:`));
    }
    await expect(inside(canvasElement).getAllByText(/@Ngô Văn Ba/).length).toBeGreaterThan(3);
  },
};

/** Một nhánh được thu gọn, và vẫn gọn khi bạn đọc quay lại; có người vừa trả lời thì con số tăng. */
export const FoldedBranch: Story = {
  name: 'Nhánh thu gọn',
  loaders: room({ comments: FEW }),
  play: async ({ canvasElement, loaded }) => {
    const { room: newsroom } = loaded as { readonly room: Newsroom };
    await userEvent.click(await inside(canvasElement).findByRole('button', { name: /^(Thu gọn 2 trả lời của|Fold 2 replies to) Nguyễn Hữu Phước/ }));
    await newsroom.write('Ngô Văn Ba', 'Tôi cũng thấy vậy.', newsroom.ids[0]);
    const button = await inside(canvasElement).findByRole('button', { name: /^(Mở 3 trả lời của|Open 3 replies to) Nguyễn Hữu Phước/ });
    await expect(button).toHaveAttribute('aria-expanded', 'false');
  },
};

/** Địa chỉ trang dẫn tới một bình luận ở giữa một bài có nhiều bình luận. */
export const Linked: Story = {
  name: 'Dẫn tới một bình luận',
  loaders: room(
    { comments: Array.from({ length: 80 }, (_, index) => ({ ...(MANY[index % 27] as (typeof MANY)[number]), minutesAgo: 3 + index * 37 })) },
    ({ ids }) => ids[100],
  ),
  play: async ({ canvasElement }) => {
    await inside(canvasElement).findByText(/^(Bình luận được dẫn tới|The comment that was linked to)$/, { selector: 'article *' });
    await inside(canvasElement).findByRole('button', { name: /Xem từ đầu|Show from the start/ });
  },
};

/** Địa chỉ trang dẫn tới một bình luận không có. */
export const LinkedToNone: Story = {
  name: 'Dẫn tới bình luận không có',
  loaders: room({ comments: FEW }, () => 'khong-co-binh-luan-nay'),
  play: async ({ canvasElement }) => void (await inside(canvasElement).findAllByText(/Không tìm thấy bình luận|could not be found/)),
};

/** Bạn đọc trở lại: bình luận tới sau lần trước có vạch ở lề, đầu mục đếm và dẫn tới từng cái; ai trả lời mình cũng vậy. */
export const SinceLastVisit: Story = {
  name: 'Từ lần đọc trước',
  loaders: [
    async () => {
      opened += 1;
      const newsroom = await startNewsroom({ thread: `thu-tu-doc-${opened}`, comments: FEW });
      const view = newsroom.client.thread(newsroom.thread);
      const mine = view.add({ text: 'Cho tôi hỏi thêm: phường bên có làm như vậy không?', parent: null, name: 'Đỗ Ngọc Hằng' });
      await waitFor(() => expect(view.roots.find(({ id }) => id === mine)?.state === 'shown' && view.cursor).toBeTruthy());
      localStorage.setItem('bandoc-visits', JSON.stringify([[newsroom.thread, { ...view.cursor, answers: 0 }]]));
      view.close();
      newsroom.pass(3_600_000);
      await newsroom.write('Vũ Đình Thắng', 'Bên tôi cũng vậy, từ tháng trước.', mine);
      await newsroom.write('Ngô Văn Ba', 'Bài hay, mong báo viết tiếp về các quận khác.');
      return { room: newsroom };
    },
  ],
  play: async ({ canvasElement }) => {
    await inside(canvasElement).findByRole('button', { name: /^(1 trả lời bạn từ|1 reply to you since)/ });
    await userEvent.click(await inside(canvasElement).findByRole('button', { name: /^(2 mới từ|2 new since)/ }));
    await waitFor(() => expect(canvasElement.querySelector('bandoc-comment-thread')?.shadowRoot?.activeElement).toHaveTextContent('các quận khác'));
  },
};
