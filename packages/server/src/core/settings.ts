import type { Feature, Hold } from '@bandoc/protocol';

/** How often something may happen: `burst` at once, then one every `every` ms (a token bucket). */
export interface Rate {
  readonly burst: number;
  readonly every: number;
}

/** The rates that are kept, each with what it is counted by. */
export interface Rates {
  /** put add and edit, by actor. */
  readonly add: Rate;
  /** put add of guests, by network address, over all of them. */
  readonly 'guest-add': Rate;
  /** put react, flag and hit, by actor. */
  readonly react: Rate;
  /** put react, flag and hit of guests, by network address, over all of them: who is a guest anew each time has no other limit. */
  readonly 'guest-react': Rate;
  /** sub that follows, by connection. */
  readonly sub: Rate;
  /** sub with `follow: off`, by connection, over POST by network address. */
  readonly read: Rate;
  /** GET of a topic, by network address: generous, because a whole province may share one and an edge cache always does. */
  readonly get: Rate;
}

/** Every limit and every waiting time of a server. Spans are ms, sizes bytes of UTF-8, unless a line says otherwise. */
export interface Settings {
  /** The site's name, ≤ 64 characters; what `hello.site` must say. */
  readonly site: string;
  /** The pages that may write and open sockets, as exact origins (`https://bao.example`). */
  readonly origins: readonly string[];
  /** IANA time zone that days are counted in; a store keeps the one it was filled under. */
  readonly tz: string;
  /** known: a thread needs a published article; open: any name is a thread. */
  readonly threads: 'known' | 'open';
  /** Features (rule FT1) that this site does not want: what belongs to them is answered as if the server did not have them. */
  readonly without: readonly Feature[];
  /** The scope whose tally counts threads without an article where threads are open. */
  readonly openScope: string;

  /** One message. */
  readonly message: number;
  /** Frames in one message. */
  readonly batch: number;
  /** Frames of one connection that wait for their turn; beyond it the connection ends. */
  readonly pending: number;
  /** Topics that one connection follows. */
  readonly subs: number;
  /** A comment, in code points. */
  readonly text: number;
  readonly textBytes: number;
  /** A display name, in grapheme clusters. */
  readonly name: number;
  readonly nameBytes: number;
  /** Links in one comment. */
  readonly links: number;
  /** What a comment quotes, in code points. */
  readonly quote: number;
  /** `put.data` as JSON. */
  readonly data: number;
  /** Levels of objects and arrays in `put.data`. */
  readonly dataDepth: number;
  /** Keys in any one object of `put.data`. */
  readonly dataKeys: number;
  /** Levels of replies that are stored: a root is 0; what answers the deepest one becomes its sibling. */
  readonly replyDepth: number;
  /** Items in one snap or ev. */
  readonly items: number;
  /** One snap's or ev's items. */
  readonly itemsBytes: number;
  /** Roots of a snap whose sub asks for no number; at most 50 may be asked for. */
  readonly roots: number;
  /** Replies that come along with each root. */
  readonly repliesAlong: number;
  /** Frames that break the protocol, in a minute of one connection, before it is closed. */
  readonly badFrames: number;
  readonly connectionsPerAddress: number;
  readonly connectionsPerUser: number;
  /** Which comments wait for a moderator: of nobody, of guests, those with links, or all; the newsroom's own never do. */
  readonly hold: Hold;
  /** The kinds of reactions that readers may give, each `[a-z]{1,16}`. */
  readonly reactions: readonly string[];
  /** The networks that shares of a page are counted by, each a word of small letters. */
  readonly networks: readonly string[];
  /** How much later a comment must be written to stand beside one that moved twice as many people, in `top`. */
  readonly topDoubling: number;
  /** How long after its writing an author may edit a comment; 0 = not at all. */
  readonly editWindow: number;
  /** What may wait in one connection's send buffer before news are gathered instead of sent, and nothing more is answered. */
  readonly sendBudget: number;

  readonly rates: Rates;

  /** Least time between two ev of one topic; the first after a pause leaves at once. */
  readonly tick: number;
  /** To so many followers that telling them takes long, events come less often, but not less often than this. */
  readonly hotTick: number;
  /** Least time between two notes of a topic that is followed for its head alone. */
  readonly head: number;
  /** A followed topic that was silent this long gets a beacon; never silent longer than one and a half times this. */
  readonly beacon: number;
  /** How long a connection may have more than its budget waiting before it is closed as slow. */
  readonly slow: number;
  /** How long a server that is told to end waits for what it began. */
  readonly drain: number;
  /** A socket is asked this often whether its page is there; one that has said nothing by the next time is let go. */
  readonly ping: number;
  /** How long a stream of events over HTTP lives, a quarter more or less, so that not all come back at once. */
  readonly stream: number;
  /** How long a connection may take for its first hello. */
  readonly hello: number;
  /** Least time between two runs of the tally projector. */
  readonly projection: number;
  /** When a reader that cannot follow should ask again. */
  readonly poll: number;
}

/** What a newsroom gives: its site, and whatever else it wants otherwise. */
export type GivenSettings = Pick<Settings, 'site'> & Partial<Omit<Settings, 'rates'>> & { readonly rates?: Partial<Rates> };

const DEFAULTS = {
  origins: [],
  tz: 'Asia/Ho_Chi_Minh',
  threads: 'known',
  without: [],
  openScope: 'home',
  message: 65_536,
  batch: 20,
  pending: 200,
  subs: 16,
  text: 2_000,
  textBytes: 8_000,
  name: 40,
  nameBytes: 160,
  links: 3,
  quote: 500,
  data: 12_288,
  dataDepth: 8,
  dataKeys: 32,
  replyDepth: 8,
  items: 200,
  itemsBytes: 131_072,
  roots: 20,
  repliesAlong: 3,
  badFrames: 20,
  connectionsPerAddress: 2_000,
  connectionsPerUser: 20,
  hold: 'none',
  reactions: ['like'],
  networks: ['zalo', 'facebook', 'x', 'telegram', 'email', 'copy', 'native'],
  topDoubling: 14_400_000,
  editWindow: 900_000,
  sendBudget: 262_144,
  tick: 250,
  hotTick: 1_000,
  head: 30_000,
  beacon: 25_000,
  slow: 30_000,
  drain: 10_000,
  ping: 25_000,
  stream: 60_000,
  hello: 10_000,
  projection: 1_000,
  poll: 10_000,
} as const;

const RATES: Rates = {
  add: { burst: 3, every: 10_000 },
  'guest-add': { burst: 60, every: 1_000 },
  react: { burst: 30, every: 2_000 },
  'guest-react': { burst: 300, every: 200 },
  sub: { burst: 60, every: 1_000 },
  read: { burst: 300, every: 200 },
  get: { burst: 3_000, every: 20 },
};

/** Fills what was not given with the protocol's defaults. */
export function completeSettings(given: GivenSettings): Settings {
  return { ...DEFAULTS, ...given, rates: { ...RATES, ...given.rates } };
}
