import { type Err, type Ok, type Put, parseCursor, type ServerFrame } from '@bandoc/protocol';
import { finish, finishHeld, leaveToTopic } from './acknowledging.ts';
import { Backoff } from './backoff.ts';
import { byteLength } from './byte-length.ts';
import type { Connection } from './connection.ts';
import { versionOf } from './edited-version.ts';
import type { Hub } from './hub.ts';
import type { Identity } from './identity.ts';
import { readEntry, readOutbox } from './outbox-store.ts';
import { isStored, type Kept, type Outgoing, outboxKey } from './outgoing.ts';
import type { Speaker, Voice } from './speaker.ts';
import { failureOf, troubleOf } from './trouble.ts';

const LOCK = 'bandoc-outbox';
/** A lock is given back after this, whatever became of what was sent, ms. */
const HOLD = 30_000;
/** How often it is looked for what other tabs left behind, and how old that has to be: a younger entry its own tab is about to send. */
const LOOK = 20_000;
const ORPHANED = 10_000;
/** What was written longer ago than this is not sent without asking: its reader may have forgotten it. An act is forgotten sooner than a comment. */
const OLDEST = 7 * 24 * 3_600_000;
const OLDEST_ACT = 24 * 3_600_000;
/** What is told of a comment whose writer the server does not know, or that was somebody else's. */
const UNKNOWN: Err = { t: 'err', code: 'auth' };
/** A server that does not know who speaks, however often it is told, takes no comments. */
const MOST_NAMELESS = 3;

