import QuickLru from 'quick-lru';

/** What a request is for (RFC 9112, 3.2). */
export interface Target {
  readonly path: string;
  readonly query: URLSearchParams;
  /** The query by name; nothing where a name is given twice. */
  readonly once: Readonly<Record<string, string>> | undefined;
}

/** So many targets are remembered, of so many characters at most: nearly all readers ask for the same few. */
const REMEMBERED = 1_000;
const SHORT = 300;

/** Reads targets, those that were asked for before not again; one that is none is nothing. */
export function createTargetReader(): (url: string | undefined) => Target | undefined {
  const known = new QuickLru<string, Target>({ maxSize: REMEMBERED });
  return (url = '/') => {
    const before = known.get(url);
    if (before) return before;
    const target = readTarget(url);
    if (target && url.length <= SHORT) known.set(url, target);
    return target;
  };
}

function readTarget(url: string): Target | undefined {
  try {
    const { pathname, searchParams: query } = new URL(url, 'http://site');
    const once = Object.fromEntries(query);
    return { path: decodeURIComponent(pathname), query, once: Object.keys(once).length === query.size ? once : undefined };
  } catch {
    return undefined;
  }
}
