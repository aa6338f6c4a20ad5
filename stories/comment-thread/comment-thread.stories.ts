import '@bandoc/comment-thread/register';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { type DevicePlan, type Newsroom, type NewsroomPlan, readerToken, startNewsroom } from '../newsroom.ts';
import { FEW, HARD, MANY, MARKED } from './comments.ts';

/** Máy chủ thật chạy ngay trong trang, với bộ nhớ thay cho đĩa; chỉ đường dây ở giữa là có thể chậm, đứt hoặc lạ. */
const room = (plan: NewsroomPlan = {}, device: DevicePlan = {}) => [
  async ({ id }: { readonly id: string }) => {
    opened += 1;
    // A thread of its own each time, so that no draft of another story stands in the field.
    const thread = `${id.split('--').at(-1)}-${opened}`;
    const articles = plan.articles?.map((article) => ({ ...article, thread }));
    return { room: await startNewsroom({ ...plan, thread, ...(articles && { articles }) }, device) };
  },
];

interface Loaded {
  readonly room: Newsroom;
}

const meta: Meta = {
  title: 'Bình luận',
  component: 'bandoc-comment-thread',
  args: { sort: 'new', lang: undefined },
  argTypes: { sort: { control: 'inline-radio', options: ['new', 'old'] } },
  render: ({ sort, lang }, { loaded }) => {
    const { room: newsroom } = loaded as Loaded;
    return html`<div style="max-width: 680px; margin: 0 auto">
      <bandoc-comment-thread lang=${lang ?? document.documentElement.lang} thread=${newsroom.thread} sort=${sort} .client=${newsroom.client}></bandoc-comment-thread>
    </div>`;
  },
};
export default meta;
type Story = StoryObj;

let opened = 0;
const inside = (canvas: HTMLElement) => within(canvas.querySelector('bandoc-comment-thread')?.shadowRoot as unknown as HTMLElement);
const field = (canvas: HTMLElement, name: RegExp) => inside(canvas).getAllByRole('textbox', { name })[0] as HTMLElement;
const sees = (canvas: HTMLElement, text: RegExp) => inside(canvas).findByText(text);

async function write(canvas: HTMLElement, text: string, name = 'Lê Thị Hạnh'): Promise<void> {
  await waitFor(() => field(canvas, /Ý kiến|Your comment/));
  await userEvent.type(field(canvas, /Ý kiến|Your comment/), text);
  if (name) await userEvent.type(field(canvas, /Tên|name/), name);
  await userEvent.click(inside(canvas).getAllByRole('button', { name: /^(Gửi|Send)$/ })[0] as HTMLElement);
}

/** Vài bình luận; thứ gì không vừa khung thì đợi sau một nút. */
export const Few: Story = {
  name: 'Vài bình luận',
  loaders: room({ comments: FEW }),
  play: async ({ canvasElement }) => void (await sees(canvasElement, /thủ tục khai sinh/)),
};

/** Nhiều bình luận: khung giữ nguyên chiều cao, bên trong chỉ có những bình luận trọn vẹn. */
export const Many: Story = {
  name: 'Nhiều bình luận',
  loaders: room({ comments: MANY }),
  play: async ({ canvasElement }) => {
    await inside(canvasElement).findByRole('button', { name: /Xem cả 70 bình luận|Show all 70 comments/ });
    await expect(canvasElement.querySelector('bandoc-comment-thread')?.getBoundingClientRect().height).toBe(640);
  },
};

/** Bạn đọc đã mở khung: trả lời nhiều tầng, và trang sau. */
export const Opened: Story = {
  name: 'Đã mở khung, có trả lời lồng nhau',
  loaders: room({ comments: MANY }),
  play: async ({ canvasElement }) => {
    await userEvent.click(await inside(canvasElement).findByRole('button', { name: /Xem cả|Show all/ }));
    await inside(canvasElement).findByRole('button', { name: /Xem thêm bình luận|Show more comments/ });
  },
};

/** Chưa ai bình luận. */
export const Empty: Story = {
  name: 'Trống',
  loaders: room(),
  play: async ({ canvasElement }) => void (await sees(canvasElement, /ý kiến đầu tiên|could be the first/)),
};

