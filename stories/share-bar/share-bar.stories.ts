import '@bandoc/share-bar/register';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, userEvent, within } from 'storybook/test';

const ADDRESS = 'https://bao.example/ha-noi/dong-da-chin-muoi-nam-dan-van.html';
const TITLE = 'Đống Đa nhìn lại chặng đường chín mươi năm làm dân vận';
const LONG =
  'Sau ba ngày mưa lũ, người dân vùng rốn lũ Lệ Thủy dùng thuyền nan chuyển từng bao gạo, thùng nước uống đến những mái nhà còn ngập: “Còn người là còn của” – lời dặn truyền từ trận lũ năm trước & cả năm trước nữa';

/** Vùng bóng của thanh chia sẻ, nơi các nút nằm. */
const inside = (canvas: HTMLElement) => within(canvas.querySelector('bandoc-share-bar')?.shadowRoot as unknown as HTMLElement);

/** Thay một khả năng của trình duyệt trong lúc câu chuyện được xem; trả về cách đặt lại. */
const replace = (on: object, name: string, value: unknown) => {
  Object.defineProperty(on, name, { configurable: true, value });
  return () => void Reflect.deleteProperty(on, name);
};
const refuse = () => Promise.reject(new DOMException('', 'NotAllowedError'));
const clipboard = (writeText: () => Promise<void>) => replace(navigator.clipboard, 'writeText', writeText);
const shareSheet = (share: (() => Promise<void>) | undefined) => {
  const restore = [replace(navigator, 'share', share), replace(navigator, 'canShare', share && (() => true))];
  return () => restore.forEach((undo) => undo());
};

const meta: Meta = {
  title: 'Thanh chia sẻ',
  component: 'bandoc-share-bar',
  args: { url: ADDRESS, headline: TITLE, targets: '', width: '' },
  argTypes: {
    width: { name: 'bề rộng', control: 'select', options: ['', 'min(648px, 100%)', '390px', '320px', '240px'] },
    targets: { control: 'text' },
  },
  render: ({ url, headline, targets, width }) =>
    html`<div style=${width ? `width: ${width}` : ''}><bandoc-share-bar url=${url} headline=${headline} targets=${targets}></bandoc-share-bar></div>`,
  beforeEach: () => shareSheet(undefined),
};
export default meta;
type Story = StoryObj;

/** Mọi cách chia sẻ, theo thứ tự thường dùng. Trước khi bạn đọc bấm, không một yêu cầu nào rời khỏi trang. */
export const Default: Story = {
  play: async ({ canvasElement }) => {
    const links = await inside(canvasElement).findAllByRole('link');
    await expect(links.map((link) => new URL((link as HTMLAnchorElement).href).host)).toEqual([
      'button-share.zalo.me',
      'www.facebook.com',
      'x.com',
      't.me',
      '',
    ]);
  },
};

/** Chỉ những cách tòa soạn chọn, theo thứ tự tòa soạn muốn: `targets="copy zalo email"`. */
export const ChosenTargets: Story = {
  args: { targets: 'copy zalo email' },
  play: async ({ canvasElement }) => {
    await expect(await inside(canvasElement).findAllByRole('button')).toHaveLength(1);
    await expect(inside(canvasElement).getAllByRole('link')).toHaveLength(2);
  },
};

/** Máy có bảng chia sẻ của riêng nó (phần lớn điện thoại, Safari, Windows): thêm nút “Chia sẻ…”. */
export const NativeShare: Story = {
  beforeEach: () => shareSheet(async () => {}),
  play: async ({ canvasElement }) => {
    await inside(canvasElement).findByRole('button', { name: /^(Chia sẻ…|Share…)/ });
  },
};

/** Bảng chia sẻ của máy không mở được: liên kết được chép thay, và nói rõ điều đó. */
export const NativeShareFailed: Story = {
  args: { width: 'min(648px, 100%)' },
  decorators: [(story) => html`<div style="min-height: 180px">${story()}</div>`],
  beforeEach: () => {
    const restore = [shareSheet(refuse), clipboard(async () => {})];
    return () => restore.forEach((undo) => undo());
  },
  play: async ({ canvasElement }) => {
    await userEvent.click(await inside(canvasElement).findByRole('button', { name: /^(Chia sẻ…|Share…)/ }));
    await expect(await inside(canvasElement).findByText(/Liên kết đã được chép sẵn|The link was copied instead/)).toBeVisible();
  },
};

