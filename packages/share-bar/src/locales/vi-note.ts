import type { NoteStrings } from '../share-note.ts';

export const viNote: NoteStrings = {
  reasons: {
    copyDenied: 'Trình duyệt không cho chép tự động. Địa chỉ đã được chọn: nhấn Ctrl+C, hoặc giữ vào địa chỉ để chép.',
    shareFailed: 'Không mở được bảng chia sẻ của máy. Địa chỉ đã được chọn: nhấn Ctrl+C, hoặc giữ vào địa chỉ để chép.',
    shareFailedCopied: 'Không mở được bảng chia sẻ của máy. Liên kết đã được chép sẵn: bạn dán vào nơi muốn gửi.',
  },
  address: 'Địa chỉ của bài này',
  close: 'Đóng',
};
