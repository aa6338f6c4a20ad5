import type { CountStrings } from '../count-strings.ts';

export const en: CountStrings = {
  count: (count) => `${count.toLocaleString('en')} ${count === 1 ? 'comment' : 'comments'}`,
};
