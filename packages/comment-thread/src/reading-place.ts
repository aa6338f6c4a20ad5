/** How one reader reads a thread: what her device has kept of that, and where an address leads her. */
export interface ReadingPlace {
  /** The order that she chose; empty: the paper's. */
  sort: string;
  /** The branches that she folded, ` thread/id ` after ` thread/id `. */
  folded: string;
  /** The comment that the thread is opened at. */
  around: string | undefined;
}

/** Where a reader begins; `anchor` is what stands before a comment's id in an address. */
export function readPlace(anchor: string): ReadingPlace {
  return { sort: readKept('bandoc-sort'), folded: readKept('bandoc-folded'), around: linkedComment(anchor) };
}

/** The id of the comment that the page's address leads to, if it does to one. */
export function linkedComment(anchor: string): string | undefined {
  const [before, id] = location.hash.split(`#${anchor}`);
  return (!before && id) || undefined;
}

/** What this device has kept under a key: empty where that is nothing, or storage is blocked. */
export function readKept(key: string): string {
  try {
    return localStorage.getItem(key) ?? '';
  } catch {
    return '';
  }
}
