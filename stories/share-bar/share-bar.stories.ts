import '@bandoc/share-bar/register';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, fn, userEvent, within } from 'storybook/test';

const TITLE = 'Đống Đa nhìn lại chặng đường chín mươi năm làm dân vận';
const bar = (element: HTMLElement) => within(element.querySelector('bandoc-share-bar')?.shadowRoot as unknown as HTMLElement);

const meta: Meta = {
  title: 'Thanh chia sẻ',
  component: 'bandoc-share-bar',
  args: { url: 'https://bao.example/dong-da.html', headline: TITLE, targets: '' },
  render: ({ url, headline, targets }) => html`<bandoc-share-bar url=${url} headline=${headline} targets=${targets}></bandoc-share-bar>`,
};
export default meta;
type Story = StoryObj;

/** Mọi cách chia sẻ, theo thứ tự mặc định. */
export const Default: Story = {};

/** Chỉ những cách mà tòa soạn chọn, theo thứ tự tòa soạn muốn. */
export const Chosen: Story = {
  args: { targets: 'copy zalo email' },
  play: async ({ canvasElement }) => {
    await expect((await bar(canvasElement).findAllByRole('button')).length).toBe(1);
    await expect(bar(canvasElement).getAllByRole('link').length).toBe(2);
  },
};

/** Chép xong: chữ trên nút đổi, bề rộng nút giữ nguyên. */
export const Copied: Story = {
  play: async ({ canvasElement }) => {
    navigator.clipboard.writeText = fn(async () => {});
    await userEvent.click(await bar(canvasElement).findByRole('button', { name: /Chép|Copy/ }));
    await expect(await bar(canvasElement).findByRole('status')).toHaveTextContent(/Đã chép|copied/);
  },
};

/** Trình duyệt không cho chép: địa chỉ hiện ra, đã chọn sẵn. */
export const CopyDenied: Story = {
  render: ({ url, headline }) => html`<div style="min-height: 220px"><bandoc-share-bar url=${url} headline=${headline}></bandoc-share-bar></div>`,
  play: async ({ canvasElement }) => {
    navigator.clipboard.writeText = fn(async () => {
      throw new DOMException('', 'NotAllowedError');
    });
    await userEvent.click(await bar(canvasElement).findByRole('button', { name: /Chép|Copy/ }));
    await expect(await bar(canvasElement).findByRole('textbox')).toHaveValue('https://bao.example/dong-da.html');
  },
};

/** Có bảng chia sẻ của điện thoại. */
export const Native: Story = {
  render: ({ url, headline }) => {
    navigator.share ??= async () => {};
    navigator.canShare ??= () => true;
    return html`<bandoc-share-bar url=${url} headline=${headline}></bandoc-share-bar>`;
  },
  play: async ({ canvasElement }) => {
    await bar(canvasElement).findByRole('button', { name: /Chia sẻ…|Share…/ });
  },
};

/** Trong một cột hẹp chỉ còn biểu tượng; tên vẫn có cho trình đọc màn hình và khi rê chuột. */
export const Narrow: Story = {
  render: ({ url, headline }) => html`<div style="max-width: 320px"><bandoc-share-bar url=${url} headline=${headline}></bandoc-share-bar></div>`,
};
