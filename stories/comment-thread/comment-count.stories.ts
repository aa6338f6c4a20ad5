import '@bandoc/comment-thread/register';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, waitFor } from 'storybook/test';
import { type DevicePlan, type Newsroom, type NewsroomPlan, startNewsroom } from '../newsroom.ts';
import { MANY } from './comments.ts';

const ARTICLES = [
  { thread: 'cho-dem', at: '2020-10-21T09:30:00+07:00' },
  { thread: 'bai-bao', at: '2020-10-15T12:12:00+07:00' },
];
const HEADLINES = [
  ['Chợ đêm dời giờ, người bán mừng, người ở bên lo', 'cho-dem', '21/10/2020 09:30'],
  ['Đống Đa nhìn lại chặng đường chín mươi năm làm dân vận', 'bai-bao', '15/10/2020 12:12'],
] as const;

interface Loaded {
  readonly room: Newsroom;
}

const room = (plan: NewsroomPlan = {}, device: DevicePlan = {}) => [
  async () => ({ room: await startNewsroom({ comments: MANY, articles: ARTICLES, ...plan }, device) }),
];
const numbers = (canvas: HTMLElement) =>
  [...canvas.querySelectorAll('bandoc-comment-count')].map((one) => one.shadowRoot?.querySelector('span')?.textContent ?? one.textContent);

const meta: Meta = {
  title: 'Số bình luận',
  component: 'bandoc-comment-count',
  args: { live: true },
  render: ({ live }, { loaded }) => html`<ul>
    ${HEADLINES.map(
      ([headline, thread, stamp]) => html`<li>
        ${headline}<br /><small>${stamp} | <bandoc-comment-count thread=${thread} ?live=${live} .client=${(loaded as Loaded).room.client}>0</bandoc-comment-count></small>
      </li>`,
    )}
  </ul>`,
};
export default meta;
type Story = StoryObj;

/** Bên cạnh mỗi tít bài; mọi con số của trang đi trong một lần hỏi. */
export const Headlines: Story = {
  name: 'Bên cạnh tít bài',
  loaders: room(),
  play: ({ canvasElement }) => waitFor(() => expect(numbers(canvasElement)).toEqual(['0', '70'])),
};

/** Có người vừa bình luận: con số tự đổi. */
export const Live: Story = {
  name: 'Tự đổi',
  loaders: room(),
  play: async ({ canvasElement, loaded }) => {
    const { room: newsroom } = loaded as Loaded;
    await waitFor(() => expect(newsroom.client.connection).toBe('up'));
    await newsroom.write('Ngô Văn Ba', 'Thêm một ý.');
    await waitFor(() => expect(numbers(canvasElement)).toEqual(['0', '71']));
  },
};

/** Máy chủ không trả lời: con số mà tòa soạn viết sẵn ở lại. */
export const HeadlinesUnreachable: Story = {
  name: 'Máy chủ không trả lời',
  loaders: room({}, { line: 'down' }),
  play: ({ canvasElement }) => waitFor(() => expect(numbers(canvasElement)).toEqual(['0', '0'])),
};
