/** Puts text on the clipboard; false where the browser or the reader does not allow it. Never throws. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Also where there is no clipboard at all: a page that is not served securely.
    return false;
  }
}
