import type { Err, ServerFrame } from '@bandoc/protocol';
import { finish, finishHeld } from './acknowledging.ts';
import { Backoff } from './backoff.ts';
import type { Connection } from './connection.ts';
import type { Hub } from './hub.ts';
import type { Identity } from './identity.ts';
import { type Kept, type Outgoing, outboxKey } from './outgoing.ts';
import type { Speaker, Voice } from './speaker.ts';
import { failureOf, troubleOf } from './trouble.ts';

const LOCK = 'bandoc-outbox';
/** What was written longer ago than this is not sent without asking: its reader may have forgotten it. */
const OLDEST = 7 * 24 * 3_600_000;
/** What is told of a comment whose writer the server does not know, or that was somebody else's. */
const UNKNOWN: Err = { t: 'err', code: 'auth' };
/** A server that does not know who speaks, however often it is told, takes no comments. */
const MOST_NAMELESS = 3;

/**
 * Sends what was written: one put at a time, in the order of writing, replies after what they answer, each under its one key until it is
 * answered for good (rules PT1, PT2, PT7). Among tabs one sends at a time; that two should send the same would do no harm.
 */
export class Outbox {
  readonly #hub: Hub;
  readonly #connection: Connection;
  readonly #guest: Identity;
  readonly #speaker: Speaker;
  readonly #backoff: Backoff;
  /** Found in the store: another tab may be sending them. */
  readonly #found = new Set<string>();
  /** How many times in a row the server did not know who speaks. */
  #nameless = 0;
  #pumping = false;
  #cancel: (() => void) | undefined;

  readonly #idle: () => void;

  /** `idle` is called when there is nothing more to send now. */
  constructor(hub: Hub, connection: Connection, guest: Identity, speaker: Speaker, idle: () => void) {
    this.#hub = hub;
    this.#connection = connection;
    this.#guest = guest;
    this.#speaker = speaker;
    this.#idle = idle;
    this.#backoff = new Backoff(hub.ports.random);
  }

