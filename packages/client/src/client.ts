import type { Author, Comment, CommentState, Feature, FlagData, Position, ThreadFacts, User, Wording } from '@bandoc/protocol';

/** What went wrong with something that a reader wanted to see, or with a write; `code` is the protocol's, or one of our own. */
export interface Failure {
  /**
   * unreachable: no answer · unreadable: an answer that is not this protocol · refused-origin: the server does not serve this page ·
   * expired: written more than a week ago, and not sent without asking.
   */
  readonly code: 'unreachable' | 'unreadable' | 'refused-origin' | (string & {});
  /** When the client tries again by itself, in ms of the handed-in clock; absent = it does not. */
  readonly retryAt?: number;
  /** The server's `err.data`: fields of an invalid write, for instance. */
  readonly data?: Record<string, unknown>;
}

/** Gives the host's token of the reader who is signed in on the page, a good one each time it is asked; undefined while nobody is. */
export type TokenProvider = () => Promise<string | undefined>;

/** Where the live connection stands. `idle`: nobody asked for it yet; `fatal`: the server refused for good. */
export type ConnectionState = 'idle' | 'connecting' | 'up' | 'backoff' | 'offline' | 'hidden' | 'fatal';

/** Something that changes; listeners are called after every change, at most once a microtask. Returns the way to stop. */
export interface Watchable {
  subscribe(listener: () => void): () => void;
}

/** A topic as a widget sees it: loading until first content, then ready for ever; failed only while there is nothing to show. */
export interface TopicView extends Watchable {
  readonly status: 'loading' | 'ready' | 'failed';
  /** Why there is nothing to show; beside content, why a page did not come, why the connection is `fatal`, or `auth`: the server does not know the signed-in reader, who can only read. */
  readonly failure: Failure | undefined;
  readonly connection: ConnectionState;
  /** Whether changes come by themselves as they happen, or (false) are asked for now and then; undefined while that is not known. */
  readonly live: boolean | undefined;
  /** Tries again now. */
  reload(): void;
}

/** What a reader did to a comment and the server has not yet said yes to. */
export interface ReaderAct {
  /** Its key, by which it is sent again or taken back. */
  readonly key: string;
  readonly op: 'edit' | 'del' | 'react' | 'flag';
  readonly sending: 'waiting' | 'sending' | 'refused';
  /** The words of an edit or a report. */
  readonly text: string;
  readonly failure?: Failure;
}

/** A comment as it stands on this page: as the server has it, with the reader's own acts that are under way already done. */
export interface ThreadEntry extends Pick<Comment, 'edited' | 'editUntil' | 'pinned' | 'picked' | 'mentions' | 'quote' | 'reason' | 'rule'> {
  readonly id: string;
  readonly parent: string | null;
  readonly author: Author;
  readonly text: string;
  /** ms since 1970, by the server's clock. */
  readonly time: number;
  readonly state: CommentState;
  /** Where it came into the thread, by its cursor's seq; 0 until it is shown to everybody. */
  readonly c: number;
  /** Direct replies that are shown to everybody. */
  readonly replies: number;
  /** How many readers react, by kind. */
  readonly reactions: Readonly<Record<string, number>>;
  /** The reader's own reaction, and why she reported it. */
  readonly reaction?: string;
  readonly flag?: string;
  /** Of her own: how many shown replies others wrote, and the `c` of the last. */
  readonly answers?: { readonly count: number; readonly last: number };
  /** Came over the live connection after first content, and is not the reader's own: a widget may hold it back so that nothing moves. */
  readonly arrived: boolean;
  /** The reader's own that is not yet acknowledged: waiting for a connection, under way, or refused (see `failure`). */
  readonly sending?: 'waiting' | 'sending' | 'refused';
  readonly failure?: Failure;
  /** What she did to it that is under way or was refused, in order; absent when there is nothing. */
  readonly acts?: readonly ReaderAct[];
  /** Written on this device under the identity it now has. */
  readonly own: boolean;
}

/** The order of a thread's roots. top: those that move most people first, as it was when they were loaded; what comes later stands before them. */
export type ThreadSort = 'new' | 'old' | 'top';

/** One thread as it can be read: comments in the reader's order. */
export interface ThreadReading extends Pick<TopicView, 'status' | 'failure' | 'connection' | 'live'> {
  readonly sort: ThreadSort;
  /** Shown comments, replies included. */
  readonly total: number;
  /** Roots held, in order; the reader's own waiting ones first, or last (old). */
  readonly roots: readonly ThreadEntry[];
  /** Whether there are roots beyond those held. */
  readonly more: boolean;
  readonly loadingMore: boolean;
  /** The server's clock, as the client's. */
  now(): number;
  /** Replies held of one comment, oldest first; then the reader's own waiting ones. */
  repliesOf(id: string): readonly ThreadEntry[];
  /** How many more direct replies the server has than are held. */
  moreRepliesOf(id: string): number;
}