/** Chép xong: dấu kiểm trên nút và một dòng nổi bên dưới, thấy và nghe được một lần; không gì trên trang bị đẩy đi. */
export const Copied: Story = {
  decorators: [(story) => html`<div style="min-height: 120px">${story()}</div>`],
  beforeEach: () => {
    const restore = [shareSheet(undefined), clipboard(async () => {})];
    return () => restore.forEach((undo) => undo());
  },
  play: async ({ canvasElement }) => {
    const button = await inside(canvasElement).findByRole('button', { name: /^(Chép|Copy)/ });
    const { width } = button.getBoundingClientRect();
    await userEvent.click(button);
    await expect(await inside(canvasElement).findByText(/^(Đã chép liên kết|The link)/)).toBeVisible();
    await expect(button.getBoundingClientRect().width).toBe(width);
  },
};

/** Trình duyệt không cho chép: địa chỉ hiện ra ngay dưới nút, đã chọn sẵn; không gì trên trang bị đẩy đi. */
export const CopyDenied: Story = {
  args: { width: 'min(648px, 100%)' },
  decorators: [(story) => html`<div style="min-height: 180px">${story()}</div>`],
  beforeEach: () => {
    const restore = [shareSheet(undefined), clipboard(refuse)];
    return () => restore.forEach((undo) => undo());
  },
  play: async ({ canvasElement }) => {
    await userEvent.click(await inside(canvasElement).findByRole('button', { name: /^(Chép|Copy)/ }));
    await expect(await inside(canvasElement).findByRole('textbox')).toHaveValue(ADDRESS);
  },
};

/** Một bình luận trên trang nhờ chia sẻ: cũng những cách ấy, trong một hộp thoại, cho địa chỉ của bình luận. */
export const Requested: Story = {
  play: async ({ canvasElement }) => {
    await inside(canvasElement).findAllByRole('link');
    const detail = {
      url: `${ADDRESS}#binh-luan-k1`,
      title: `Bình luận của Nguyễn Hữu Phước: ${TITLE}`,
      text: 'Phường tôi làm thủ tục khai sinh bây giờ chỉ một buổi sáng, cán bộ nói năng nhẹ nhàng.',
    };
    canvasElement.dispatchEvent(new CustomEvent('bandoc-share-requested', { detail, bubbles: true, composed: true, cancelable: true }));
    const dialog = within(await inside(canvasElement).findByRole('dialog'));
    await expect(dialog.getByRole<HTMLAnchorElement>('link', { name: /Facebook/ }).href).toContain('binh-luan-k1');
  },
};

/** Trong cột hẹp chỉ còn biểu tượng; tên vẫn đủ cho trình đọc màn hình và khi rê chuột. */
export const Narrow: Story = {
  args: { width: '320px' },
  play: async ({ canvasElement }) => {
    const link = await inside(canvasElement).findByRole('link', { name: /Facebook/ });
    await expect(link.getBoundingClientRect().width).toBeLessThan(50);
    await expect(link).toHaveAttribute('title', link.getAttribute('aria-label'));
  },
};

/** Ít cách chia sẻ thì cột hẹp vẫn đủ chỗ cho chữ. */
export const NarrowFewTargets: Story = { args: { width: '358px', targets: 'zalo facebook copy' } };

/** Hẹp hơn cả một hàng biểu tượng: kéo ngang trong hàng, chiều cao không đổi. */
export const TooNarrow: Story = { args: { width: '240px' } };

/** Tiêu đề dài, có dấu chồng, ngoặc kép và dấu &: đi trọn vào liên kết. */
export const LongTitle: Story = {
  args: { headline: LONG },
  play: async ({ canvasElement }) => {
    const link = (await inside(canvasElement).findByRole('link', { name: /Telegram/ })) as HTMLAnchorElement;
    await expect(new URL(link.href).searchParams.get('text')).toBe(LONG);
  },
};

/** Tên cách chia sẻ viết sai thì bị bỏ qua (bảng điều khiển nói rõ); địa chỉ sai thì thanh chia sẻ lấy địa chỉ của trang. */
export const WrongValues: Story = {
  args: { targets: 'zalo zing copy', url: 'javascript:alert(1)' },
  play: async ({ canvasElement }) => {
    await expect(await inside(canvasElement).findAllByRole('link')).toHaveLength(1);
  },
};

/** Đổi màu theo trang: chữ, viền và nền lấy từ trang báo, màu nhấn đặt bằng một biến. */
export const ThemedByPage: Story = {
  decorators: [(story) => html`<div style="padding: 0 16px; color: #123; background: #eef4f8; --bandoc-accent: #0a5fa8; --bandoc-radius: 0">${story()}</div>`],
};
