import type { ThreadStrings } from '../strings.ts';

const number = new Intl.NumberFormat('vi').format;

export const vi: ThreadStrings = {
  heading: 'Bình luận',
  sort: { label: 'Sắp xếp', new: 'Mới nhất', old: 'Cũ nhất' },
  loading: 'Đang tải bình luận…',
  empty: 'Chưa có bình luận nào. Mời bạn viết ý kiến đầu tiên.',
  retry: 'Thử lại',
  failures: {
    unreachable:
      'Chưa tải được bình luận vì máy chủ bình luận không trả lời. Trang sẽ tự thử lại; bài viết bạn vẫn đọc như thường, và ý kiến bạn viết vẫn được giữ.',
    other: 'Chưa tải được bình luận. Bạn thử lại sau ít phút nhé.',
  },
  connection: {
    connecting: 'Đang nối trực tiếp…',
    up: 'Đang cập nhật trực tiếp',
    backoff: 'Mất kết nối, đang nối lại…',
    offline: 'Mất mạng: bình luận vẫn giữ, có mạng sẽ gửi',
  },
  barred: {
    other: 'Máy chủ chưa nhận bình luận mới; bạn vẫn đọc được.',
  },
  newComments: (count) => `${number(count)} bình luận mới`,
  newReplies: (count) => `${number(count)} trả lời mới`,
  showAll: (count) => `Xem cả ${number(count)} bình luận`,
  showMore: 'Xem thêm bình luận',
  loadingMore: 'Đang tải thêm…',
  moreReplies: (count) => `Xem thêm ${number(count)} trả lời`,
  article: (name, time) => `${name}, ${time}`,
  reply: 'Trả lời',
  replyTo: (name) => `Trả lời ${name}`,
  justNow: 'vừa xong',
  gone: 'Bình luận đã được xóa.',
  hidden: 'Bình luận đã được ẩn.',
  composer: {
    label: 'Ý kiến của bạn',
    name: 'Tên của bạn',
    send: 'Gửi',
    cancel: 'Thôi',
    left: (count) => (count < 0 ? `Quá ${number(-count)} ký tự` : `Còn ${number(count)} ký tự`),
    noText: 'Bạn chưa viết gì.',
    tooLong: (max) => `Dài quá ${number(max)} ký tự: xin rút bớt.`,
    noName: 'Xin cho biết tên để bạn đọc khác tiện xưng hô.',
    nameTooLong: (max) => `Tên dài quá ${number(max)} ký tự: xin rút bớt.`,
  },
  sending: 'Đang gửi…',
  waiting: 'Chưa gửi: sẽ tự gửi khi có kết nối',
  sent: 'Đã đăng',
  published: 'Đã đăng bình luận của bạn.',
  refusals: {
    other: 'Chưa đăng: máy chủ không nhận bình luận này.',
  },
  sendAgain: 'Gửi lại',
  edit: 'Sửa',
  discard: 'Bỏ',
};
