import '@bandoc/comment-thread/register';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { type DevicePlan, type Newsroom, type NewsroomPlan, readerToken, startNewsroom } from '../newsroom.ts';
import { FEW } from './comments.ts';

const room = (plan: NewsroomPlan = {}, device: DevicePlan = {}) => [
  async ({ id }: { readonly id: string }) => {
    opened += 1;
    return { room: await startNewsroom({ comments: FEW, ...plan, thread: `${id.split('--').at(-1)}-${opened}` }, device) };
  },
];

interface Loaded {
  readonly room: Newsroom;
}

let opened = 0;

const meta: Meta = {
  title: 'Bình luận/Việc với một bình luận',
  component: 'bandoc-comment-thread',
  loaders: room(),
  beforeEach: () => localStorage.removeItem('bandoc-muted'),
  render: (_, { loaded }) => {
    const { room: newsroom } = loaded as Loaded;
    return html`<div style="max-width: 680px; margin: 0 auto">
      <bandoc-comment-thread lang=${document.documentElement.lang} thread=${newsroom.thread} .client=${newsroom.client}></bandoc-comment-thread>
    </div>`;
  },
};
export default meta;
type Story = StoryObj;

const inside = (canvas: HTMLElement) => within(canvas.querySelector('bandoc-comment-thread')?.shadowRoot as unknown as HTMLElement);
const sees = (canvas: HTMLElement, text: RegExp) => inside(canvas).findByText(text);
const press = async (canvas: HTMLElement, name: RegExp) => userEvent.click(await inside(canvas).findByRole('button', { name }));

async function choose(canvas: HTMLElement, author: string, item: RegExp): Promise<void> {
  await press(canvas, new RegExp(`^(Thêm|More): .*${author}$`));
  await userEvent.click(await inside(canvas).findByRole('menuitem', { name: item }));
}

async function write(canvas: HTMLElement, text: string, name = 'Lê Thị Hạnh'): Promise<void> {
  await sees(canvas, /Đang cập nhật trực tiếp|^Live$/);
  await userEvent.type(inside(canvas).getAllByRole('textbox', { name: /Ý kiến|Your comment/ })[0] as HTMLElement, text);
  await userEvent.type(inside(canvas).getByRole('textbox', { name: /Tên|name/ }), name);
  await press(canvas, /^(Gửi|Send)$/);
  await sees(canvas, /^(Đã đăng|Published)$/);
}

const edit = (canvas: HTMLElement) => choose(canvas, 'Lê Thị Hạnh', /^(Sửa|Edit)$/);
const field = (canvas: HTMLElement) => inside(canvas).findByRole('textbox', { name: /^(Sửa bình luận|Edit your)/ });

/** Dấu ba chấm ở cuối hàng mở ra những việc làm được với bình luận của người khác. */
export const MenuOpen: Story = {
  name: 'Thực đơn của bình luận người khác',
  play: async ({ canvasElement }) => {
    await press(canvasElement, /^(Thêm|More): .*Nguyễn Hữu Phước$/);
    await expect(await inside(canvasElement).findAllByRole('menuitem')).toHaveLength(4);
  },
};

/** Với bình luận của chính mình thì sửa và xóa được. */
export const MenuOfOwn: Story = {
  name: 'Thực đơn của bình luận mình',
  play: async ({ canvasElement }) => {
    await write(canvasElement, 'Tôi viết vội, chắc phải sửa lại.');
    await press(canvasElement, /^(Thêm|More): .*Lê Thị Hạnh$/);
    await inside(canvasElement).findByRole('menuitem', { name: /^(Xóa|Delete)$/ });
  },
};

/** Khung rộng 320 px, bình luận cuối cùng còn thấy: thực đơn mở lên trên và nằm trọn trong khung. */
export const MenuNarrow: Story = {
  name: 'Thực đơn trong cột hẹp',
  render: (_, { loaded }) => html`<div style="max-width: 320px">
    <bandoc-comment-thread thread=${(loaded as Loaded).room.thread} .client=${(loaded as Loaded).room.client}></bandoc-comment-thread>
  </div>`,
  play: async ({ canvasElement }) => {
    const buttons = await inside(canvasElement).findAllByRole('button', { name: /^(Thêm|More): / });
    await userEvent.click(buttons.filter((button) => button.checkVisibility()).at(-1) as HTMLElement);
    const menu = await inside(canvasElement).findByRole('menu');
    const box = canvasElement.querySelector('bandoc-comment-thread')?.getBoundingClientRect();
    await expect(menu.getBoundingClientRect().bottom).toBeLessThanOrEqual(box?.bottom ?? 0);
    await expect(menu.getBoundingClientRect().right).toBeLessThanOrEqual(box?.right ?? 0);
  },
};

