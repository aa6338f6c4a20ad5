/** What a reader has selected within the words of one comment, as lines that quote it; '' where that is nothing, or the browser does not tell. */
export function quoteSelection(root: ShadowRoot, words: Element | null | undefined): string {
  const range = selectedRange(root);
  if (!words || !range || ![range.startContainer, range.endContainer].every((end) => words.contains(end))) return '';
  const lines = range.toString().trim().split('\n');
  return lines[0] ? `${lines.map((line) => `> ${line.trim()}`.trim()).join('\n')}\n` : '';
}

/** Chromium tells it of one root, Safari across the roots that are named, Firefox as if there were none. */
function selectedRange(root: ShadowRoot & { getSelection?: Document['getSelection'] }): Range | undefined {
  const selection = root.getSelection?.() ?? document.getSelection();
  // Safari before 17 and Firefox before 142 have none.
  const { getComposedRanges }: Partial<Selection> = selection ?? {};
  const ends = root.getSelection ? undefined : getComposedRanges?.call(selection, { shadowRoots: [root] })[0];
  if (!ends) return selection?.rangeCount ? selection.getRangeAt(0) : undefined;
  const range = document.createRange();
  range.setStart(ends.startContainer, ends.startOffset);
  range.setEnd(ends.endContainer, ends.endOffset);
  return range;
}
