import { type Err, type Ev, parseCursor, type ServerFrame, type Sub } from '@bandoc/protocol';
import { createHeadNotes } from './head-notes.ts';
import type { Hub } from './hub.ts';
import { isPrivate, keptTopic } from './kept-topic.ts';
import { Outlet } from './outlet.ts';
import type { LogEvent } from './ports.ts';
import { readHead, readTopic } from './read-topic.ts';
import { Refusal, toErr } from './refusal.ts';
import { aboutOf, readFrame, Speaker, type SpeakerContext } from './speaker.ts';
import { Subscription } from './subscription.ts';
import { createTurns } from './turns.ts';

/** The other end of a connection. A peer without an origin is no page. */
export interface Peer {
  /** Where it comes from, as far as limits are concerned: all with the same word share them. */
  readonly address: string;
  readonly origin?: string;
  /** What this connection or request is called in the log; unique. */
  readonly id?: string;
}

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

/** What a line in the log tells of where it comes from. */
export function aboutPeer({ address, id }: Peer, trace?: string): Pick<LogEvent, 'address' | 'request' | 'trace'> {
  return { address, ...(id === undefined ? {} : { request: id }), ...(trace === undefined ? {} : { trace }) };
}

export interface SessionContext extends SpeakerContext {
  readonly hub: Hub;
  /** Counts one more connection of a user; answers the way to give it back, or nothing where there are too many. */
  enter(user: string): (() => void) | undefined;
}

/** How a session reaches its page: `send` in order, `end` at most once, after what was sent. */
export interface Wire {
  send(frames: readonly ServerFrame[]): void;
  end(reason: Err): void;
  /** Bytes that were sent and that the network has not taken yet. */
  waiting(): number;
}

