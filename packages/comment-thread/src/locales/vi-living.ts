import type { LivingStrings } from '../living-strings.ts';
import { vi } from './vi.ts';

const number = new Intl.NumberFormat('vi').format;

export const viLiving: LivingStrings = {
  failures: {
    ...vi.failures,
    unreadable: 'Chưa tải được bình luận vì nơi trả lời không phải máy chủ bình luận. Trang sẽ tự thử lại; tòa soạn cần xem lại địa chỉ máy chủ.',
    'refused-origin': 'Máy chủ bình luận không phục vụ trang này. Tòa soạn cần thêm địa chỉ của trang vào danh sách cho phép.',
    'not-found': 'Bài này không có mục bình luận, hoặc mục bình luận chưa mở.',
    denied: 'Bạn không xem được bình luận của bài này.',
    'bad-thread': 'Mục bình luận được đặt tên sai nên không mở được. Tòa soạn cần sửa thuộc tính thread.',
    'no-server': 'Trang chưa cho biết máy chủ bình luận ở đâu. Tòa soạn cần đặt data-server hoặc thuộc tính server.',
  },
  connection: {
    connecting: 'Đang nối trực tiếp…',
    up: 'Đang cập nhật trực tiếp',
    offline: 'Mất mạng: bình luận vẫn giữ, có mạng sẽ gửi',
  },
  barred: {
    other: 'Máy chủ chưa nhận bình luận mới; bạn vẫn đọc được.',
    'refused-origin': 'Máy chủ không nhận bình luận từ trang này; tòa soạn cần thêm trang vào danh sách.',
    denied: 'Máy chủ không nhận bình luận từ trang này; tòa soạn cần thêm trang vào danh sách.',
    version: 'Trang đã cũ so với máy chủ: mời bạn tải lại trang để viết bình luận.',
  },
  newComments: (count) => `${number(count)} bình luận mới`,
  newReplies: (count) => `${number(count)} trả lời mới`,
  loadingMore: 'Đang tải thêm…',
  writing: {
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
  pending: 'Đang chờ tòa soạn duyệt',
  published: 'Đã đăng bình luận của bạn.',
  refusals: {
    other: 'Chưa đăng: máy chủ không nhận bình luận này.',
    closed: 'Chưa đăng: bài này đã ngừng nhận bình luận.',
    'not-found': 'Chưa đăng: bình luận bạn trả lời không còn nữa.',
    denied: 'Chưa đăng: tòa soạn không nhận bình luận này.',
    auth: 'Chưa đăng: máy chủ không nhận ra bạn.',
    links: 'Chưa đăng: có quá nhiều liên kết.',
    'too-long': 'Chưa đăng: bình luận dài quá.',
    empty: 'Chưa đăng: bình luận trống.',
    expired: 'Chưa đăng: viết đã lâu, bạn còn muốn gửi không?',
    'key-reuse': 'Chưa đăng: trùng mã với một bình luận khác.',
  },
  sendAgain: 'Gửi lại',
  edit: 'Sửa',
  discard: 'Bỏ',
};
