import type { SheetStrings } from '../share-sheet.ts';

export const viSheet: SheetStrings = {
  names: {
    email: 'E-mail: gửi liên kết qua thư điện tử',
    copy: 'Chép liên kết',
    native: 'Chia sẻ… qua ứng dụng khác',
  },
  copied: 'Đã chép liên kết.',
  close: 'Đóng',
};
