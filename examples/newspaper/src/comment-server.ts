import type { Server as HttpServer, IncomingMessage, ServerResponse } from 'node:http';

/** The part of the paper that keeps the comments: our own server in this process, or anybody's in a process of its own. */
export interface CommentServer {
  /** Answers a request that is under its path, and says whether it was. */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
  /** Takes sockets on an HTTP server. */
  attach(http: HttpServer): void;
  /** Whether readers may write without an account of the paper's. */
  readonly guests: boolean;
  /** Comments of each thread, as a page shows them before its counts are live; undefined where the server does not count them. */
  countsOf(threads: readonly string[]): Promise<ReadonlyMap<string, number> | undefined>;
  /** Counts what was seeded, so that the first front page has it. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** What one is started with. */
export interface CommentServerOptions {
  readonly site: string;
  readonly secret: string;
  /** Where its database lies. */
  readonly file: string;
  /** Those whose pages may comment, the paper's own among them. */
  readonly origins: readonly string[];
}

/** As many threads as one request for a tally takes (rule HT2). */
const MOST_THREADS = 100;

/** What a tally says of threads, asked for as many at a time as may be. */
export async function countInParts(
  threads: readonly string[],
  read: (ids: string) => Promise<ReadonlyArray<{ readonly id: string; readonly count: number }>>,
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (let i = 0; i < threads.length; i += MOST_THREADS) {
    const ids = threads
      .slice(i, i + MOST_THREADS)
      .sort()
      .join(',');
    for (const { id, count } of await read(ids)) counts.set(id, count);
  }
  return counts;
}
