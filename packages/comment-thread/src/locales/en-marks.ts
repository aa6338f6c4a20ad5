import type { MarksStrings } from '../marks-strings.ts';

export const enMarks: MarksStrings = { spoiler: 'Spoiler' };
