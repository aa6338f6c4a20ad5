import type { ShareStrings } from '../strings.ts';

export const vi: ShareStrings = {
  group: 'Chia sẻ bài này',
  shareOn: (brand) => `Chia sẻ lên ${brand} (mở cửa sổ mới)`,
  named: {
    email: { label: 'E-mail', name: 'E-mail: gửi bài này qua thư điện tử' },
    copy: { label: 'Chép liên kết', name: 'Chép liên kết của bài này' },
    native: { label: 'Chia sẻ…', name: 'Chia sẻ… qua ứng dụng khác' },
  },
  copied: 'Đã chép liên kết của bài này.',
  notes: {
    copyDenied: 'Trình duyệt không cho chép tự động. Địa chỉ đã được chọn: nhấn Ctrl+C, hoặc giữ vào địa chỉ để chép.',
    shareFailed: 'Không mở được bảng chia sẻ của máy. Địa chỉ đã được chọn: nhấn Ctrl+C, hoặc giữ vào địa chỉ để chép.',
    shareFailedCopied: 'Không mở được bảng chia sẻ của máy. Liên kết đã được chép sẵn: bạn dán vào nơi muốn gửi.',
  },
  address: 'Địa chỉ của bài này',
  close: 'Đóng',
};