  /** Whether something waits to be sent. */
  get busy(): boolean {
    return [...this.#hub.outgoing.values()].some(({ step }) => step === 'waiting' || step === 'sending');
  }

  /** Takes in what an earlier page left in the store. */
  async load(): Promise<void> {
    const { store } = this.#hub.ports;
    const entries = await store.entries().catch(() => []);
    const found = entries.flatMap(([name, value]) => {
      const kept = name.startsWith('outbox:') ? readKept(value) : undefined;
      return kept && !this.#hub.outgoing.has(kept.key) ? [kept] : [];
    });
    for (const kept of found.sort((a, b) => a.made - b.made)) {
      const expired = !kept.failure && this.#hub.now() - kept.made > OLDEST;
      const whole: Kept = expired ? { ...kept, failure: { code: 'expired' } } : kept;
      this.#hub.outgoing.set(kept.key, { kept: whole, step: whole.failure ? 'refused' : 'waiting', stored: Promise.resolve() });
      this.#hub.written.add(kept.key);
      this.#found.add(kept.key);
      finishHeld(this.#hub, kept.key);
      this.#hub.changed(kept.topic);
    }
  }

  /** Sends what can be sent now. */
  send(): void {
    if (this.#pumping) return;
    this.#pumping = true;
    void this.#pump().finally(() => {
      this.#pumping = false;
      this.#idle();
    });
  }

  /** Sends a refused entry again, as whoever this device is now. */
  retry(key: string): void {
    const entry = this.#hub.outgoing.get(key);
    if (entry?.step !== 'refused') return;
    const { failure: _, ...kept } = entry.kept;
    entry.step = 'waiting';
    this.#nameless = 0;
    this.#found.delete(key);
    this.#keep(entry, { ...kept, made: this.#hub.now(), user: this.#hub.author });
    this.send();
  }

  /** Somebody else is signed in, or nobody: what was written by nobody knows whom is not sent without asking. */
  readerChanged(): void {
    for (const entry of this.#hub.outgoing.values()) if (entry.step === 'waiting' && entry.kept.user === '') this.#refuse(entry, UNKNOWN);
    this.send();
  }

  close(): void {
    this.#cancel?.();
  }

  async #pump(): Promise<void> {
    const { locks } = this.#hub.ports;
    for (let entry = this.#next(); entry; entry = this.#next()) {
      const one = entry;
      const run = () => this.#sendOne(one);
      await (locks ? locks.once(LOCK, run) : run()).catch((error: unknown) => {
        this.#hub.report(error);
        this.#pause();
      });
    }
  }

  #next(): Outgoing | undefined {
    if (!this.#connection.up || this.#cancel) return undefined;
    const all = this.#hub.outgoing;
    return [...all.values()].find(({ step, kept }) => {
      const parent = kept.parent === null ? undefined : all.get(kept.parent);
      return step === 'waiting' && (!parent || parent.step === 'done');
    });
  }

  async #sendOne(entry: Outgoing): Promise<void> {
    const { kept } = entry;
    await entry.stored;
    if (this.#found.has(kept.key) && !(await this.#isStill(kept.key))) {
      // Another tab has sent it, or has taken it away.
      this.#hub.outgoing.delete(kept.key);
      this.#hub.changed(kept.topic);
      return;
    }
    const spoken = await this.#speaker.speak(kept.name);
    if (entry.step !== 'waiting' || !this.#connection.up) return;
    if ('answer' in spoken) {
      this.#settle(entry, spoken.answer?.t === 'welcome' ? { ...UNKNOWN, retry: 0 } : spoken.answer);
      return;
    }
    const { voice } = spoken;
    const user = this.#hub.user?.id ?? '';
    if (!this.#isBy(kept, user, voice)) {
      this.#refuse(entry, UNKNOWN);
      return;
    }
    if (kept.user !== user) {
      this.#keep(entry, { ...kept, user, ...(kept.user && { rebound: true }) });
      await entry.stored;
    }
    // Somebody else may be speaking by now: then it is looked at anew.
    if (!this.#speaker.speaksAs(voice)) return;
    entry.step = 'sending';
    this.#hub.changed(kept.topic);
    const answer = await this.#put(kept);
    // Its key may have been seen meanwhile.
    if (this.#stepOf(entry) === 'sending') entry.step = 'waiting';
    this.#settle(entry, answer);
    this.#hub.changed(kept.topic);
  }

  /** Whether it was written under this user id: as nobody else's it is sent but by its reader's act. */
  #isBy({ key, user: by }: Kept, user: string, { isGuest }: Voice): boolean {
    if (by === '') return !this.#found.has(key);
    return by === null ? isGuest : by === user || (isGuest && this.#guest.wasOnce(by));
  }

  #put({ topic, key, parent, text }: Kept): Promise<ServerFrame | undefined> {
    return new Promise((resolve) => this.#connection.ask({ t: 'put', topic, key, op: 'add', data: { parent, text } }, resolve, false));
  }

  #settle(entry: Outgoing, answer: ServerFrame | undefined): void {
    // No answer: the same key again, now or when the connection is back.
    if (!answer || this.#stepOf(entry) !== 'waiting') return;
    if (answer.t === 'ok') {
      this.#backoff.reset();
      this.#nameless = 0;
      finish(this.#hub, entry.kept.key, answer.item, answer.at);
      return;
    }
    if (answer.t !== 'err') return;
    if (answer.code === 'auth' && answer.retry !== undefined && this.#nameless < MOST_NAMELESS) {
      // Whoever the connection spoke as, it does not any more: it is introduced again.
      this.#nameless += 1;
      this.#speaker.doubt();
    } else if (answer.code === 'key-reuse' && entry.kept.rebound) {
      // Nobody else knows this key: it is the same words, stored under the identity that was lost.
      finish(this.#hub, entry.kept.key);
    } else if (answer.retry === undefined || answer.code === 'challenge' || answer.code === 'auth') this.#refuse(entry, answer);
    else this.#pause(answer.retry);
  }

  #refuse(entry: Outgoing, err: Err): void {
    entry.step = 'refused';
    this.#keep(entry, { ...entry.kept, failure: failureOf(troubleOf(err)) });
    this.#hub.changed(entry.kept.topic);
  }

  #pause(retry?: number): void {
    this.#cancel?.();
    this.#cancel = this.#hub.ports.timers.after(this.#backoff.next(retry), () => {
      this.#cancel = undefined;
      this.send();
    });
  }

  #keep(entry: Outgoing, kept: Kept): void {
    entry.kept = kept;
    entry.stored = entry.stored.then(() => this.#hub.ports.store.set(outboxKey(kept.key), kept)).catch(() => undefined);
  }

  async #isStill(key: string): Promise<boolean> {
    return this.#hub.ports.store.get(outboxKey(key)).then(
      (value) => value !== undefined,
      () => true,
    );
  }

  /** Read anew: it changes while something is awaited. */
  #stepOf(entry: Outgoing): Outgoing['step'] {
    return entry.step;
  }
}

/** Reads what a store gave back; undefined for what another version or another hand left there. */
function readKept(value: unknown): Kept | undefined {
  const kept = value as Partial<Kept> | null;
  const good =
    [kept?.key, kept?.topic, kept?.text, kept?.name].every((one) => typeof one === 'string') &&
    typeof kept?.made === 'number' &&
    (kept.parent === null || typeof kept.parent === 'string') &&
    (kept.user === null || typeof kept.user === 'string');
  return good ? (kept as Kept) : undefined;
}
