const PREFIX = 'bandoc-draft ';

const kept = new Map<string, string>();

/** What a reader had written there and not sent; kept on her device, or for the page alone where storage is blocked. */
export function readDraft(place: string): string {
  try {
    return kept.get(place) ?? localStorage.getItem(PREFIX + place) ?? '';
  } catch {
    return '';
  }
}

/** Keeps what she has written so far; an empty text forgets it. */
export function writeDraft(place: string, text: string): void {
  kept.set(place, text);
  try {
    if (text) localStorage.setItem(PREFIX + place, text);
    else localStorage.removeItem(PREFIX + place);
  } catch {
    // Blocked, or full: the page has it.
  }
}
