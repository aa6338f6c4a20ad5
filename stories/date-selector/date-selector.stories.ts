import '@bandoc/date-selector/register';
import type { Client } from '@bandoc/client';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing, type TemplateResult } from 'lit';
import { expect, userEvent } from 'storybook/test';
import { printed } from './printed.ts';
import { go, inside, openCalendar, typeDate } from './reader.ts';

/** Room for the open calendar below the field, as a page has it. */
const page = (content: TemplateResult) => html`<div style="min-block-size: 600px">${content}</div>`;

const meta: Meta = {
  title: 'Chọn ngày',
  component: 'bandoc-date-selector',
  args: { value: '', min: '2020-08-01', max: '2020-10-22', today: '2020-10-22', hrefTemplate: '#/tin-theo-ngay/{yyyy}/{mm}/{dd}', lang: '' },
  render: (args, { loaded }) =>
    page(html`<bandoc-date-selector
      value=${args['value'] || nothing}
      min=${args['min'] || nothing}
      max=${args['max'] || nothing}
      today=${args['today'] || nothing}
      href-template=${args['hrefTemplate'] || nothing}
      lang=${args['lang'] || nothing}
      .client=${loaded['client'] as Client | undefined}
    ></bandoc-date-selector>`),
};
export default meta;
type Story = StoryObj;

/** Ba ô để gõ, một nút mở lịch; chưa có gì được tải thêm. */
export const Default: Story = {
  loaders: printed(),
  play: async ({ canvasElement }) => {
    await inside(canvasElement).findByRole('group', { name: /Chọn ngày|Choose a day/ });
  },
};

/** Lịch mở ở ngày đang chọn. Vạch dưới mỗi số cho biết ngày ấy nhiều hay ít bài. */
export const Open: Story = {
  args: { value: '2020-10-20' },
  loaders: printed(),
  play: async ({ canvasElement }) => {
    const calendar = await openCalendar(canvasElement);
    await calendar.findByRole('link', { name: /20.*2020.*8 / });
  },
};

/** Số bài nằm trong tên mỗi ngày; ngày không có bài thì không là liên kết. */
export const WithCounts: Story = {
  loaders: printed(),
  play: async ({ canvasElement }) => {
    const calendar = await openCalendar(canvasElement);
    await calendar.findByRole('link', { name: /15.*2020, 12 / });
    await expect(calendar.queryByRole('link', { name: /^\D+4.*10|^\D+4 October/ })).toBeNull();
  },
};

/** Không có máy chủ nào: lịch vẫn mở, mọi ngày trong khoảng đều là liên kết. */
export const WithoutServer: Story = {
  play: async ({ canvasElement }) => {
    const calendar = await openCalendar(canvasElement);
    await expect(calendar.getAllByRole('link').length).toBe(22);
  },
};

/** Máy chủ không trả lời: lịch nói ra, cho thử lại, và các ngày vẫn bấm được. */
export const CountsFailing: Story = {
  loaders: printed('down'),
  play: async ({ canvasElement }) => {
    const calendar = await openCalendar(canvasElement);
    await calendar.findByRole('button', { name: /Thử lại|Try again/ });
    await expect(calendar.getAllByRole('link').length).toBe(22);
  },
};

/** Ngày không có thật: lời nói rõ, ô cần sửa được đánh dấu và nhận con trỏ. */
export const Faults: Story = {
  play: async ({ canvasElement }) => {
    await go(canvasElement, ['31', '2', '2020'], /Ngày 31\/2\/2020 không có thật|31\/2\/2020 is not a real date/);
    await expect(inside(canvasElement).getByRole('textbox', { name: /Ngày|Day/ })).toBeInvalid();
  },
};

/** Ngày ấy báo không ra: hai ngày gần nhất có bài được đưa ra để chọn. */
export const EmptyDay: Story = {
  loaders: printed(),
  play: async ({ canvasElement }) => {
    await typeDate(canvasElement, ['4', '10', '2020']);
    await userEvent.keyboard('{Enter}');
    await inside(canvasElement).findByRole('link', { name: /^3(\/10\/| October )2020$/ });
    await inside(canvasElement).findByRole('link', { name: /^5(\/10\/| October )2020$/ });
  },
};

/** Ngoài khoảng `min`–`max` thì mũi tên vẫn đi qua được, còn chọn thì không. */
export const Limits: Story = {
  args: { min: '2020-10-05', max: '2020-10-16' },
  loaders: printed(),
  play: async ({ canvasElement }) => {
    const calendar = await openCalendar(canvasElement);
    await calendar.findByRole('link', { name: /15.*2020.*12 / });
    await expect(calendar.getByRole('button', { name: /17.*(ngoài khoảng|out of range)/ })).toHaveAttribute('aria-disabled', 'true');
    await expect(calendar.getByRole('button', { name: /Tháng sau|Next month/ })).toHaveAttribute('aria-disabled', 'true');
  },
};

/** Trong một cột hẹp 300 px: không gì bị cắt, lịch vẫn nằm trong màn hình. */
export const Narrow: Story = {
  args: { value: '2020-10-20' },
  loaders: printed(),
  render: (args, context) => html`<div style="max-inline-size: 300px">${(meta.render as NonNullable<typeof meta.render>)(args, context)}</div>`,
  play: async ({ canvasElement }) => {
    const calendar = await openCalendar(canvasElement);
    await calendar.findByRole('link', { name: /20.*2020.*8 / });
    const field = canvasElement.querySelector('bandoc-date-selector') as HTMLElement;
    await expect(field.scrollWidth).toBeLessThanOrEqual(field.clientWidth);
  },
};

/** Tiếng Anh, trên trang tiếng Anh hay riêng phần này. */
export const English: Story = {
  args: { lang: 'en', value: '2020-10-20' },
  loaders: printed(),
  play: async ({ canvasElement }) => {
    const calendar = await openCalendar(canvasElement);
    await calendar.findByRole('link', { name: 'Tuesday, 20 October 2020, chosen, 8 articles' });
  },
};
