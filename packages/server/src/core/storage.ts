import type { CommentState } from '@bandoc/protocol';

/** A comment as it is kept. `v`, `cv` and `c` are seqs of its topic: words last changed, counters last changed, first public (0 = never yet). */
export interface CommentRow {
  readonly topic: string;
  readonly id: string;
  readonly v: number;
  readonly cv: number;
  readonly c: number;
  readonly parent: string | null;
  /** 0 for a root. */
  readonly depth: number;
  /** The identity that owns the key. */
  readonly actor: string;
  readonly author: { readonly id: string; readonly name: string };
  /** ms. */
  readonly time: number;
  readonly state: CommentState;
  /** Direct replies that are shown. */
  readonly replies: number;
  readonly text: string;
  /** Of what was asked for under the key, so that a repetition is known. */
  readonly hash: string;
}

/** One row of a tally or of a month of days. */
export interface CountRow {
  readonly topic: string;
  readonly id: string;
  readonly v: number;
  readonly count: number;
}

/** A topic's own facts; all numbers are 0 for one that nobody wrote to. */
export interface TopicRow {
  readonly topic: string;
  /** Its last seq. */
  readonly head: number;
  /** Comments shown, replies included. */
  readonly total: number;
  /** The head up to which the tallies know the total. */
  readonly projected: number;
}

/** An article as the newsroom published it. `at`, `closesAt` are ms, `day` is yyyy-mm-dd in the site's time zone. */
export interface ArticleRow {
  readonly thread: string;
  readonly url: string;
  readonly title: string;
  readonly at: number;
  readonly day: string;
  readonly scopes: readonly string[];
  readonly closesAt: number | null;
  readonly withdrawn: boolean;
}

/** A stretch of comments with one parent (null = roots), in the order of (c, id), that were ever public. */
export interface CommentWindow {
  readonly parent: string | null;
  readonly order: 'ascending' | 'descending';
  /** Only what comes after this one in that order. */
  readonly after?: { readonly c: number; readonly id: string };
  readonly limit: number;
}

/** Reads one committed state. */
export interface Reader {
  topic(topic: string): Promise<TopicRow>;
  comment(topic: string, id: string): Promise<CommentRow | undefined>;
  comments(topic: string, window: CommentWindow): Promise<readonly CommentRow[]>;
  /** Comments ever public whose v or cv is above `since`, at most `limit`, in no order. */
  changedComments(topic: string, since: number, limit: number): Promise<readonly CommentRow[]>;
  /** The rows of these ids that exist. */
  counts(topic: string, ids: readonly string[]): Promise<readonly CountRow[]>;
  /** Rows whose v is above `since`, the last changed first, at most `limit`. */
  changedCounts(topic: string, since: number, limit: number): Promise<readonly CountRow[]>;
  article(thread: string): Promise<ArticleRow | undefined>;
  /** How many articles of a scope, withdrawn ones left out, have this day. */
  countArticles(scope: string, day: string): Promise<number>;
  /** Thread topics whose head is above what the tallies know, at most `limit`. */
  stale(limit: number): Promise<readonly TopicRow[]>;
}

/** Writes, and reads what it wrote itself. */
export interface Transaction extends Reader {
  /** Raises a topic's head by one and answers it; several topics of one transaction are raised in the order of their names. */
  raise(topic: string): Promise<number>;
  /** Puts a row in the place of the one with its topic and id. */
  putComment(row: CommentRow): Promise<void>;
  putCount(row: CountRow): Promise<void>;
  putArticle(row: ArticleRow): Promise<void>;
  /** Sets a topic's total and what the tallies know of it, and leaves its head alone. */
  putTotals(topic: string, totals: { readonly total?: number; readonly projected?: number }): Promise<void>;
}

/**
 * Where a site's comments are kept: a factory returns a plain object that keeps the storage rules (`storageRules`), and nothing else makes
 * it a storage.
 */
export interface Storage {
  /** Of this store, `[A-Za-z0-9_-]{1,32}`; another one whenever a seq could have gone back. */
  epoch(): Promise<string>;
  /**
   * All of the work's writes or none; one at a time; resolves only when they would survive power loss. Works that wait together may share one
   * commit, and one whose commit fails may be run again: it does nothing but read and write.
   */
  transact<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>;
  /** Everything that the work reads is of one committed state. */
  view<T>(work: (reader: Reader) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
