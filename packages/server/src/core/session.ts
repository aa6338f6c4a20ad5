import { type Err, type Ev, parseCursor, type ServerFrame, type Sub } from '@bandoc/protocol';
import type { Gate } from './gate.ts';
import { createHeadNotes } from './head-notes.ts';
import type { Hub } from './hub.ts';
import { isPrivate, keptTopic } from './kept-topic.ts';
import { readOffered } from './offered.ts';
import { Outlet } from './outlet.ts';
import { aboutPeer, type Peer } from './peer.ts';
import type { LogEvent } from './ports.ts';
import { readHead, readTopic } from './read-topic.ts';
import { Refusal, toErr } from './refusal.ts';
import type { Rounds } from './rounds.ts';
import { aboutOf, readFrame, Speaker, type SpeakerContext } from './speaker.ts';
import { Subscription } from './subscription.ts';
import { Turns } from './turns.ts';

/** One connection, seen from its binding. Nothing that is received throws. */
export interface Session {
  /** Takes one message: a frame or an array of frames, parsed and not yet checked. */
  receive(message: unknown): void;
  /** The connection is gone. */
  close(): void;
  /** Ends the connection from this side, with the reason as its last frame. */
  finish(reason: Err): void;
  /** The same once what was begun is answered; what has come and was not begun is refused for the same reason. */
  drain(reason: Err): Promise<void>;
  /** Ends the connection in peace, after a last event of every topic; its wire is its owner's to end. */
  conclude(): Promise<void>;
}

/** How a session reaches its page: `send` in order, `end` at most once, after what was sent. */
export interface Wire {
  send(frames: readonly ServerFrame[]): void;
  end(reason: Err): void;
  /** Bytes that were sent and that the network has not taken yet. Without it nothing is taken to wait. */
  waiting?(): number;
}

export interface SessionContext extends SpeakerContext {
  readonly hub: Hub;
  readonly gate: Gate;
  /** Those that were greeted: `beat` is called once a span. */
  readonly beats: Rounds<OpenSession>;
  /** Called once, however a session ends. */
  left(session: OpenSession, address: string): void;
}

const NONE: readonly Subscription[] = [];

/** A session on a connection that was let in. There are many and most are idle: it holds little, and makes what few need when they do. */
export class OpenSession implements Session {
  readonly #context: SessionContext;
  readonly #peer: Peer & { readonly id: string };
  readonly #wire: Wire;
  readonly #speaker: Speaker;
  readonly #outlet: Outlet;
  readonly #turns = new Turns();
  #subscriptions = NONE;
  #greeted = false;
  #open = true;
  #leaving: Err | undefined;
  /** Frames that came and were not begun. */
  #pending = 0;
  #faults: number[] | undefined;
  /** Who speaks. */
  #user: string | undefined;
  /** Takes back the wait for hello. */
  #cancel: (() => void) | undefined;

  constructor(context: SessionContext, peer: Peer, wire: Wire) {
    const { ids, timers, settings } = context;
    this.#context = context;
    this.#peer = peer.id === undefined ? { ...peer, id: ids.random() } : (peer as Peer & { readonly id: string });
    this.#wire = wire;
    this.#speaker = new Speaker(context, peer.address);
    this.#outlet = new Outlet(context, this);
    this.#cancel = timers.after(settings.hello, () => this.finish(toErr(new Refusal('auth', 'hello: did not come', { retry: 0 }))));
  }

