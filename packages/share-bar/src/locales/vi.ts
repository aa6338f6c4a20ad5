import type { ShareStrings } from '../strings.ts';

export const vi: ShareStrings = {
  group: 'Chia sẻ bài này',
  labels: { zalo: 'Zalo', facebook: 'Facebook', x: 'X', telegram: 'Telegram', email: 'Thư', copy: 'Chép liên kết', native: 'Chia sẻ…' },
  names: {
    zalo: 'Chia sẻ lên Zalo (mở cửa sổ mới)',
    facebook: 'Chia sẻ lên Facebook (mở cửa sổ mới)',
    x: 'Chia sẻ lên X (mở cửa sổ mới)',
    telegram: 'Chia sẻ lên Telegram (mở cửa sổ mới)',
    email: 'Thư: gửi bài này qua thư điện tử',
    copy: 'Chép liên kết của bài',
    native: 'Chia sẻ… bằng ứng dụng khác',
  },
  copied: 'Đã chép',
  copiedAloud: 'Đã chép liên kết của bài.',
  copyYourself: 'Trình duyệt không cho chép tự động. Địa chỉ đã được chọn: nhấn Ctrl+C, hoặc nhấn giữ rồi chọn Sao chép.',
  address: 'Địa chỉ của bài',
  close: 'Đóng',
  shareFailed: 'Không mở được ứng dụng chia sẻ. Địa chỉ đã được chọn: nhấn Ctrl+C, hoặc nhấn giữ rồi chọn Sao chép.',
};
