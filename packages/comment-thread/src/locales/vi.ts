import type { ThreadStrings } from '../strings.ts';

const number = new Intl.NumberFormat('vi').format;

export const vi: ThreadStrings = {
  heading: 'Bình luận',
  sort: { label: 'Sắp xếp', top: 'Quan tâm nhất', new: 'Mới nhất', old: 'Cũ nhất' },
  loading: 'Đang tải bình luận…',
  empty: 'Chưa có bình luận nào. Mời bạn viết ý kiến đầu tiên.',
  retry: 'Thử lại',
  failures: {
    unreachable:
      'Chưa tải được bình luận vì máy chủ bình luận không trả lời. Trang sẽ tự thử lại; bài viết bạn vẫn đọc như thường, và ý kiến bạn viết vẫn được giữ.',
    other: 'Chưa tải được bình luận. Bạn thử lại sau ít phút nhé.',
  },
  lost: 'Mất kết nối, đang nối lại…',
  showAll: (count) => `Xem cả ${number(count)} bình luận`,
  showMore: 'Xem thêm bình luận',
  moreReplies: (count) => `Xem thêm ${number(count)} trả lời`,
  article: (name, time) => `${name}, ${time}`,
  reply: 'Trả lời',
  answers: (name) => `trả lời @${name}`,
  replyTo: (name) => `Trả lời ${name}`,
  justNow: 'vừa xong',
  edited: 'đã sửa',
  gone: 'Bình luận đã được xóa.',
  hidden: 'Bình luận đã được ẩn.',
  composer: {
    label: 'Ý kiến của bạn',
    name: 'Tên của bạn',
    send: 'Gửi',
  },
  marks: { pinned: 'Ghim', picked: 'Tòa soạn chọn', author: 'Tác giả', staff: 'Tòa soạn', moderator: 'Điều hành' },
};