/** Đang tải: chỗ đã giữ sẵn, và viết được ngay. */
export const Loading: Story = {
  name: 'Đang tải',
  loaders: room({ comments: FEW }, { line: 'slow' }),
  play: async ({ canvasElement }) => void (await sees(canvasElement, /Đang tải|Loading/)),
};

/** Người khác vừa viết và vừa trả lời: không gì xê dịch, mọi thứ đợi bạn bấm. */
export const Arrivals: Story = {
  name: 'Bình luận mới đến',
  loaders: room({ comments: FEW }),
  play: async ({ canvasElement, loaded }) => {
    const { room: newsroom } = loaded as Loaded;
    await sees(canvasElement, /Đang cập nhật trực tiếp|^Live$/);
    const before = inside(canvasElement)
      .getByText(/thủ tục khai sinh/)
      .getBoundingClientRect().top;
    await newsroom.write('Ngô Văn Ba', 'Tôi vừa đọc xong, xin góp một ý.');
    await newsroom.write('Đỗ Ngọc Hằng', 'Tôi cũng vừa tới.');
    await newsroom.write('Vũ Đình Thắng', 'Phường tôi cũng vậy.', newsroom.ids[0]);
    await inside(canvasElement).findByRole('button', { name: /2 bình luận mới|2 new comments/ });
    await inside(canvasElement).findByRole('button', { name: /1 trả lời mới|1 new reply/ });
    await expect(
      inside(canvasElement)
        .getByText(/thủ tục khai sinh/)
        .getBoundingClientRect().top,
    ).toBe(before);
  },
};

/** Bấm vào viên nhỏ: những bình luận vừa tới hiện ra, mới nhất ở trên. */
export const ArrivalsShown: Story = {
  name: 'Bình luận mới hiện ra',
  loaders: room({ comments: FEW }),
  play: async (context) => {
    await Arrivals.play?.(context);
    await userEvent.click(inside(context.canvasElement).getByRole('button', { name: /2 bình luận mới|2 new comments/ }));
    await sees(context.canvasElement, /Tôi cũng vừa tới/);
  },
};

/** Vừa gửi xong một bình luận. */
export const Written: Story = {
  name: 'Vừa đăng',
  loaders: room({ comments: FEW }),
  play: async ({ canvasElement }) => {
    await write(canvasElement, 'Tôi ở phường bên, xin góp một tay.');
    await sees(canvasElement, /^(Đã đăng|Published)$/);
  },
};

/** Bạn đọc đã đăng nhập ở trang của tòa soạn: không phải khai tên, bình luận mang tên mà tòa soạn biết. */
export const SignedIn: Story = {
  name: 'Đã đăng nhập ở tòa soạn',
  loaders: room({ comments: FEW }),
  play: async ({ canvasElement, loaded }) => {
    const { client } = (loaded as Loaded).room;
    client.setToken(async () => readerToken('Phạm Thị Lan'));
    await sees(canvasElement, /^Phạm Thị Lan$/);
    await expect(inside(canvasElement).queryByRole('textbox', { name: /Tên|name/ })).toBeNull();
    await write(canvasElement, 'Nhờ tòa soạn hỏi giúp phường tôi.', '');
    await sees(canvasElement, /^(Đã đăng|Published)$/);
    await expect(inside(canvasElement).getAllByText('Phạm Thị Lan')).toHaveLength(2);
  },
};

/** Đang gửi: đường dây chậm, lời đáp chưa về. */
export const Sending: Story = {
  name: 'Đang gửi',
  loaders: room({ comments: FEW }),
  play: async ({ canvasElement, loaded }) => {
    await sees(canvasElement, /Đang cập nhật trực tiếp|^Live$/);
    const { client, thread, setLine } = (loaded as Loaded).room;
    const view = client.thread(thread);
    view.add({ text: 'Mạng quê tôi chậm lắm.', parent: null, name: 'Lê Thị Hạnh' });
    await sees(canvasElement, /^(Đã đăng|Published)$/);
    view.close();
    // Who speaks is known by now; from here on nothing comes back.
    setLine('slow');
    await write(canvasElement, 'Xin thêm một ý nữa.', '');
    await sees(canvasElement, /^(Đang gửi…|Sending…)$/);
  },
};

