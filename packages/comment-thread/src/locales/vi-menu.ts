import type { MenuStrings } from '../menu-strings.ts';

const clock = new Intl.DateTimeFormat('vi', { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' }).format;
const day = new Intl.DateTimeFormat('vi', { hour: '2-digit', minute: '2-digit', day: '2-digit', month: '2-digit', timeZone: 'UTC' }).format;

const HALF_DAY = 43_200_000;

export const viMenu: MenuStrings = {
  more: (name) => `Thêm: bình luận của ${name}`,
  edit: 'Sửa',
  remove: 'Xóa',
  report: 'Báo xấu',
  copyLink: 'Chép liên kết',
  share: 'Chia sẻ',
  mute: 'Ẩn người này',
  editing: {
    label: 'Sửa bình luận của bạn',
    save: 'Lưu',
    until: (time, now) => `Sửa được đến ${time - now > HALF_DAY ? day(time) : clock(time)}`,
    over: 'Đã hết giờ sửa; chữ bạn viết vẫn ở đây.',
    sending: 'Đang lưu…',
    waiting: 'Sẽ lưu khi có kết nối',
  },
  removed: 'Đã xóa.',
  undo: (seconds) => `Hoàn tác (${seconds} s)`,
  undoName: 'Hoàn tác việc xóa',
  removedAloud: 'Đã xóa bình luận. Bạn có năm giây để hoàn tác.',
  reporting: {
    question: (name) => `Bình luận của ${name} có gì không ổn?`,
    reasons: {
      spam: 'Quảng cáo, thư rác',
      abuse: 'Xúc phạm, quấy rối',
      false: 'Sai sự thật',
      private: 'Lộ thông tin riêng tư',
      'off-topic': 'Lạc đề',
      other: 'Lý do khác',
    },
    words: 'Bạn nói rõ thêm (không bắt buộc)',
    noReason: 'Bạn chọn một lý do nhé.',
    send: 'Báo tòa soạn',
    reported: 'Đã báo',
    reportedAloud: 'Đã báo bình luận này với tòa soạn.',
  },
  sharing: {
    copied: 'Đã chép liên kết',
    byHand: 'Trình duyệt không cho chép. Bạn chép liên kết ở đây:',
    address: 'Liên kết của bình luận',
    close: 'Đóng',
    title: (name, page) => `Bình luận của ${name}: ${page}`,
  },
  muted: 'Bình luận của người bạn đã ẩn.',
  unmute: 'Hiện',
  mutedAloud: (name) => `Đã ẩn bình luận của ${name} trên máy này.`,
  refused: {
    edit: {
      other: 'Chưa lưu: máy chủ không nhận lời đã sửa.',
      denied: 'Chưa lưu: đã hết giờ sửa bình luận này.',
      conflict: 'Chưa lưu: bình luận đã được sửa ở nơi khác.',
      'not-found': 'Chưa lưu: bình luận không còn nữa.',
      auth: 'Chưa lưu: máy chủ không nhận ra bạn.',
      invalid: 'Chưa lưu: lời đã sửa dài quá, hoặc có quá nhiều liên kết.',
      closed: 'Chưa lưu: bài này đã ngừng nhận bình luận.',
      expired: 'Chưa lưu: sửa đã lâu mà chưa gửi được.',
    },
    del: {
      other: 'Chưa xóa được: máy chủ không nhận.',
      denied: 'Chưa xóa được: bạn không xóa được bình luận này.',
      auth: 'Chưa xóa được: máy chủ không nhận ra bạn.',
      expired: 'Chưa xóa được: đã lâu không có kết nối. Bạn còn muốn xóa không?',
    },
    flag: {
      other: 'Chưa báo được: máy chủ không nhận.',
      denied: 'Chưa báo được: bạn không báo được bình luận này.',
      'not-found': 'Chưa báo được: bình luận không còn nữa.',
      auth: 'Chưa báo được: máy chủ không nhận ra bạn.',
      expired: 'Chưa báo được: đã lâu không có kết nối. Bạn còn muốn báo không?',
    },
  },
  again: { edit: 'Sửa tiếp', del: 'Xóa lại', flag: 'Báo lại' },
};
