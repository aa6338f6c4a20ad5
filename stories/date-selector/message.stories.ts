import '@bandoc/date-selector/register';
import type { Client } from '@bandoc/client';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { type LineState, startNewsroom } from '../newsroom.ts';

const rootOf = (canvas: HTMLElement) => canvas.querySelector('bandoc-date-selector')?.shadowRoot as ShadowRoot;
const inside = (canvas: HTMLElement) => within(rootOf(canvas) as unknown as HTMLElement);

async function openCalendar(canvas: HTMLElement) {
  await userEvent.click(await inside(canvas).findByRole('button', { name: /^(Chọn ngày|Đổi ngày|Choose a day|Change the day)/ }));
  return within(await inside(canvas).findByRole('dialog'));
}

/** Types what is given, presses the button, and waits for the words. */
async function go(canvas: HTMLElement, [day, month, year]: readonly [string, string, string], words: RegExp): Promise<void> {
  const fields = await inside(canvas).findAllByRole('textbox');
  for (const [i, text] of [day, month, year].entries()) if (text) await userEvent.type(fields[i] as HTMLElement, text);
  await userEvent.click(inside(canvas).getByRole('button', { name: /^(Xem|Go)$/ }));
  await waitFor(() => expect(rootOf(canvas).querySelector('#message [role=status]')).toHaveTextContent(words));
}

const newsroom = (line: LineState) => [
  async () => {
    const articles = ['2020-10-01', '2020-10-03', '2020-10-05', '2020-10-22'].map((day) => ({ thread: `bai-${day}`, at: `${day}T08:00:00+07:00` }));
    return { client: (await startNewsroom({ articles }, { line })).client };
  },
];

const meta: Meta = {
  title: 'Chọn ngày/Lời nhắn',
  component: 'bandoc-date-selector',
  args: { hrefTemplate: '#/tin-theo-ngay/{yyyy}/{mm}/{dd}', min: '', max: '', room: 0 },
  render: ({ hrefTemplate, min, max, room }, { loaded }) => html`<div style="min-block-size: ${room}px">
    <bandoc-date-selector
      href-template=${hrefTemplate || nothing}
      min=${min || nothing}
      max=${max || nothing}
      today="2020-10-22"
      .client=${loaded['client'] as Client | undefined}
    ></bandoc-date-selector>
  </div>`,
};
export default meta;
type Story = StoryObj;

/** Chưa nhập gì mà bấm "Xem". */
export const Empty: Story = { play: ({ canvasElement }) => go(canvasElement, ['', '', ''], /Nhập ngày|Enter a day/) };

/** Thiếu một phần: nói đúng phần thiếu, con trỏ ở ngay đó. */
export const Incomplete: Story = {
  play: async ({ canvasElement }) => {
    await go(canvasElement, ['15', '', '2020'], /Thiếu tháng|The month is missing/);
    await expect(rootOf(canvasElement).activeElement).toHaveAttribute('name', 'month');
  },
};

/** Năm gõ tắt: hỏi lại chứ không đoán thế kỷ. */
export const ShortYear: Story = { play: ({ canvasElement }) => go(canvasElement, ['15', '10', '20'], /4 chữ số|4 digits/) };

/** Ngoài khoảng: nói cả hai đầu. */
export const OutOfRange: Story = {
  args: { min: '2020-08-01', max: '2020-10-22' },
  play: ({ canvasElement }) => go(canvasElement, ['1', '1', '2021'], /1\/8\/2020.*22\/10\/2020|1 August 2020.*22 October 2020/),
};

/** Mẫu đường dẫn hỏng: trang nói ra, và ngày không là liên kết. */
export const BadTemplate: Story = {
  args: { hrefTemplate: 'javascript:alert({dd})', room: 600 },
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(rootOf(canvasElement).querySelector('#message')).toHaveTextContent(/chưa đặt đúng đường dẫn|does not say correctly/));
    await expect((await openCalendar(canvasElement)).queryAllByRole('link').length).toBe(0);
  },
};

/** Không có mẫu đường dẫn: chọn một ngày chỉ báo cho trang biết. */
export const WithoutTemplate: Story = {
  args: { hrefTemplate: '', room: 600 },
  play: async ({ canvasElement }) => {
    const calendar = await openCalendar(canvasElement);
    await userEvent.click(calendar.getByRole('button', { name: /, 7 (tháng 10, 2020|October 2020)$/ }));
    await expect(canvasElement.querySelector('bandoc-date-selector')).toHaveProperty('value', '2020-10-07');
  },
};

/** Đang lấy số bài: tên ngày chưa có số, ngày đã bấm được. */
export const Loading: Story = {
  args: { room: 600 },
  loaders: newsroom('slow'),
  play: async ({ canvasElement }) => {
    const calendar = await openCalendar(canvasElement);
    await expect(calendar.getByRole('grid')).toHaveAttribute('aria-busy', 'true');
  },
};

/** Bấm vào một ngày không có bài trong lịch: lịch chỉ ra hai ngày gần nhất có bài. */
export const DayWithoutArticles: Story = {
  args: { room: 600 },
  loaders: newsroom('good'),
  play: async ({ canvasElement }) => {
    const calendar = await openCalendar(canvasElement);
    await userEvent.click(await calendar.findByRole('button', { name: /, 4 (tháng 10, 2020, không có bài|October 2020, no articles)/ }));
    await waitFor(() =>
      expect(rootOf(canvasElement).querySelector('.note [role=status]')).toHaveTextContent(
        /Gần nhất: 3\/10\/2020 5\/10\/2020|Nearest: 3 October 2020 5 October 2020/,
      ),
    );
  },
};