/** Đang trả lời: ô viết mở ngay dưới bình luận, phím Esc cất đi và vẫn giữ nháp. */
export const Replying: Story = {
  name: 'Đang trả lời',
  loaders: room({ comments: FEW }),
  play: async ({ canvasElement }) => {
    await userEvent.click(await inside(canvasElement).findByRole('button', { name: /(Trả lời|Reply to) Nguyễn Hữu Phước/ }));
    await waitFor(() => expect(inside(canvasElement).getAllByRole('textbox').length).toBe(4));
  },
};

/** Bấm Gửi khi chưa viết gì. */
export const NothingWritten: Story = {
  name: 'Gửi khi chưa viết gì',
  loaders: room({ comments: FEW }),
  play: async ({ canvasElement }) => {
    await waitFor(() => field(canvasElement, /Ý kiến|Your comment/));
    await userEvent.click(inside(canvasElement).getAllByRole('button', { name: /^(Gửi|Send)$/ })[0] as HTMLElement);
    await expect(await inside(canvasElement).findByRole('alert')).toHaveTextContent(/chưa viết gì|not written anything/);
  },
};

/** Mất mạng: bình luận được giữ, nói rõ là chưa gửi, sửa hoặc bỏ được. */
export const Offline: Story = {
  name: 'Mất mạng, có bình luận chưa gửi',
  loaders: room({ comments: FEW }),
  play: async ({ canvasElement, loaded }) => {
    await sees(canvasElement, /Đang cập nhật trực tiếp|^Live$/);
    (loaded as Loaded).room.setOnline(false);
    await sees(canvasElement, /Mất mạng|Offline/);
    await write(canvasElement, 'Viết trên xe buýt, qua hầm thì mất sóng.');
    await sees(canvasElement, /Chưa gửi|Not sent yet/);
  },
};

/** Mất mạng khi đang có bình luận mới đợi: lời báo xuống dòng cạnh viên nhỏ, không gì bị che. */
export const OfflineArrivals: Story = {
  name: 'Mất mạng, có bình luận mới đang đợi',
  loaders: room({ comments: FEW }),
  play: async ({ canvasElement, loaded }) => {
    const { room: newsroom } = loaded as Loaded;
    await sees(canvasElement, /Đang cập nhật trực tiếp|^Live$/);
    await newsroom.write('Ngô Văn Ba', 'Tôi vừa đọc xong, xin góp một ý.');
    await inside(canvasElement).findByRole('button', { name: /1 bình luận mới|1 new comment/ });
    newsroom.setOnline(false);
    await sees(canvasElement, /Mất mạng|Offline/);
  },
};

/** Máy chủ không nhận: vì sao, và làm gì tiếp. */
export const Refused: Story = {
  name: 'Bị từ chối',
  loaders: room({ comments: FEW }),
  play: async ({ canvasElement }) => {
    await write(canvasElement, 'Xem thêm: https://a.example https://b.example https://c.example https://d.example');
    await sees(canvasElement, /Chưa đăng: có quá nhiều liên kết|too many links/);
    await inside(canvasElement).findByRole('button', { name: /Gửi lại|Send again/ });
  },
};

/** Bài đã khóa bình luận. */
export const ThreadClosed: Story = {
  name: 'Bài đã khóa bình luận',
  loaders: room({ articles: [{ thread: 'da-khoa', at: '2020-10-01T08:00:00+07:00', closesAt: '2020-10-08T08:00:00+07:00' }] }),
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(field(canvasElement, /ngừng nhận bình luận|Comments closed/)).toBeDisabled());
  },
};

/** Bài nhận bình luận đến một ngày, theo giờ của báo. */
export const ClosesLater: Story = {
  name: 'Bài nhận bình luận đến hết một ngày',
  loaders: room({ comments: FEW, articles: [{ thread: 'den-het-ngay', at: '2020-10-22T08:00:00+07:00', closesAt: '2020-10-26T00:00:00+07:00' }] }),
  play: async ({ canvasElement }) => void (await sees(canvasElement, /Nhận bình luận đến hết ngày|Open for comments until the end of/)),
};

