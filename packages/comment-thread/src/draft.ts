import { readKept } from './reading-place.ts';

const PREFIX = 'bandoc-draft ';

const kept = new Map<string, string>();

/** The name that a draft has among what the device keeps. */
export function draftKey(place: string): string {
  return PREFIX + place;
}

/** What a reader had written there and not sent; kept on her device, or for the page alone where storage is blocked. */
export function readDraft(place: string): string {
  return kept.get(place) ?? readKept(draftKey(place));
}

/** Keeps what she has written so far; an empty text forgets it. */
export function writeDraft(place: string, text: string): void {
  kept.set(place, text);
  try {
    if (text) localStorage.setItem(draftKey(place), text);
    else localStorage.removeItem(draftKey(place));
  } catch {
    // Blocked, or full: the page has it.
  }
}