/** `closed` is called once, however the session ends. */
export function createSession(context: SessionContext, peer: Peer, wire: Wire, closed: () => void): Session {
  const { settings, hub, timers, clock, limiter } = context;
  const speaker = new Speaker(context, peer.address);
  const { id = context.ids.random() } = peer;
  const log: SessionContext['log'] = (event) => context.log({ ...event, ...aboutPeer({ ...peer, id }, speaker.trace) });
  const subscriptions = new Map<string, Subscription>();
  const inTurn = createTurns();
  let greeted = false;
  let open = true;
  let leaving: Err | undefined;
  let waiting = 0;
  let faults: number[] = [];
  let leave: (() => void) | undefined;
  let user: string | undefined;
  let cancel = timers.after(settings.hello, () => finish(toErr(new Refusal('auth', 'hello: did not come', { retry: 0 }))));

  const outlet = new Outlet(settings, timers, {
    waiting: wire.waiting,
    send: (frames) => {
      if (!open) return;
      try {
        wire.send(frames);
      } catch (error) {
        // One broken connection must not take those with it that are told the same.
        log({ kind: 'failure', detail: 'sending', error });
      }
    },
    stuck: () => finish(toErr(new Refusal('slow', 'what was sent is not read', { retry: settings.poll }))),
  });
  const send = (frames: readonly ServerFrame[]) => outlet.answer(frames);

  const close = () => {
    if (!open) return;
    open = false;
    cancel();
    outlet.close();
    leave?.();
    for (const one of subscriptions.values()) one.stop();
    subscriptions.clear();
    log({ kind: 'disconnected' });
    closed();
  };

  const finish = (reason: Err) => {
    if (!open) return;
    send([reason]);
    close();
    wire.end(reason);
  };

  const conclude = async () => {
    try {
      const last = await Promise.all([...subscriptions.values()].filter((one) => one.live).map((one) => one.conclude()));
      if (last.length) outlet.tell(last);
    } catch (error) {
      log({ kind: 'failure', detail: 'sending last events', error });
    }
    close();
  };

  const greet = () => {
    if (greeted || !open) return;
    greeted = true;
    log({ kind: 'connected' });
    cancel();
    beat();
  };

  /** One timer a connection, begun when it was: so the beacons of many connections do not come at once. */
  const beat = () => {
    cancel = timers.after(settings.beacon, () => {
      void beacons().catch((error: unknown) => log({ kind: 'failure', detail: 'sending beacons', error }));
      beat();
    });
  };

  const beacons = async () => {
    for (const topic of subscriptions.keys()) if (isPrivate(topic)) await stillMay(topic);
    // Half, so that no topic waits for the second beat from now.
    const silent = [...subscriptions.values()].filter((one) => one.isSilent(clock.now() - settings.beacon / 2));
    const frames = await Promise.all(silent.map((one) => hub.beacon(one.topic)));
    const beaten = frames.filter((frame): frame is Ev => frame !== undefined && (subscriptions.get(frame.topic)?.live ?? false));
    if (beaten.length) outlet.tell(beaten);
  };

  const unfollow = (topic: string) => {
    subscriptions.get(topic)?.stop();
    subscriptions.delete(topic);
    outlet.forget(topic);
  };

  /** Ends what only one user may follow when another one speaks (rule MN3). */
  const become = (id: string | undefined, code: 'reset' | 'auth') => {
    if (id === user) return;
    user = id;
    for (const topic of [...subscriptions.keys()].filter(isPrivate)) {
      unfollow(topic);
      send([toErr(new Refusal(code, 'sub: another user speaks', { retry: 0 }), { topic })]);
    }
  };

  /** Whether a private topic may still be told, by the token of now; where not, it ends (rule MN3). */
  const stillMay = async (topic: string): Promise<boolean> => {
    try {
      return keptTopic(topic, await speaker.readerOf(topic), settings) === subscriptions.get(topic)?.topic;
    } catch (error) {
      unfollow(topic);
      send([toErr(error, { topic })]);
      return false;
    }
  };

  const follow = async (frame: Sub) => {
    const { topic } = frame;
    if (!subscriptions.has(topic) && subscriptions.size >= settings.subs) throw new Refusal('denied', `sub: at most ${settings.subs} topics`);
    const wait = await limiter.take('sub', id);
    if (wait) throw new Refusal('rate', 'sub: too often', { retry: wait });
    const reader = await speaker.readerOf(topic);
    const kept = keptTopic(topic, reader, settings);
    // Closed meanwhile, nobody would take it back.
    if (!open) return;
    unfollow(topic);
    const tell = (frames: readonly ServerFrame[]) =>
      void inTurn(async () => {
        if (subscriptions.get(topic) === subscription && (await stillMay(topic))) outlet.tell(frames);
      });
    const notes = frame.follow === 'head' ? createHeadNotes((sent) => outlet.tell(sent), settings.head, { clock, timers }) : undefined;
    const subscription = new Subscription(kept, hub, clock, isPrivate(topic) ? { tell } : outlet, notes);
    subscriptions.set(topic, subscription);
    try {
      await hub.join(kept, subscription);
      const state = notes ? await readHead(topic, context) : await readTopic(frame, context, reader);
      send([{ ...state, id: frame.id, follow: notes ? 'head' : 'items' }]);
      subscription.begin(parseCursor(state.at).seq);
    } catch (error) {
      unfollow(topic);
      throw error;
    }
  };

  const answer = async (value: unknown): Promise<void> => {
    const frame = readFrame(value);
    if (frame.t === 'hello') {
      const { welcome, identity } = await speaker.hello(frame).catch((error: unknown) => {
        become(undefined, 'auth');
        throw error;
      });
      leave?.();
      leave = identity && open ? context.enter(identity.id) : undefined;
      if (identity && open && !leave)
        return finish(toErr(new Refusal('busy', 'hello: too many connections of this user', { retry: settings.poll }), { id: frame.id }));
      greet();
      become(identity?.id, 'reset');
      return send([welcome]);
    }
    if (!greeted) throw new Refusal('auth', `${frame.t}: say hello first`, { retry: 0 });
    if (frame.t === 'put') return send([await speaker.put(frame)]);
    if (frame.t === 'unsub') return unfollow(frame.topic);
    if (frame.t === 'sub') return frame.follow === 'off' ? send([await speaker.read(frame, id, 'off')]) : follow(frame);
  };

  const fail = (error: unknown, value: unknown) => {
    const err = toErr(error, aboutOf(value));
    const greeting = (value as { t?: unknown } | null)?.t === 'hello';
    if (err.code === 'internal') log({ kind: 'failure', detail: 'answering a frame', error });
    if (greeting && (err.code === 'version' || err.code === 'not-found')) return finish(err);
    // A token that does not verify leaves the connection to an anonymous reader (rule HS7).
    if (greeting && err.code === 'auth') greet();
    send([err]);
    if (err.code === 'bad-frame') countFault(err.msg ?? '');
  };

  const countFault = (detail: string) => {
    log({ kind: 'bad-frame', detail });
    const now = clock.now();
    faults = [...faults.filter((at) => at > now - 60_000), now];
    if (faults.length >= settings.badFrames) finish(toErr(new Refusal('bad-frame', 'too many bad frames')));
  };

  return {
    close,
    finish,
    drain: (reason) => {
      leaving = reason;
      // Nothing waits for a page to read any more.
      outlet.close();
      return inTurn(async () => finish(reason));
    },
    conclude,
    receive: (message) => {
      const values: readonly unknown[] = Array.isArray(message) ? message : [message];
      const tooMany = values.length > settings.batch;
      const begun = tooMany ? [undefined] : values;
      if (waiting + begun.length > settings.pending) return finish(toErr(new Refusal('rate', 'too many frames wait', { retry: settings.poll })));
      waiting += begun.length;
      for (const value of begun) {
        void inTurn(async () => {
          // One that does not read what it is sent is not answered more (rule SL2).
          await outlet.room();
          waiting -= 1;
          if (open && leaving) send([{ ...leaving, ...aboutOf(value) }]);
          else if (open && tooMany) fail(new Refusal('bad-frame', `at most ${settings.batch} frames a message`), value);
          else if (open) await answer(value).catch((error: unknown) => fail(error, value));
        });
      }
    },
  };
}
