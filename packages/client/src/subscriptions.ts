import { type Err, type Ev, type Feature, formatCursor, type Note, parseTopic, type ServerFrame, type Welcome } from '@bandoc/protocol';
import type { Connection } from './connection.ts';
import { type Feed, MEND, POLL } from './feed.ts';
import type { Hub } from './hub.ts';

/** Beacons come every 25 s by default (rule EV4): after this, one was lost. */
const SILENCE = 45_000;
/** Two questions within 10 s that mended nothing: the topic is loaded anew. */
const MOST_STUCK = 2;
const STUCK = 10_000;
/** Loaded anew three times in a minute: something is wrong with it that questions do not mend, so until the next connection it is polled. */
const MOST_RESETS = 3;
const RESETS = 60_000;

interface Following {
  /** What the last sub asked for, as JSON. */
  wish: string;
  busy: boolean;
  again: boolean;
  granted: boolean;
  askedAt: number;
  heardAt: number;
  /** Whether something was missing when it was asked for last. */
  gap: boolean;
  /** When questions mended nothing, and when it was loaded anew. */
  stuck: number[];
  resets: number[];
  cancel: (() => void) | undefined;
}

/** What the connection follows: every feed that has first content, from its cursor on, mended whenever something is missing (rules SB3, EV1). */
export class Subscriptions {
  readonly #hub: Hub;
  readonly #connection: Connection;
  readonly #unknown: () => void;
  readonly #all = new Map<Feed, Following>();
  /** Followed no more on this connection. */
  readonly #thin = new Set<Feed>();
  #most = 16;
  #silence = SILENCE;
  #cancelWatch: () => void = () => {};

  /** `unknown` is called when the server does not know any more who speaks. */
  constructor(hub: Hub, connection: Connection, unknown: () => void) {
    this.#hub = hub;
    this.#connection = connection;
    this.#unknown = unknown;
  }

