import '@bandoc/date-selector/register';
import type { Client } from '@bandoc/client';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import { expect, userEvent, waitFor } from 'storybook/test';
import { printed } from './printed.ts';
import { go, openCalendar, rootOf } from './reader.ts';

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
  loaders: printed('slow'),
  play: async ({ canvasElement }) => {
    const calendar = await openCalendar(canvasElement);
    await expect(calendar.getByRole('grid')).toHaveAttribute('aria-busy', 'true');
  },
};

/** Bấm vào một ngày không có bài trong lịch: lịch chỉ ra hai ngày gần nhất có bài. */
export const DayWithoutArticles: Story = {
  args: { room: 600 },
  loaders: printed(),
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