/** One thread, live, with the reader's own unsent comments among the others, and what she has to do with it. */
export interface ThreadView extends ThreadReading, TopicView {
  /** What the thread says of itself: whether it is locked, until when it takes comments, which reactions there are; undefined until known. */
  readonly facts: ThreadFacts | undefined;
  /** How far what is held reaches; undefined until known. */
  readonly cursor: Position | undefined;
  /** The reader's own comments that others answered: how many of these answers are shown, and the `c` of the last. */
  readonly answered: readonly { readonly id: string; readonly count: number; readonly last: number }[];
  /** Where it is around one comment: whether there are roots before those held. */
  readonly back: boolean;
  loadMore(): void;
  loadBack(): void;
  /** Loads further replies of one comment, those after what is held before those before it. */
  loadReplies(id: string): void;
  /** Puts a comment into the outbox and shows it at once; returns its key. Never throws: a refusal shows on the entry. */
  add(words: { readonly text: string; readonly parent: string | null; readonly name: string; readonly mentions?: readonly string[] }): string;
  /**
   * Each puts an act on a comment into the outbox, shows it done at once, and returns its key, by which it can be taken back or sent again. None
   * throws: a refusal shows on the entry. An earlier act of the same kind that was not sent yet is replaced. `name` signs for a guest who has none yet.
   */
  edit(id: string, text: string, mentions?: readonly string[]): string;
  remove(id: string): string;
  react(id: string, kind: string | null, name?: string): string;
  flag(id: string, report: FlagData, name?: string): string;
  /** Sends a refused entry or act again, under the same key, or takes it away and gives back its text. */
  retry(key: string): void;
  discard(key: string): string;
  /** Up to 20 people who wrote in the thread and of whom a word of the name begins so (rule NM1), asked now; nobody where the server does not say. */
  people(begin: string): Promise<readonly { readonly id: string; readonly name: string }[]>;
  /** What a comment said before it was edited, for who is a moderator (rule ED5); to others it is `failed`. */
  wordings(id: string): WordingsView;
  /** Ends the view; the topic is left when its last view is closed. */
  close(): void;
}

/** The earlier wordings of one comment, the oldest first. */
export interface WordingsView extends TopicView {
  readonly wordings: readonly Wording[];
  close(): void;
}

/** The count beside one headline. Undefined until known. */
export interface CountView extends TopicView {
  readonly count: number | undefined;
  close(): void;
}

/** How many articles each day of one month has; a day that is absent has none. Keys are `yyyy-mm-dd`. */
export interface DaysView extends TopicView {
  readonly days: ReadonlyMap<string, number>;
  close(): void;
}

/** The reader's side of one server, shared by all widgets of a page, but for its threads, whose code comes apart. */
export interface PageClient extends Watchable {
  readonly connection: ConnectionState;
  /** The server's clock now, in ms; the handed-in clock until the server has told its own. */
  now(): number;
  /** The name this device wrote under last; '' when it never wrote. */
  readonly guestName: string;
  /** The reader who is signed in on the page, once the server has named her: what she writes is signed with this name. */
  readonly reader: User | undefined;
  /** Says where the tokens of signed-in readers come from; said again after each login and logout, with nothing when there are only guests. */
  setToken(token: TokenProvider | undefined): void;
  /** What the server takes at most; the protocol's defaults until it has said. Code points a text, graphemes a name. */
  readonly max: { readonly text: number; readonly name: number };
  /** Whether the server has a feature (rule FT1), as far as it has said: what it lacks is not offered to a reader (rule FT2). */
  has(feature: Feature): boolean;
  /** All counts asked for in one turn travel in one request. `live` opens the connection; otherwise they are polled every 30 s. */
  count(scope: string, thread: string, options?: { readonly live?: boolean }): CountView;
  /** `month` is yyyy-mm. `live` follows it over the connection if one is open for something else, or opens it. */
  days(scope: string, month: string, options?: { readonly live?: boolean }): DaysView;
  close(): void;
}

/** The reader's side of one server. */
export interface Client extends PageClient {
  /** `around`: the comment that it is opened at, with what it answers and those beside it; one that is unknown is `not-found`. */
  thread(name: string, options?: { readonly sort?: ThreadSort; readonly limit?: number; readonly around?: string | undefined }): ThreadView;
}