/**
 * Sends what was written: one put at a time, in the order of writing, replies after what they answer, each under its one key until it is
 * answered for good (rules PT1, PT2, PT7). Among tabs one that is looked at sends at a time, also what others left behind; that two should
 * send the same would do no harm.
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
  #cancelLook: () => void = () => {};
  #release: () => void = () => {};
  #closed = false;

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

  /** Takes in what an earlier page left in the store; from then on, while somebody looks, also what other tabs leave there. */
  async load(): Promise<void> {
    await this.#adopt(Infinity);
    this.#lookLater();
  }

  /** Sends what can be sent now. */
  send(): void {
    if (this.#pumping) return;
    this.#pumping = true;
    void this.#pump().finally(() => {
      this.#pumping = false;
      if (!this.#closed) this.#idle();
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

  /** The server has what was put under this key. */
  stored({ key, at, item }: Ok): void {
    const entry = this.#hub.outgoing.get(key);
    if (!entry || entry.step === 'done') return;
    this.#backoff.reset();
    this.#nameless = 0;
    finish(this.#hub, key, at === undefined ? undefined : parseCursor(at), item);
  }

  pageChanged(): void {
    if (this.#hub.visible) {
      void this.#look();
      this.send();
    } else this.#release();
  }

  close(): void {
    this.#closed = true;
    this.#cancel?.();
    this.#cancelLook();
    this.#release();
  }

  async #look(): Promise<void> {
    this.#cancelLook();
    if (!this.#hub.visible) return;
    await this.#adopt(this.#hub.now() - ORPHANED);
    this.#lookLater();
    if (this.busy) this.#idle();
    this.send();
  }

  #lookLater(): void {
    this.#cancelLook();
    if (!this.#closed) this.#cancelLook = this.#hub.ports.timers.after(LOOK, () => void this.#look());
  }

  /** Takes in what the store has from before `until` (ms by the server's clock) and this page does not know. */
  async #adopt(until: number): Promise<void> {
    const now = this.#hub.now();
    for (const kept of await readOutbox(this.#hub.ports.store)) {
      if (this.#hub.written.has(kept.key) || this.#hub.outgoing.has(kept.key) || kept.made > until) continue;
      const whole: Kept = !kept.failure && now - kept.made > (kept.op === 'add' ? OLDEST : OLDEST_ACT) ? { ...kept, failure: { code: 'expired' } } : kept;
      this.#hub.outgoing.set(kept.key, { kept: whole, step: whole.failure ? 'refused' : 'waiting', tried: true, stored: Promise.resolve(true) });
      if (kept.op === 'add') this.#hub.written.add(kept.key);
      this.#found.add(kept.key);
      finishHeld(this.#hub, kept.key);
      this.#hub.changed(kept.topic);
    }
  }

  async #pump(): Promise<void> {
    for (let entry = this.#next(); entry; entry = this.#next()) {
      await this.#sendLocked(entry).catch((error: unknown) => {
        this.#hub.report(error);
        this.#pause();
      });
    }
  }

  /** A tab that is hidden may be frozen at any moment, and must not keep the others from sending: it gives the lock back. */
  async #sendLocked(entry: Outgoing): Promise<void> {
    const { locks, timers } = this.#hub.ports;
    if (!locks) return this.#sendOne(entry);
    let sending: Promise<void> | undefined;
    await locks.once(LOCK, async () => {
      if (!this.#hub.visible) return;
      sending = this.#sendOne(entry);
      const released = new Promise<void>((resolve) => (this.#release = resolve));
      const cancel = timers.after(HOLD, this.#release);
      await Promise.race([sending, released]).finally(cancel);
    });
    await sending;
  }

  #next(): Outgoing | undefined {
    if (!this.#connection.up || this.#cancel || !this.#hub.visible) return undefined;
    const all = this.#hub.outgoing;
    return [...all.values()].find(({ step, kept }) => {
      const on = all.get(kept.parent ?? kept.target ?? '');
      return step === 'waiting' && (!on || on.step === 'done');
    });
  }

  async #sendOne(entry: Outgoing): Promise<void> {
    if (!(await this.#isStill(entry))) return;
    const { kept } = entry;
    // Another tab may have given the device its name.
    await this.#guest.load();
    const isNamed = kept.name === '' || (this.#guest.auth !== undefined && kept.op !== 'add');
    const spoken = await this.#speaker.speak(isNamed ? this.#guest.name : kept.name);
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
    const version = kept.op === 'edit' ? versionOf(this.#hub, kept) : {};
    if (kept.user !== user || kept.if !== version.if) {
      this.#keep(entry, { ...kept, ...version, user });
      await entry.stored;
    }
    const put = putOf(entry.kept);
    // What is over it would end the connection, and come back.
    if (byteLength([{ ...put, id: Number.MAX_SAFE_INTEGER }]) > this.#hub.max.message) {
      this.#refuse(entry, { t: 'err', code: 'invalid', data: { fields: { text: 'too-long' } } });
      return;
    }
    // Somebody else may be speaking by now: then it is looked at anew.
    if (this.#stepOf(entry) !== 'waiting' || !this.#speaker.speaksAs(voice)) return;
    entry.step = 'sending';
    entry.tried = true;
    this.#hub.changed(kept.topic);
    const answer = await new Promise<ServerFrame | undefined>((resolve) => this.#connection.ask(put, resolve, false));
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

  #settle(entry: Outgoing, answer: ServerFrame | undefined): void {
    // No answer: the same key again, now or when the connection is back.
    if (!answer || this.#stepOf(entry) !== 'waiting') return;
    if (answer.t === 'ok') {
      this.stored({ ...answer, key: entry.kept.key });
      return;
    }
    if (answer.t !== 'err') return;
    if (answer.code === 'auth' && answer.retry !== undefined && this.#nameless < MOST_NAMELESS) {
      // Whoever the connection spoke as, it does not any more: it is introduced again.
      this.#nameless += 1;
      this.#speaker.doubt();
    } else if (answer.code === 'key-reuse') {
      // Nobody else knows this key: it is the same, stored under another identity of this device, by this tab or another.
      finish(this.#hub, entry.kept.key);
    } else if (answer.code === 'not-found' && entry.kept.op === 'del') {
      // It is gone, as it was to be.
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
    entry.stored = entry.stored.then(() => isStored(this.#hub.ports.store.set(outboxKey(kept.key), kept)));
  }

  /** Whether it is still to be sent: what is in the store another tab may have sent, taken away, or been refused. */
  async #isStill(entry: Outgoing): Promise<boolean> {
    const { key, topic } = entry.kept;
    if (!(await entry.stored)) return true;
    const kept = await readEntry(this.#hub.ports.store, key).catch(() => entry.kept);
    if (kept && !kept.failure) return true;
    // Its key was seen meanwhile, or it was taken away here.
    if (entry.step !== 'waiting') return false;
    if (kept) Object.assign(entry, { kept, step: 'refused' });
    else {
      // Another tab sent it, or took it away.
      entry.step = 'sending';
      leaveToTopic(this.#hub, entry);
    }
    this.#hub.changed(topic);
    return false;
  }

  /** Read anew: it changes while something is awaited. */
  #stepOf(entry: Outgoing): Outgoing['step'] {
    return entry.step;
  }
}

function putOf({ topic, key, op, target, if: version, ...words }: Kept): Omit<Put, 'id'> {
  const put = { t: 'put', topic, key, op, data: dataOf(op, words), ...(target !== undefined && { target }) } as const;
  return version === undefined ? put : { ...put, if: version };
}

function dataOf(op: Kept['op'], { parent, text, mentions, kind = null }: Pick<Kept, 'parent' | 'text' | 'mentions' | 'kind'>): Put['data'] {
  const named = { text, ...(mentions?.length && { mentions }) };
  if (op === 'add') return { parent, ...named };
  if (op === 'edit') return named;
  if (op === 'react') return { kind };
  if (op === 'flag') return { reason: kind, ...(text && { text }) };
  return {};
}
