import type { Feature, Snap, User } from '@bandoc/protocol';
import type { ConnectionState, Failure, TokenProvider } from './client.ts';
import { Feed, type FeedPlan } from './feed.ts';
import type { LeftOut } from './frame-reading.ts';
import type { Live, LiveModule } from './live.ts';
import { isStored, type Outgoing, outboxKey, type Words } from './outgoing.ts';
import type { Clock, Locks, Page, Query, Store, Timers, Wire } from './ports.ts';
import type { TopicContent } from './topic-state.ts';
import { type Trouble, troubleOf, troubleOfWire } from './trouble.ts';
import { Watchers } from './watchers.ts';

/** What a client is handed. */
export interface Ports {
  readonly wire: Wire;
  readonly clock: Clock;
  readonly timers: Timers;
  /** Uniform in 0..1. */
  readonly random: () => number;
  /** An idempotency key nobody can guess: 22 characters of `A-Za-z0-9_-` (rule PT1). */
  readonly ids: () => string;
  readonly store: Store;
  readonly page?: Page;
  readonly locks?: Locks;
  readonly token?: TokenProvider;
  /** Brings what only a live or a writing page needs. */
  readonly live: () => Promise<LiveModule>;
  /** Is told what a listener of the host threw. */
  readonly report?: (error: unknown) => void;
  /** Is told what of a connection's frames breaks the protocol; all else is taken. */
  readonly leftOut?: LeftOut;
}

/** A chunk that did not load is asked for again after this, ms. */
const RELOAD = 5_000;

/** What all views and the live part of one client share. */
export class Hub {
  readonly ports: Ports;
  readonly watchers: Watchers;
  readonly feeds = new Map<string, Feed>();
  readonly outgoing = new Map<string, Outgoing>();
  /** Keys written on this page or found in its store, acknowledged ones too. */
  readonly written = new Set<string>();
  connection: ConnectionState = 'idle';
  /** Why the connection is fatal. */
  refusal: Failure | undefined;
  /** Where the tokens of a signed-in reader come from, where the page has any. */
  token: TokenProvider | undefined;
  /** The reader who is signed in on the page; null when nobody is, undefined as long as that is not known. */
  reader: User | null | undefined;
  /** The id as whom the connection speaks now, once that is known. */
  speaking: string | undefined;
  /** Ids under which guests wrote on this device, the present one's too. */
  guests: readonly string[] = [];
  /** Whom this device writes as when nobody is signed in. */
  guest: User | undefined;
  guestName = '';
  /** What the server has beyond the least, once it has said. */
  feat: readonly string[] | undefined;
  max = { text: 2000, name: 40, message: 65_536 };
  live: Live | undefined;
  #opening: Promise<void> | undefined;
  #offset: number | undefined;
  #closed = false;
  readonly #stopPage: (() => void) | undefined;

