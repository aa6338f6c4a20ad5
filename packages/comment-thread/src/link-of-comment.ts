/** The attribute of the thread that says how fragments of comments begin, and what they begin with where it is missing. */
const ATTRIBUTE = 'anchor';
const ANCHOR = 'binh-luan-';

/** What the fragments that lead to a thread's comments begin with. */
export function anchorOf(thread: Element): string {
  return thread.getAttribute(ATTRIBUTE) ?? ANCHOR;
}

/** The address that opens the page at one comment: the page's canonical address, or its own where it says none, with a fragment. */
export function linkOfComment(thread: Element, id: string): string {
  const canonical = document.querySelector<HTMLLinkElement>('link[rel~=canonical][href]')?.href;
  const url = new URL(canonical && /^https?:/.test(canonical) ? canonical : location.href);
  url.hash = anchorOf(thread) + id;
  return url.href;
}
