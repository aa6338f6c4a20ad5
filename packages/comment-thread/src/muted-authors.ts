const KEY = 'bandoc-muted';

/** How many are remembered: those muted first are forgotten. */
const MOST = 500;

/** Ids of the authors whose comments a reader does not want to see, kept on her device, or for the page alone where storage is blocked. */
export class MutedAuthors {
  #ids = readIds() ?? [];

  has(id: string): boolean {
    return this.#ids.includes(id);
  }

  turn(id: string, muted: boolean): void {
    // Another tab may have muted others meanwhile.
    const ids = (readIds() ?? this.#ids).filter((one) => one !== id);
    this.#ids = muted ? [...ids, id].slice(-MOST) : ids;
    try {
      localStorage.setItem(KEY, JSON.stringify(this.#ids));
    } catch {
      // Blocked, or full: the page has it.
    }
  }
}

/** What is kept; undefined where storage is blocked. */
function readIds(): string[] | undefined {
  try {
    const ids: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(ids) ? ids.filter((one) => typeof one === 'string') : [];
  } catch {
    return undefined;
  }
}
