import type { ArticleRow, CommentRow, CountRow, ItemRow, LogRow, MisquotedRow, TopicRow, Uncounted, VoteRow } from './rows.ts';

/** A stretch of comments with one parent (null = roots), in the order of (c, id), that were ever public. */
export interface CommentWindow {
  readonly parent: string | null;
  readonly order: 'ascending' | 'descending';
  /** Only what comes after this one in that order. */
  readonly after?: { readonly c: number; readonly id: string };
  readonly limit: number;
}

/** A stretch of a topic's live items, in the order of (v, id). */
export interface ItemWindow {
  readonly after?: { readonly v: number; readonly id: string };
  readonly limit: number;
}

/** A stretch of comments that quote one, in the order of their ids. */
export interface QuotingWindow {
  readonly after?: string;
  readonly limit: number;
}

/** That somebody wrote a comment, without its words. */
export type Writing = Pick<CommentRow, 'id' | 'v' | 'state' | 'actor' | 'author'>;

/** Reads one committed state. */
export interface Reader {
  topic(topic: string): Promise<TopicRow>;
  comment(topic: string, id: string): Promise<CommentRow | undefined>;
  /** The comment of this id, whatever its topic: an id is one comment's of the whole site. */
  find(id: string): Promise<CommentRow | undefined>;
  /** Comments whose quote names this one. */
  quoting(topic: string, id: string, window: QuotingWindow): Promise<readonly CommentRow[]>;
  /** Comments that may be misquoted, at most `limit`; one alone where it is named. */
  misquoted(limit: number, target?: string): Promise<readonly MisquotedRow[]>;
  /** Who wrote under this id in a topic, as in the last of it that is shown. */
  author(topic: string, id: string): Promise<CommentRow['author'] | undefined>;
  comments(topic: string, window: CommentWindow): Promise<readonly CommentRow[]>;
  /** Roots with a rank, the highest first, at most `limit`. */
  top(topic: string, limit: number): Promise<readonly CommentRow[]>;
  /** Who wrote the comments ever public, those with the highest v first, at most `limit`. */
  recent(topic: string, limit: number): Promise<readonly Writing[]>;
  /** Comments ever public whose v or cv is above `since`, at most `limit`, in no order. */
  changedComments(topic: string, since: number, limit: number): Promise<readonly CommentRow[]>;
  /** The rows of these ids that exist. */
  counts(topic: string, ids: readonly string[]): Promise<readonly CountRow[]>;
  /** Rows whose v is above `since`, the last changed first, at most `limit`. */
  changedCounts(topic: string, since: number, limit: number): Promise<readonly CountRow[]>;
  item(topic: string, id: string): Promise<ItemRow | undefined>;
  items(topic: string, window: ItemWindow): Promise<readonly ItemRow[]>;
  /** Items, live or not, whose v is above `since`, at most `limit`, in no order. */
  changedItems(topic: string, since: number, limit: number): Promise<readonly ItemRow[]>;
  vote(topic: string, target: string, voter: string): Promise<VoteRow | undefined>;
  /** How many votes a thing has of each kind, kinds in order; those taken back are not among them. */
  countVotes(topic: string, target: string): Promise<Readonly<Record<string, number>>>;
  /** How many people, whatever they did and how often, have a vote for a comment or wrote a shown direct reply to it; `except` is not counted. */
  countPeople(topic: string, comment: string, except: string): Promise<number>;
  /** Things whose votes or people are to be counted, those of one topic together, at most `limit`. */
  uncounted(limit: number): Promise<readonly Uncounted[]>;
  article(thread: string): Promise<ArticleRow | undefined>;
  /** How many articles of a scope, withdrawn ones left out, have this day. */
  countArticles(scope: string, day: string): Promise<number>;
  /** Thread topics whose head is above what the tallies know, at most `limit`. */
  stale(limit: number): Promise<readonly TopicRow[]>;
  /** What the newsroom did, the last first, at most `limit`. */
  log(limit: number): Promise<readonly LogRow[]>;
}

/** Writes, and reads what it wrote itself. */
export interface Transaction extends Reader {
  /** Raises a topic's head by one and answers it; several topics of one transaction are raised in the order of their names. */
  raise(topic: string): Promise<number>;
  /** Puts a row in the place of the one with its topic and id. */
  putComment(row: CommentRow): Promise<void>;
  putCount(row: CountRow): Promise<void>;
  putItem(row: ItemRow): Promise<void>;
  putVote(row: VoteRow): Promise<void>;
  /** The thing's votes are to be counted, once however often this is said; or they are counted. */
  putUncounted(thing: Uncounted): Promise<void>;
  dropUncounted(thing: Uncounted): Promise<void>;
  /** A comment may be misquoted, from a place on, which takes the place of an earlier one; or it is not any more. */
  putMisquoted(row: MisquotedRow): Promise<void>;
  dropMisquoted(target: string): Promise<void>;
  putArticle(row: ArticleRow): Promise<void>;
  /** Adds a line to the log, which nothing changes or takes away. */
  putLog(row: LogRow): Promise<void>;
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
  /**
   * Another number after every commit, told at once and at no cost: what was read under a number holds as long as it stands (rule ST23).
   * A storage that others write to as well has none.
   */
  version?(): number;
  /** Everything that the work reads is of one committed state. */
  view<T>(work: (reader: Reader) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
