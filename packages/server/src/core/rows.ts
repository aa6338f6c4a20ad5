import type { Author, Comment, CommentState, Hold } from '@bandoc/protocol';

/** What a comment has besides its words, as it goes on the wire; `reason` and `rule` only to its author and the newsroom. */
export type CommentMarks = Pick<Comment, 'pinned' | 'picked' | 'quote' | 'mentions' | 'reason' | 'rule'>;

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
  readonly author: Author;
  /** ms. */
  readonly time: number;
  /** When its words were last changed, ms; 0 = never. */
  readonly edited: number;
  readonly state: CommentState;
  /** Direct replies that are shown. */
  readonly replies: number;
  /** How many readers react to it, by kind, as last counted; kinds of nobody are not named. */
  readonly reactions: Readonly<Record<string, number>>;
  readonly text: string;
  readonly marks: CommentMarks;
  /** Of a shown root, what `top` goes by, as last counted; 0 of all others. */
  readonly rank: number;
  /** Of what was asked for under the key, so that a repetition is known. */
  readonly hash: string;
  /** The key of the last write that changed it, and the hash of that; both empty while nobody has. */
  readonly lastKey: string;
  readonly lastHash: string;
}

/** One row of a tally or of a month of days. */
export interface CountRow {
  readonly topic: string;
  readonly id: string;
  readonly v: number;
  readonly count: number;
}

/** An item that is neither a comment nor a count, such as an earlier wording of a comment, or what one reader has to do with one. */
export interface ItemRow {
  readonly topic: string;
  readonly id: string;
  readonly v: number;
  /** Whether it belongs to what the topic is; one that does not only tells, by its v, that it did. */
  readonly live: boolean;
  /** Plain data. */
  readonly value: Readonly<Record<string, unknown>>;
}

/** What one reader says of one thing by a press; `kind` null is taken back, `key` that of the last press. */
export interface VoteRow {
  readonly topic: string;
  /** A comment; or of a page itself, or one of its shares. */
  readonly target: string;
  /** Whose one vote it is: an identity, for what is counted once a day with the day. */
  readonly voter: string;
  readonly kind: string | null;
  readonly key: string;
}

/** A thing whose votes are not counted yet. */
export type Uncounted = Pick<VoteRow, 'topic' | 'target'>;

/** A comment that others may quote by words it does not have any more; those whose id is above `after` were not looked at yet. */
export interface MisquotedRow {
  readonly target: string;
  readonly topic: string;
  readonly after: string;
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
  /** null = as the site's. */
  readonly hold: Hold | null;
  readonly withdrawn: boolean;
}

/** What somebody of the newsroom did to a comment (`target`) or to a thread; `at` is ms, `who` an identity. */
export interface LogRow {
  readonly at: number;
  readonly who: string;
  readonly act: string;
  readonly topic: string;
  readonly target: string | null;
  readonly reason: string;
}
