import type { MarksStrings } from '../marks-strings.ts';

export const viMarks: MarksStrings = { spoiler: 'Đoạn ẩn' };