/** Chờ duyệt vì có liên kết; rồi tòa soạn không đăng, nói vì sao, và chữ vẫn còn đó để chép. */
export const Rejected: Story = {
  name: 'Tòa soạn không đăng',
  loaders: room({ comments: FEW, settings: { hold: 'links' } }),
  play: async ({ canvasElement, loaded }) => {
    await sees(canvasElement, /Đang cập nhật trực tiếp|^Live$/);
    await write(canvasElement, 'Mời cả nhà xem https://cho-noi.example nhé!');
    await sees(canvasElement, /vì có liên kết|approve its links/);
    const { room: newsroom } = loaded as Loaded;
    const [held] = newsroom.client.thread(newsroom.thread).roots;
    await newsroom.moderate('reject', held?.id ?? '', { reason: 'quảng cáo' });
    await sees(canvasElement, /Tòa soạn không đăng: quảng cáo|Not published by the newsroom/);
  },
};

/** Máy chủ bình luận không trả lời lúc mở trang. */
export const Unreachable: Story = {
  name: 'Máy chủ không trả lời',
  loaders: room({ comments: FEW }, { line: 'down' }),
  play: async ({ canvasElement }) => {
    await sees(canvasElement, /không trả lời|does not answer/);
    await inside(canvasElement).findByRole('button', { name: /Thử lại|Try again/ });
  },
};

/** Nơi trả lời không phải máy chủ bình luận. */
export const Stranger: Story = {
  name: 'Nơi trả lời không phải máy chủ bình luận',
  loaders: room({ comments: FEW }, { line: 'stranger' }),
  play: async ({ canvasElement }) => void (await sees(canvasElement, /không phải máy chủ bình luận|no comment server/)),
};

/** Đang đọc thì đường dây đứt. */
export const Reconnecting: Story = {
  name: 'Đang nối lại',
  loaders: room({ comments: FEW }),
  play: async ({ canvasElement, loaded }) => {
    await sees(canvasElement, /Đang cập nhật trực tiếp|^Live$/);
    (loaded as Loaded).room.setLine('down');
    await sees(canvasElement, /đang nối lại|reconnecting/);
  },
};

/** Tòa soạn không có mục bình luận này. */
export const UnknownThread: Story = {
  name: 'Không có mục bình luận',
  loaders: room({ settings: { threads: 'known' } }),
  play: async ({ canvasElement }) => void (await sees(canvasElement, /không có mục bình luận|has no comments/)),
};

/** Máy chủ không phục vụ trang này: đọc được, chưa gửi được, và nói vì sao. */
export const RefusedOrigin: Story = {
  name: 'Trang không được phục vụ',
  loaders: room({ comments: FEW, settings: { origins: ['https://bao.example'] } }, { origin: 'https://khac.example' }),
  play: async ({ canvasElement }) => {
    await sees(canvasElement, /không nhận bình luận từ trang này|takes no comments from this page/);
    await write(canvasElement, 'Có gửi được không?');
    await expect((await inside(canvasElement).findAllByRole('alert'))[0]).toHaveTextContent(
      /không nhận bình luận từ trang này|takes no comments from this page/,
    );
  },
};

/** Báo chỉ nhận ý kiến của người có tài khoản: nói ngay, trước khi ai mất công viết. */
export const SignInFirst: Story = {
  name: 'Mời đăng nhập',
  loaders: room({ comments: FEW, settings: { without: ['guest', 'old'] } }),
  play: async ({ canvasElement }) => {
    const field = await inside(canvasElement).findByPlaceholderText(/Mời bạn đăng nhập|Please sign in/);
    await expect(field).toBeDisabled();
    await expect(await inside(canvasElement).findByRole('button', { name: /Đăng nhập|Sign in/ })).toBeVisible();
  },
};