/** Sửa ngay tại chỗ, có nói sửa được đến mấy giờ. */
export const Editing: Story = {
  name: 'Đang sửa',
  play: async ({ canvasElement }) => {
    await write(canvasElement, 'Chợ mở lúc năm giờ.');
    await edit(canvasElement);
    await expect(await field(canvasElement)).toHaveValue('Chợ mở lúc năm giờ.');
    await sees(canvasElement, /Sửa được đến|Can be edited until/);
  },
};

/** Hết giờ trong lúc đang sửa: nói rõ, và chữ đã viết vẫn còn đó. */
export const EditingOver: Story = {
  name: 'Hết giờ khi đang sửa',
  play: async (context) => {
    const { canvasElement } = context;
    await Editing.play?.(context);
    (context.loaded as Loaded).room.pass(16 * 60_000);
    await userEvent.type(await field(canvasElement), ' Xin đính chính.');
    await sees(canvasElement, /Đã hết giờ sửa|time to edit is over/);
  },
};

/** Đã sửa: bên cạnh giờ viết có giờ sửa. */
export const Edited: Story = {
  name: 'Đã sửa',
  play: async (context) => {
    const { canvasElement } = context;
    await Editing.play?.(context);
    await userEvent.type(await field(canvasElement), ' Xin đính chính: sáu giờ.');
    await press(canvasElement, /^(Lưu|Save)$/);
    await sees(canvasElement, /^(đã sửa|edited)/);
    await sees(canvasElement, /đính chính: sáu giờ/);
  },
};

/** Chỗ sửa có đủ công cụ của chỗ viết: định dạng và xem trước. */
export const EditingPreview: Story = {
  name: 'Đang sửa, xem trước',
  play: async (context) => {
    const { canvasElement } = context;
    await Editing.play?.(context);
    await userEvent.type(await field(canvasElement), ' Xin **đính chính**.');
    const form = (await field(canvasElement)).closest('form') as HTMLElement;
    await userEvent.click(await within(form).findByRole('button', { name: /^(Xem trước|Preview)$/ }));
    await within(form).findByText('đính chính');
  },
};

/** Một bình luận đã được người viết sửa hai lần trước khi trang mở. */
const edited = async (context: { readonly id: string }) => {
  const [open] = room();
  const loaded = (await open?.(context)) as Loaded;
  const { client } = loaded.room.device();
  const view = client.thread(loaded.room.thread);
  const own = () => view.roots.find((one) => one.own);
  const id = view.add({ text: 'Chợ mở lúc năm giờ.', parent: null, name: 'Lê Thị Hạnh' });
  await waitFor(() => expect(own()?.sending).toBe(undefined));
  for (const text of ['Chợ mở lúc sáu giờ.', 'Chợ mở lúc sáu giờ, xin đính chính.']) {
    loaded.room.pass(60_000);
    view.edit(id, text);
    await waitFor(() => expect([own()?.text, own()?.acts]).toEqual([text, undefined]));
  }
  client.close();
  loaded.room.client.setToken(async () => readerToken('Tòa soạn', { roles: ['moderator'] }));
  return loaded;
};

/** Người điều hành mở các bản trước khi sửa, mỗi bản có giờ của nó. */
export const Wordings: Story = {
  name: 'Các bản trước khi sửa',
  loaders: [edited],
  play: async ({ canvasElement, loaded }) => {
    await waitFor(() => expect((loaded as unknown as Loaded).room.client.reader).toBeDefined());
    await choose(canvasElement, 'Lê Thị Hạnh', /^(Xem bản trước|Earlier wordings)/);
    const wordings = await inside(canvasElement).findByRole('group', { name: /Các bản trước|Earlier wordings/ });
    await waitFor(() => expect(wordings.querySelectorAll('li')).toHaveLength(2));
  },
};

/** Máy chủ không nhận lời đã sửa: vì sao, và chữ vẫn còn để sửa tiếp. */
export const EditRefused: Story = {
  name: 'Lời sửa bị từ chối',
  play: async (context) => {
    const { canvasElement } = context;
    await Editing.play?.(context);
    await userEvent.type(await field(canvasElement), ' https://a.example https://b.example https://c.example https://d.example');
    await press(canvasElement, /^(Lưu|Save)$/);
    await sees(canvasElement, /^(Chưa lưu|Not saved)/);
    await inside(canvasElement).findByRole('button', { name: /^(Sửa tiếp|Keep editing)$/ });
  },
};