  constructor(ports: Ports) {
    this.ports = ports;
    this.watchers = new Watchers(this.report);
    this.setToken(ports.token);
    this.#stopPage = ports.page?.subscribe(() => {
      if (this.visible && this.ports.page?.online) for (const feed of this.feeds.values()) feed.wake();
      this.live?.pageChanged();
    });
  }

  readonly report = (error: unknown): void => this.ports.report?.(error);

  /** Whom what is written now belongs to, as far as that is known. */
  get user(): User | undefined {
    return this.reader === null ? this.guest : this.reader;
  }

  /** Whose what is written now is, as an outbox entry says it. */
  get author(): string | null {
    return this.user?.id ?? (this.reader === null ? null : '');
  }

  /** Whether what was done under this id, as an entry says it, is this reader's to see: it is not another one's who was signed in here before. */
  isHers(user: string | null): boolean {
    return !user || this.author === '' || user === this.author || this.guests.includes(user);
  }

  setToken(token: TokenProvider | undefined): void {
    this.token = token;
    this.reader = token ? undefined : null;
    this.live?.readerChanged();
  }

  /** Whether a server may be asked for this: until it has said, it may. */
  has(feature: Feature): boolean {
    return this.feat?.includes(feature) ?? true;
  }

  get visible(): boolean {
    return (this.ports.page?.visibility ?? 'visible') === 'visible';
  }

  now(): number {
    return this.ports.clock.now() + (this.#offset ?? 0);
  }

  /** The server's clock as a frame told it; a snapshot's may have aged in a cache, so a `sure` one is not replaced by it. */
  tellTime(now: number | undefined, sure: boolean): void {
    if (now !== undefined && (sure || this.#offset === undefined)) this.#offset = now - this.ports.clock.now();
  }

  async read(topic: string, query: Query): Promise<Snap | Trouble> {
    try {
      const answer = await this.ports.wire.get(topic, { ...query, ...this.live?.least(topic) });
      if (answer.t === 'err') return troubleOf(answer);
      this.tellTime(answer.now, false);
      return answer;
    } catch (error) {
      return troubleOfWire(error);
    }
  }

  /** The feed of this name, made and asked for once however many views share it; each taking is matched by one `leave`. */
  enter<Content extends TopicContent>(name: string, plan: () => FeedPlan<Content>, wanted: boolean): Feed<Content> {
    let feed = this.feeds.get(name) as Feed<Content> | undefined;
    if (!feed) {
      feed = new Feed(this, plan());
      this.feeds.set(name, feed);
      void feed.refreshSoon();
    }
    feed.views += 1;
    if (wanted) feed.wanted += 1;
    if (wanted && feed.status === 'ready') this.follow(feed);
    return feed;
  }

  leave(name: string, feed: Feed, wanted: boolean): void {
    feed.views -= 1;
    if (wanted) feed.wanted -= 1;
    if (feed.views === 0) {
      this.feeds.delete(name);
      feed.close();
    }
    this.live?.left(feed);
  }

  /** Has first content; from here on the connection follows it, if there is one or its views want one. */
  follow(feed: Feed): void {
    if (this.live) this.live.follow(feed);
    else if (feed.wanted > 0) void this.openLive();
  }

  /** Loads the live part, once; one that cannot be loaded is tried again after a while. */
  openLive(): Promise<void> {
    this.#opening ??= this.#load();
    return this.#opening;
  }

  /** Takes in what the reader writes and shows it; it is in the store before it is sent. */
  write(topic: string, words: Words): string {
    const { store, ids } = this.ports;
    const key = ids();
    const kept = {
      key,
      topic,
      ...words,
      text: words.text.normalize('NFC'),
      name: words.name.normalize('NFC'),
      ...this.#replace(topic, words),
      made: this.now(),
      user: this.author,
    };
    const stored = isStored(store.set(outboxKey(key), kept));
    this.outgoing.set(key, { kept, step: 'waiting', stored });
    if (words.op === 'add') {
      this.written.add(key);
      if (!this.reader) this.guestName = kept.name;
    }
    this.changed(topic);
    this.watchers.changed();
    void this.#send();
    return key;
  }

  /** Takes an entry away that is not under way, and gives back its text. */
  discard(key: string): string {
    const entry = this.outgoing.get(key);
    if (entry?.step !== 'refused' && entry?.step !== 'waiting') return '';
    // Whoever is about to send it sees that it is not to be.
    entry.step = 'refused';
    this.outgoing.delete(key);
    void entry.stored.then(() => this.ports.store.delete(outboxKey(key))).catch(() => undefined);
    this.changed(entry.kept.topic);
    return entry.kept.text;
  }

  /** Takes away acts of the same kind on the same comment that were not sent yet, and says on what the new one then follows. */
  #replace(topic: string, { op, target }: Words): Pick<Words, 'was'> {
    let follows: Pick<Words, 'was'> = {};
    if (op === 'add') return follows;
    for (const { kept, step, tried } of this.outgoing.values()) {
      if (kept.topic !== topic || kept.op !== op || kept.target !== target) continue;
      // An edit that may be stored is asked for again: what follows it is of the version that it became.
      if (step === 'refused' || (step === 'waiting' && !(tried && op === 'edit'))) this.discard(kept.key);
      if (step === 'waiting' && kept.was !== undefined) follows = { was: kept.was };
      else if (step !== 'refused' && op === 'react') follows = { was: kept.kind ?? null };
    }
    return follows;
  }

  changed(topic: string): void {
    for (const feed of this.feeds.values()) if (feed.topic === topic) feed.watchers.changed();
  }

  setConnection(connection: ConnectionState): void {
    if (this.connection === connection) return;
    this.connection = connection;
    this.watchers.changed();
  }

  close(): void {
    this.#closed = true;
    this.#stopPage?.();
    for (const feed of this.feeds.values()) feed.close();
    this.live?.close();
    this.watchers.clear();
  }

  async #send(): Promise<void> {
    await this.openLive();
    this.live?.send();
  }

  async #load(): Promise<void> {
    try {
      const { openLive } = await this.ports.live();
      if (!this.#closed) this.live = openLive(this);
    } catch {
      this.#opening = undefined;
      this.ports.timers.after(RELOAD, () => {
        const wanted = this.outgoing.size > 0 || [...this.feeds.values()].some((feed) => feed.wanted > 0);
        if (!this.#closed && wanted) void this.openLive();
      });
    }
  }
}