  follow(feed: Feed): void {
    if (!this.#connection.up || !this.#isOpen(feed) || this.#thin.has(feed) || !isOffered(feed.topic, this.#hub)) return;
    const wish = feed.plan.sub();
    const known = this.#all.get(feed);
    if (known?.wish === JSON.stringify(wish)) return;
    if (known) this.#askSoon(feed, known);
    else if (wish && (this.#follows(feed.topic) || new Set([...this.#all.keys()].map((one) => one.topic)).size < this.#most)) {
      this.#all.set(feed, beginning());
      this.#ask(feed);
    }
  }

  left(feed: Feed): void {
    if (feed.views > 0 || !this.#all.has(feed)) return;
    this.#drop(feed);
    if (!this.#follows(feed.topic)) this.#connection.send({ t: 'unsub', topic: feed.topic });
  }

  /** Whether the connection granted this feed as polls: it is of requests alone, and is there as long as they are answered. */
  isPolled(feed: Feed): boolean {
    const one = this.#all.get(feed);
    return one !== undefined && !one.busy && !one.granted;
  }

  /** Something is missing, or everything, or may be (`unsure`): asks from the cursor if there is one, at most once in `MEND` ms. */
  mend(feed: Feed, why: 'gap' | 'reset' | 'unsure'): void {
    const one = this.#all.get(feed);
    if (!one || (why === 'reset' && this.#isHopeless(feed, one))) return;
    if (why !== 'unsure') one.gap = true;
    this.#askSoon(feed, one);
  }

  /** Asks about topics that went silent, if somebody reads. */
  look(): void {
    for (const [feed, one] of this.#all) {
      if (this.#hub.visible && one.granted && this.#now() - one.heardAt > this.#silence) this.#askSoon(feed, one);
    }
  }

  up(welcome: Welcome): void {
    this.#most = welcome.max.subs;
    this.#thin.clear();
    this.#silence = Math.max(SILENCE, (welcome.max.beacon ?? 0) * 1.8);
    for (const feed of [...this.#hub.feeds.values()].sort((a, b) => b.wanted - a.wanted)) this.follow(feed);
    this.#watch();
  }

  down(): void {
    this.#cancelWatch();
    for (const feed of this.#all.keys()) {
      this.#drop(feed);
      feed.setLive(undefined);
    }
  }

  frame(frame: Ev | Err | Note): void {
    for (const [feed, one] of this.#all) {
      if (feed.topic !== frame.topic || !one.granted) continue;
      one.heardAt = this.#now();
      if (frame.t === 'err') this.#refused(feed, one, frame);
      else if (frame.t === 'ev') feed.takeEv(frame);
    }
  }

  #askSoon(feed: Feed, one: Following): void {
    one.again = one.busy;
    if (one.cancel || one.busy) return;
    const wait = one.askedAt + MEND - this.#now();
    if (wait <= 0) this.#ask(feed);
    else this.#later(feed, one, wait);
  }

  #ask(feed: Feed): void {
    const one = this.#all.get(feed);
    const wish = feed.plan.sub();
    if (!one || !wish) return;
    if (!this.#isOpen(feed)) {
      this.#drop(feed);
      return;
    }
    if (this.#recent(one.stuck, STUCK).length >= MOST_STUCK) {
      feed.state.restart();
      if (this.#isHopeless(feed, one)) return;
    }
    const since = feed.state.since();
    Object.assign(one, { wish: JSON.stringify(wish), busy: true, again: false, askedAt: this.#now() });
    this.#connection.ask(
      { t: 'sub', topic: feed.topic, ...wish, ...(since && { since: formatCursor(since.epoch, since.seq) }) },
      (answer) => {
        if (this.#all.get(feed) === one && answer) this.#answered(feed, one, answer, { since: since?.seq, ids: wish.ids });
      },
      true,
    );
  }

  #answered(feed: Feed, one: Following, answer: ServerFrame, asked: { since: number | undefined; ids: readonly string[] | undefined }): void {
    one.busy = false;
    one.heardAt = this.#now();
    if (answer.t === 'err') {
      this.#refused(feed, one, answer);
      return;
    }
    if (answer.t !== 'snap' || answer.topic !== feed.topic) return;
    one.granted = answer.follow === 'items';
    feed.setLive(one.granted, answer);
    const { gap } = one;
    const before = feed.state.cursor?.seq;
    one.gap = false;
    feed.takeSnap(answer, asked);
    if (this.#all.get(feed) !== one) return;
    if (feed.plan.reader !== undefined) {
      this.#readOn(feed, one, answer.more);
      // Nothing else asks for it where changes are not told.
      if (!one.granted) this.#later(feed, one, Math.max(MEND, answer.next ?? POLL));
    }
    if (gap && asked.since !== undefined && feed.state.cursor?.seq === before) {
      one.stuck.push(this.#now());
      one.gap = true;
    } else one.stuck = [];
    if (one.gap || one.again || !feed.state.cursor || one.wish !== JSON.stringify(feed.plan.sub())) this.#askSoon(feed, one);
  }

  /** The further pages of what only the connection tells of. */
  #readOn(feed: Feed, one: Following, page: string | undefined): void {
    if (page === undefined) return;
    this.#connection.ask(
      { t: 'sub', topic: feed.topic, follow: 'off', page },
      (answer) => {
        if (this.#all.get(feed) !== one || answer?.t !== 'snap' || answer.topic !== feed.topic) return;
        feed.takeSnap(answer, { page });
        this.#readOn(feed, one, answer.more);
      },
      false,
    );
  }

  #refused(feed: Feed, one: Following, { code, retry }: Err): void {
    if (code === 'reset') {
      feed.state.forget();
      if (this.#isHopeless(feed, one)) return;
    }
    if (retry === undefined) {
      this.#drop(feed);
      feed.setLive(false);
      return;
    }
    this.#later(feed, one, Math.max(MEND, retry));
    // A token that has ended is as good as none, however often it is asked under.
    if (code === 'auth' && this.#isOpen(feed)) this.#unknown();
  }

  /** Whether it can be followed: what one reader alone is told, only as her; the rest once it has first content. */
  #isOpen({ plan: { reader }, status }: Feed): boolean {
    return reader === undefined ? status === 'ready' : reader === this.#hub.speaking;
  }

  /** Counts that a topic is loaded anew; one that is too often is given up and polled. */
  #isHopeless(feed: Feed, one: Following): boolean {
    one.stuck = [];
    one.resets = [...this.#recent(one.resets, RESETS), this.#now()];
    if (one.resets.length < MOST_RESETS) return false;
    this.#thin.add(feed);
    this.#drop(feed);
    if (!this.#follows(feed.topic)) this.#connection.send({ t: 'unsub', topic: feed.topic });
    feed.setLive(false);
    return true;
  }

  #recent(times: readonly number[], span: number): number[] {
    return times.filter((at) => at > this.#now() - span);
  }

  #later(feed: Feed, one: Following, ms: number): void {
    one.cancel?.();
    one.cancel = this.#hub.ports.timers.after(ms, () => {
      one.cancel = undefined;
      if (!one.busy) this.#ask(feed);
    });
  }

  #drop(feed: Feed): void {
    this.#all.get(feed)?.cancel?.();
    this.#all.delete(feed);
  }

  #follows(topic: string): boolean {
    return [...this.#all.keys()].some((feed) => feed.topic === topic);
  }

  #watch(): void {
    this.#cancelWatch = this.#hub.ports.timers.after(this.#silence / 3, () => {
      this.look();
      this.#watch();
    });
  }

  #now(): number {
    return this.#hub.ports.clock.now();
  }
}

/** Whether the server has this kind of topic: a kind beyond the least is a feature of the same name. */
function isOffered(topic: string, hub: Hub): boolean {
  const { kind } = parseTopic(topic);
  return kind === 'thread' || hub.has(kind as Feature);
}

function beginning(): Following {
  return { wish: '', busy: false, again: false, granted: false, askedAt: -Infinity, heardAt: 0, gap: false, stuck: [], resets: [], cancel: undefined };
}
