import { enMarks } from './locales/en-marks.ts';
import { viMarks } from './locales/vi-marks.ts';

/** What marks say, in one language. */
export interface MarksStrings {
  /** What a passage is called that is covered until it is opened. */
  readonly spoiler: string;
}

/** All languages at once: one word each is less than another request. */
export const marksStrings: { readonly vi: MarksStrings } & Readonly<Record<string, MarksStrings>> = { vi: viMarks, en: enMarks };
