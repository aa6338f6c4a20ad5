import { type Err, type Ev, formatCursor, type Note, type ServerFrame, type Welcome } from '@bandoc/protocol';
import type { Connection } from './connection.ts';
import { type Feed, MEND } from './feed.ts';
import type { Hub } from './hub.ts';

/** Beacons come every 25 s by default (rule EV4): after this, one was lost. */
const SILENCE = 45_000;
/** Questions in a row that mended nothing; then the topic is loaded anew. */
const STUCK = 3;

interface Following {
  /** What the last sub asked for, as JSON. */
  wish: string;
  busy: boolean;
  again: boolean;
  granted: boolean;
  askedAt: number;
  heardAt: number;
  stuck: number;
  cancel: (() => void) | undefined;
}

/** What the connection follows: every feed that has first content, from its cursor on, mended whenever something is missing (rules SB3, EV1). */
export class Subscriptions {
  readonly #hub: Hub;
  readonly #connection: Connection;
  readonly #all = new Map<Feed, Following>();
  #most = 16;
  #silence = SILENCE;
  #cancelWatch: () => void = () => {};

  constructor(hub: Hub, connection: Connection) {
    this.#hub = hub;
    this.#connection = connection;
  }

  follow(feed: Feed): void {
    if (!this.#connection.up || feed.status !== 'ready') return;
    const wish = feed.plan.sub();
    const known = this.#all.get(feed);
    if (known?.wish === JSON.stringify(wish)) return;
    if (known) this.mend(feed);
    else if (wish && (this.#follows(feed.topic) || new Set([...this.#all.keys()].map((one) => one.topic)).size < this.#most)) {
      this.#all.set(feed, { wish: '', busy: false, again: false, granted: false, askedAt: -Infinity, heardAt: 0, stuck: 0, cancel: undefined });
      this.#ask(feed);
    }
  }

  left(feed: Feed): void {
    if (feed.views > 0 || !this.#all.has(feed)) return;
    this.#drop(feed);
    if (!this.#follows(feed.topic)) this.#connection.send({ t: 'unsub', topic: feed.topic });
  }

  /** Something is missing: asks from the cursor, at most once in `MEND` ms. */
  mend(feed: Feed): void {
    const one = this.#all.get(feed);
    if (!one || one.cancel) return;
    one.again = one.busy;
    if (one.busy) return;
    const wait = one.askedAt + MEND - this.#now();
    if (wait <= 0) this.#ask(feed);
    else this.#later(feed, one, wait);
  }

  up(welcome: Welcome): void {
    this.#most = welcome.max.subs;
    this.#silence = Math.max(SILENCE, (welcome.max.beacon ?? 0) * 1.8);
    for (const feed of [...this.#hub.feeds.values()].sort((a, b) => b.wanted - a.wanted)) this.follow(feed);
    this.#watch();
  }

  down(): void {
    this.#cancelWatch();
    for (const feed of this.#all.keys()) {
      this.#drop(feed);
      feed.setLive(false);
    }
  }

  frame(frame: Ev | Err | Note): void {
    for (const [feed, one] of this.#all) {
      if (feed.topic !== frame.topic || !one.granted) continue;
      one.heardAt = this.#now();
      if (frame.t === 'err') this.#refused(feed, one, frame);
      else if (frame.t === 'ev' && feed.takeEv(frame) === 'taken') one.stuck = 0;
    }
  }

  #ask(feed: Feed): void {
    const one = this.#all.get(feed);
    const wish = feed.plan.sub();
    if (!one || !wish) return;
    if (one.stuck >= STUCK) feed.state.forget();
    const since = feed.state.since();
    Object.assign(one, { wish: JSON.stringify(wish), busy: true, again: false, askedAt: this.#now(), stuck: one.stuck + 1 });
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
    if (feed.takeSnap(answer, asked) === 'taken') one.stuck = 0;
    if (one.again || one.wish !== JSON.stringify(feed.plan.sub())) this.mend(feed);
  }

  #refused(feed: Feed, one: Following, { code, retry }: Err): void {
    if (code === 'reset') feed.state.forget();
    if (retry === undefined) {
      this.#drop(feed);
      feed.setLive(false);
    } else this.#later(feed, one, Math.max(MEND, retry));
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

  /** Looks for topics that went silent, while somebody reads. */
  #watch(): void {
    this.#cancelWatch = this.#hub.ports.timers.after(this.#silence / 3, () => {
      for (const [feed, one] of this.#all) {
        if (this.#hub.visible && one.granted && this.#now() - one.heardAt > this.#silence) this.mend(feed);
      }
      this.#watch();
    });
  }

  #now(): number {
    return this.#hub.ports.clock.now();
  }
}
