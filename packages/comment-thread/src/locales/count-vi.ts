import type { CountStrings } from '../count-strings.ts';

export const vi: CountStrings = {
  count: (count) => `${count.toLocaleString('vi')} bình luận`,
};
