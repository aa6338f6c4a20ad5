/** How many folded branches a device remembers; the oldest are forgotten first. */
const MOST = 200;

const FOLDED = 'bandoc-folded';

/** Keeps something on this device, where storage is not blocked or full. */
export function keep(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // The page has it.
  }
}

let folded = '';

/** Keeps a branch, `thread/id`, folded on this device or not; answers all that are, as other tabs know them too: ` thread/id ` after ` thread/id `. */
export function foldBranch(branch: string, now: boolean): string {
  try {
    folded = localStorage.getItem(FOLDED) ?? folded;
  } catch {
    // The page has them.
  }
  const rest = folded.split(' ').filter((one) => one && one !== branch);
  folded = [...rest, ...(now ? [branch] : [])]
    .slice(-MOST)
    .map((one) => ` ${one} `)
    .join('');
  keep(FOLDED, folded);
  return folded;
}
