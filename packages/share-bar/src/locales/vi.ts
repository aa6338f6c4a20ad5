import type { ShareStrings } from '../strings.ts';

export const vi: ShareStrings = {
  group: 'Chia sẻ bài này',
  shareOn: (brand) => `Chia sẻ lên ${brand} (mở cửa sổ mới)`,
  labels: { email: 'E-mail', copy: 'Chép liên kết', native: 'Chia sẻ…' },
  names: {
    email: 'E-mail: gửi bài này qua thư điện tử',
    copy: 'Chép liên kết của bài này',
    native: 'Chia sẻ… qua ứng dụng khác',
  },
  copied: 'Đã chép liên kết của bài này.',
  byHand: (address) => `Địa chỉ để chép: ${address}`,
};
