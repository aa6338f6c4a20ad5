/** Puts words in the place of others, through the browser's own editing where it lets us, so that its undo goes back over it. */
export function insertWords(field: HTMLTextAreaElement, from: number, to: number, words: string): void {
  field.focus();
  field.setSelectionRange(from, to);
  // Deprecated, and the only way (https://w3c.github.io/editing/docs/execCommand/); delete when a field has another.
  if (document.execCommand(words ? 'insertText' : 'delete', false, words)) return;
  field.setRangeText(words, from, to, 'end');
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true, inputType: 'insertText' }));
}