/** Vừa xóa: năm giây để đổi ý. */
export const Removing: Story = {
  name: 'Vừa xóa, còn hoàn tác được',
  play: async ({ canvasElement }) => {
    await write(canvasElement, 'Viết nhầm bài.');
    await choose(canvasElement, 'Lê Thị Hạnh', /^(Xóa|Delete)$/);
    await waitFor(() => expect(inside(canvasElement).getByRole('button', { name: /^(Hoàn tác|Undo)/ })).toHaveTextContent(/[1-5] s/));
  },
};

/** Rời trang thì không đợi nữa: đã xóa. */
export const Removed: Story = {
  name: 'Đã xóa',
  play: async (context) => {
    const { canvasElement } = context;
    await Removing.play?.(context);
    window.dispatchEvent(new Event('pagehide'));
    await sees(canvasElement, /^(Bình luận đã được xóa|This comment (was|has been) deleted)/);
  },
};

/** Báo xấu: chọn lý do ngay dưới bình luận. */
export const Reporting: Story = {
  name: 'Đang báo xấu',
  play: async ({ canvasElement }) => {
    await choose(canvasElement, 'Nguyễn Hữu Phước', /^(Báo xấu|Report)$/);
    await userEvent.click(await inside(canvasElement).findByRole('radio', { name: /^(Lý do khác|Something else)$/ }));
    await inside(canvasElement).findByRole('textbox', { name: /nói rõ thêm|Tell us more/ });
  },
};

/** Đã báo: lời nhắn nằm ngay trong hàng nút. */
export const Reported: Story = {
  name: 'Đã báo xấu',
  play: async ({ canvasElement }) => {
    await choose(canvasElement, 'Nguyễn Hữu Phước', /^(Báo xấu|Report)$/);
    await userEvent.click(await inside(canvasElement).findByRole('radio', { name: /^(Sai sự thật|Not true)$/ }));
    await press(canvasElement, /^(Báo tòa soạn|Report it)$/);
    await sees(canvasElement, /^(Đã báo|Reported)$/);
  },
};

/** Trình duyệt không cho chép: liên kết hiện ra, đã chọn sẵn. */
export const LinkByHand: Story = {
  name: 'Chép liên kết bằng tay',
  beforeEach: () => {
    Object.defineProperty(navigator.clipboard, 'writeText', { configurable: true, value: () => Promise.reject(new DOMException('', 'NotAllowedError')) });
    return () => void Reflect.deleteProperty(navigator.clipboard, 'writeText');
  },
  play: async ({ canvasElement }) => {
    await choose(canvasElement, 'Nguyễn Hữu Phước', /^(Chép liên kết|Copy link)$/);
    const address = await inside(canvasElement).findByRole('textbox', { name: /^(Liên kết của|Link to)/ });
    await waitFor(() => expect(address.matches(':focus')).toBe(true));
  },
};

/** Đã ẩn một người trên máy này: một dòng đứng thay, các trả lời vẫn ở chỗ của mình. */
export const Muted: Story = {
  name: 'Đã ẩn một người',
  play: async ({ canvasElement }) => {
    await choose(canvasElement, 'Nguyễn Hữu Phước', /^(Ẩn người này|Hide this person)$/);
    await inside(canvasElement).findByRole('button', { name: /^(Hiện|Show)$/ });
  },
};

/** Trả lời khi đang chọn vài chữ: ô viết mở sẵn câu được trích. */
export const QuotedReply: Story = {
  name: 'Trả lời có trích lời',
  play: async ({ canvasElement }) => {
    const text = await sees(canvasElement, /thủ tục khai sinh/);
    await sees(canvasElement, /Đang cập nhật trực tiếp|^Live$/);
    const words = [...text.childNodes].find((node) => node.textContent?.includes('khai sinh')) as Text;
    document.getSelection()?.setBaseAndExtent(words, 0, words, 36);
    await press(canvasElement, /(Trả lời|Reply to) Nguyễn Hữu Phước/);
    const reply = await inside(canvasElement).findByRole<HTMLTextAreaElement>('textbox', { name: /(Trả lời|Reply to) Nguyễn Hữu Phước/ });
    await waitFor(() => expect(reply.value).toMatch(/^> Phường tôi/));
  },
};