  receive(message: unknown): void {
    const { settings } = this.#context;
    const values: readonly unknown[] = Array.isArray(message) ? message : [message];
    const tooMany = values.length > settings.batch;
    const begun = tooMany ? [undefined] : values;
    if (this.#pending + begun.length > settings.pending) return this.finish(toErr(new Refusal('rate', 'too many frames wait', { retry: settings.poll })));
    this.#pending += begun.length;
    for (const value of begun) {
      void this.#turns.take(async () => {
        // One that does not read what it is sent is not answered more (rule SL2).
        await this.#outlet.room();
        this.#pending -= 1;
        if (this.#open && this.#leaving) this.send([{ ...this.#leaving, ...aboutOf(value) }]);
        else if (this.#open && tooMany) this.#fail(new Refusal('bad-frame', `at most ${settings.batch} frames a message`), value);
        else if (this.#open) await this.#answer(value).catch((error: unknown) => this.#fail(error, value));
      });
    }
  }

  close(): void {
    if (!this.#open) return;
    const { gate, beats, left } = this.#context;
    this.#open = false;
    this.#cancel?.();
    beats.leave(this);
    this.#outlet.close();
    if (this.#user !== undefined) gate.leaveUser(this.#user);
    for (const one of this.#subscriptions) one.stop();
    this.#subscriptions = NONE;
    this.#log({ kind: 'disconnected' });
    left(this, this.#peer.address);
  }

  finish(reason: Err): void {
    if (!this.#open) return;
    this.send([reason]);
    this.close();
    this.#wire.end(reason);
  }

  drain(reason: Err): Promise<void> {
    this.#leaving = reason;
    // Nothing waits for a page to read any more.
    this.#outlet.close();
    return this.#turns.take(async () => this.finish(reason));
  }

  async conclude(): Promise<void> {
    try {
      const last = await Promise.all(this.#subscriptions.filter((one) => one.live).map((one) => one.conclude()));
      if (last.length) this.#outlet.tell(last);
    } catch (error) {
      this.#log({ kind: 'failure', detail: 'sending last events', error });
    }
    this.close();
  }

  /** For its outlet and itself: writes, whatever waits. */
  send(frames: readonly ServerFrame[]): void {
    if (!this.#open) return;
    try {
      this.#wire.send(frames);
    } catch (error) {
      // One broken connection must not take those with it that are told the same.
      this.#log({ kind: 'failure', detail: 'sending', error });
    }
  }

  waiting(): number {
    return this.#wire.waiting?.() ?? 0;
  }

  stuck(): void {
    this.finish(toErr(new Refusal('slow', 'what was sent is not read', { retry: this.#context.settings.poll })));
  }

  /** For the rounds of its core: tells of topics that were silent, and ends what may no more be told. */
  async beat(): Promise<void> {
    const { clock, hub, settings } = this.#context;
    try {
      for (const one of this.#subscriptions) if (one.isPrivate) await this.#stillMay(one.name);
      // Half, so that no topic waits for the second beat from now.
      const silent = this.#subscriptions.filter((one) => one.isSilent(clock.now() - settings.beacon / 2));
      const frames = await Promise.all(silent.map((one) => hub.beacon(one.topic)));
      const beaten = frames.filter((frame): frame is Ev => frame !== undefined && (this.#followed(frame.topic)?.live ?? false));
      if (beaten.length) this.#outlet.remind(beaten);
    } catch (error) {
      this.#log({ kind: 'failure', detail: 'sending beacons', error });
    }
  }

  #log(event: LogEvent): void {
    this.#context.log({ ...event, ...aboutPeer(this.#peer, this.#speaker.trace) });
  }

  #greet(): void {
    if (this.#greeted || !this.#open) return;
    this.#greeted = true;
    this.#log({ kind: 'connected' });
    this.#cancel?.();
    this.#cancel = undefined;
    this.#context.beats.enter(this);
  }

  #followed(name: string): Subscription | undefined {
    return this.#subscriptions.find((one) => one.name === name);
  }

  #unfollow(name: string): void {
    this.#followed(name)?.stop();
    this.#subscriptions = this.#subscriptions.filter((one) => one.name !== name);
    this.#outlet.forget(name);
  }

  /** Ends what only one user may follow when another one speaks, or nobody any more (rule MN3). */
  #become(id: string | undefined): void {
    if (id === this.#user) return;
    if (this.#user !== undefined) this.#context.gate.leaveUser(this.#user);
    this.#user = id;
    for (const { name } of this.#subscriptions.filter((one) => one.isPrivate)) {
      this.#unfollow(name);
      const [code, now] = id === undefined ? (['auth', 'nobody'] as const) : (['reset', 'another user'] as const);
      this.send([toErr(new Refusal(code, `sub: ${now} speaks`, { retry: 0 }), { topic: name })]);
    }
  }

  /** Whether a private topic may still be told, by the token of now; where not, it ends (rule MN3). */
  async #stillMay(name: string): Promise<boolean> {
    try {
      return keptTopic(name, await this.#speaker.readerOf(name), this.#context.settings) === this.#followed(name)?.topic;
    } catch (error) {
      this.#unfollow(name);
      this.send([toErr(error, { topic: name })]);
      return false;
    }
  }

  async #follow(frame: Sub): Promise<void> {
    const { settings, limiter, hub, clock, timers } = this.#context;
    const { topic: name } = frame;
    if (!this.#followed(name) && this.#subscriptions.length >= settings.subs) throw new Refusal('denied', `sub: at most ${settings.subs} topics`);
    const wait = await limiter.take('sub', this.#peer.id);
    if (wait) throw new Refusal('rate', 'sub: too often', { retry: wait });
    const reader = await this.#speaker.readerOf(name);
    const kept = keptTopic(name, reader, settings);
    // Closed meanwhile, nobody would take it back.
    if (!this.#open) return;
    this.#unfollow(name);
    const notes = frame.follow === 'head' ? createHeadNotes((sent) => this.#outlet.tell(sent), settings.head, { clock, timers }) : undefined;
    const subscription: Subscription = new Subscription(
      name,
      kept,
      this.#context,
      isPrivate(name) ? { tell: (frames) => this.#tellPrivately(subscription, frames) } : this.#outlet,
      notes,
    );
    // Not spread: that would leave room for many more, in each of many connections.
    this.#subscriptions = this.#subscriptions.concat(subscription);
    try {
      await hub.join(kept, subscription);
      const state = notes ? await readHead(name, this.#context) : await readTopic(frame, this.#context, reader);
      this.send([{ ...state, id: frame.id, follow: notes ? 'head' : 'items' }]);
      subscription.begin(parseCursor(state.at).seq);
    } catch (error) {
      this.#unfollow(name);
      throw error;
    }
  }

  #tellPrivately(subscription: Subscription, frames: readonly ServerFrame[]): void {
    void this.#turns.take(async () => {
      if (this.#followed(subscription.name) === subscription && (await this.#stillMay(subscription.name))) this.#outlet.tell(frames);
    });
  }

  async #answer(value: unknown): Promise<void> {
    const { gate, settings } = this.#context;
    const speaker = this.#speaker;
    const frame = readOffered(readFrame(value), this.#context.settings);
    if (frame.t === 'hello') {
      const { welcome, identity } = await speaker.hello(frame).catch((error: unknown) => {
        this.#become(undefined);
        throw error;
      });
      if (!this.#open) return;
      if (identity && identity.id !== this.#user && !gate.enterUser(identity.id))
        return this.finish(toErr(new Refusal('busy', 'hello: too many connections of this user', { retry: settings.poll }), { id: frame.id }));
      this.#greet();
      this.#become(identity?.id);
      return this.send([welcome]);
    }
    if (!this.#greeted) throw new Refusal('auth', `${frame.t}: say hello first`, { retry: 0 });
    if (frame.t === 'put') return this.send([await speaker.put(frame)]);
    if (frame.t === 'unsub') return this.#unfollow(frame.topic);
    if (frame.t === 'sub') return frame.follow === 'off' ? this.send([await speaker.read(frame, this.#peer.id, 'off')]) : this.#follow(frame);
  }

  #fail(error: unknown, value: unknown): void {
    const err = toErr(error, aboutOf(value));
    const greeting = (value as { t?: unknown } | null)?.t === 'hello';
    if (err.code === 'internal') this.#log({ kind: 'failure', detail: 'answering a frame', error });
    if (greeting && (err.code === 'version' || err.code === 'not-found')) return this.finish(err);
    // A token that does not verify leaves the connection to an anonymous reader (rule HS7).
    if (greeting && err.code === 'auth') this.#greet();
    this.send([err]);
    if (err.code === 'bad-frame') this.#countFault(err.msg ?? '');
  }

  #countFault(detail: string): void {
    const { clock, settings } = this.#context;
    this.#log({ kind: 'bad-frame', detail });
    const now = clock.now();
    this.#faults = [...(this.#faults ?? []).filter((at) => at > now - 60_000), now];
    if (this.#faults.length >= settings.badFrames) this.finish(toErr(new Refusal('bad-frame', 'too many bad frames')));
  }
}