/** Trang đặt tên luồng sai. */
export const BadName: Story = {
  name: 'Tên luồng sai',
  loaders: room(),
  render: (_, { loaded }) => html`<bandoc-comment-thread thread="tên có dấu" .client=${(loaded as Loaded).room.client}></bandoc-comment-thread>`,
  play: async ({ canvasElement }) => void (await sees(canvasElement, /thuộc tính thread|attribute thread/)),
};

/** Chữ khó: dấu chồng dấu, từ dài không chỗ ngắt, chữ trông như HTML, chữ viết từ phải sang. */
export const HardWords: Story = {
  name: 'Chữ dài và dấu chồng',
  loaders: room({ comments: HARD }),
  render: ({ sort }, { loaded }) => html`<div style="max-width: 320px">
    <bandoc-comment-thread thread=${(loaded as Loaded).room.thread} sort=${sort} .client=${(loaded as Loaded).room.client}></bandoc-comment-thread>
  </div>`,
  play: async ({ canvasElement }) => {
    await userEvent.click(await inside(canvasElement).findByRole('button', { name: /Xem cả|Show all/ }));
    await sees(canvasElement, /<img src=x/);
  },
};

/** In English, in a page of any language. */
export const English: Story = {
  name: 'Tiếng Anh',
  args: { lang: 'en' },
  loaders: room({ comments: FEW }),
  play: async ({ canvasElement }) => void (await sees(canvasElement, /^12 minutes ago$/)),
};

/** Chữ đậm, nghiêng, trích dẫn, mã, danh sách, liên kết; đoạn ẩn còn che. */
export const Marks: Story = {
  name: 'Định dạng nhẹ',
  loaders: room({ comments: MARKED }),
  play: async ({ canvasElement }) => {
    await userEvent.click(await inside(canvasElement).findByRole('button', { name: /Xem cả|Show all/ }));
    await expect((await sees(canvasElement, /Cần gấp/)).localName).toBe('strong');
  },
};

/** Bấm vào đoạn ẩn: chữ hiện ra, không gì xê dịch. */
export const SpoilerOpened: Story = {
  name: 'Đoạn ẩn đã mở',
  loaders: room({ comments: MARKED.slice(2) }),
  play: async ({ canvasElement }) => {
    const button = await inside(canvasElement).findByRole('button', { name: /Đoạn ẩn|Spoiler/ });
    await expect(inside(canvasElement).getByText(/cả hai anh em/)).not.toBeVisible();
    await userEvent.click(button);
    await expect(button).toHaveAttribute('aria-expanded', 'true');
    await expect(inside(canvasElement).getByText(/cả hai anh em/)).toBeVisible();
  },
};

/** Đang viết có định dạng, và xem trước đúng như sẽ hiện. */
export const Preview: Story = {
  name: 'Xem trước',
  loaders: room({ comments: FEW }),
  play: async ({ canvasElement }) => {
    await sees(canvasElement, /Đang cập nhật trực tiếp|^Live$/);
    const text = field(canvasElement, /Ý kiến|Your comment/);
    await userEvent.click(text);
    await userEvent.click(await inside(canvasElement).findByRole('button', { name: /Xem trước|Preview/ }));
    await userEvent.type(text, 'Tôi xin **góp ý**: nên công bố *từng tháng*.{enter}- hồ sơ trễ hẹn{enter}- số điện thoại');
    await waitFor(() => expect(inside(canvasElement).getByText('góp ý').localName).toBe('strong'));
  },
};

/** Nhắc tới một người: gõ @ rồi vài chữ không dấu là có tên để chọn; phím và con trỏ vẫn ở ô viết. */
export const Mention: Story = {
  name: 'Nhắc tới một người',
  loaders: room({ comments: FEW }),
  play: async ({ canvasElement }) => {
    await sees(canvasElement, /Đang cập nhật trực tiếp|^Live$/);
    const text = field(canvasElement, /Ý kiến|Your comment/);
    await userEvent.click(text);
    await userEvent.type(text, 'Đồng ý với @t');
    const list = await inside(canvasElement).findByRole('listbox', { name: /Nhắc tới|People to mention/ });
    await waitFor(() => expect(within(list).getAllByRole('option')).toHaveLength(3));
    await expect(within(list).getByRole('option', { selected: true })).toBeVisible();
  },
};
