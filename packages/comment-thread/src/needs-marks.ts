import type { ThreadEntry, ThreadReading } from '@bandoc/client';

/** Whether a comment that a thread has at first may have a mark in it. */
export function needsMarks(view: ThreadReading): boolean {
  const needs = ({ id, text }: ThreadEntry): boolean => /[*|`]|^[->] |\/\//m.test(text) || view.repliesOf(id).some(needs);
  return view.roots.some(needs);
}
